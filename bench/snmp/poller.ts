/** One poller as the agent runs it (poller, SNMP, fping, spool on disk), told what to read. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { liveHost } from '../../agent/host/live.ts'
import { spoolFiles } from '../../agent/host/spool-files.ts'
import { openStation } from '../../agent/snmp.ts'
import { createEgress } from '../../agent/sources/network/egress.ts'
import { createGuard } from '../../agent/sources/network/guard.ts'
import { NetworkPoller } from '../../agent/sources/network/poller.ts'
import { SnmpBook } from '../../agent/sources/network/snmp/snmp-book.ts'
import { TaskBook } from '../../agent/sources/network/tasks.ts'
import { openSpool } from '../../agent/spool/spool.ts'
import { systemClock } from '../../lib/system-clock.ts'

interface Order {
  readonly ports: readonly number[]
  readonly seconds: number
  readonly warmSeconds: number
}
const everySeconds = 60
const folder = mkdtempSync(path.join(tmpdir(), 'snmp-bench-'))
const silent = { debug() {}, info() {}, warn() {}, error() {} }
const clock = systemClock
const host = liveHost(clock)
const veto = {
  poller: true,
  subnets: ['127.0.0.0/8'],
  internet: false,
  probesPerSecondMax: 1000,
  secondsMin: 10,
}
const guard = createGuard(veto, host)
const spool = openSpool({
  path: path.join(folder, 'spool.db'),
  clock,
  bootId: 'bench',
  files: spoolFiles,
  log: silent,
})
const checks = new TaskBook()
const devices = new SnmpBook(() => openStation(undefined, clock))
let rows = 0
let bytes = 0
let readings = 0
const poller = new NetworkPoller({
  host,
  clock,
  log: silent,
  guard,
  egress: createEgress(host, clock),
  groupOf: checks.groupOf,
  random: Math.random,
  append: (timeMs, told) => {
    rows += told.length
    for (const { measurement, fields } of told) {
      if (measurement.name !== 'snmp_device') continue
      readings++
      bytes += Number(fields['bytes'] ?? 0)
    }
    spool.append(told, timeMs)
  },
})

process.on('message', (message) => void run(message as Order))
process.send?.({ type: 'started' })

async function run({ ports, seconds, warmSeconds }: Order): Promise<void> {
  const wanted = ports.map((port, at) => ({
    id: `d${at}`,
    name: `switch ${at}`,
    role: 'network' as const,
    address: '127.0.0.1',
    snmp: { version: '2c' as const, port, community: 'public', everySeconds },
  }))
  const pings = ports.map((_, at) => ({
    kind: 'ping' as const,
    id: `p${at}`,
    name: `ping ${at}`,
    host: `127.1.${at >> 8}.${at & 255}`,
    everySeconds,
    timeoutMs: 1000,
    count: 1,
  }))
  const order = { devices: wanted, checks: pings }
  poller.follow([...checks.tasksOf(order), ...devices.tasksOf(wanted)])
  // The first minute asks each device all that it has; it is told apart.
  await clock.sleep(warmSeconds * 1000)
  const before = { cpu: cpuNow(), rows, bytes, readings, ...poller.figures() }
  await clock.sleep(seconds * 1000)
  const { missed, givenUp } = poller.figures()
  process.send?.({
    type: 'done',
    cpuSeconds: cpuNow() - before.cpu,
    warmCpuSeconds: before.cpu,
    rows: rows - before.rows,
    readings: readings - before.readings,
    bytes: bytes - before.bytes,
    missed: missed - before.missed,
    givenUp: givenUp - before.givenUp,
    rssMegabytes: process.memoryUsage.rss() / 1048576,
  })
  await poller.stop()
  await devices.close()
  host.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit(0)
}

/** This process and the programs that it has started and that have ended, in seconds. */
function cpuNow(): number {
  const { user, system } = process.cpuUsage()
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  const children = (Number(fields[13]) + Number(fields[14])) / 100
  return (user + system) / 1e6 + children
}
