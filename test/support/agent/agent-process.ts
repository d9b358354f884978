/** An agent that does nothing but sample, spool and send, to be killed. Its task is in argv[2]. */
import { randomBytes } from 'node:crypto'
import { spoolFiles } from '../../../agent/host/spool-files.ts'
import { Link } from '../../../agent/link/link.ts'
import { openSpool } from '../../../agent/spool/spool.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { Journal, type Emitted } from './journal.ts'
import { load } from './office-readings.ts'
import { plainConnect } from './plain-connect.ts'

export interface AgentTask {
  readonly spool: string
  readonly journal: string
  /** 0: no collector, the spool only fills. */
  readonly port: number
  readonly beatMs: number
  readonly firstKey: number
  readonly synchronous: 'FULL' | 'OFF'
  readonly sampling: boolean
}

const task = JSON.parse(process.argv[2] ?? '') as AgentTask
const journal = new Journal(task.journal)
const log = {
  debug() {},
  info() {},
  warn() {},
  error: (fields: object, sentence: string) => console.error(sentence, fields),
}
const spool = openSpool({
  path: task.spool,
  clock: systemClock,
  bootId: 'boot-1',
  files: spoolFiles,
  log,
  synchronous: task.synchronous,
})
const link = new Link({
  spool,
  connect: plainConnect(task.port),
  hello: () => ({
    agentId: '0'.repeat(32),
    version: '0.1.0',
    hostname: 'test',
    platform: 'linux',
    checks: [],
    configVersion: 1,
    facts: { macs: [] },
    instance: randomBytes(8).toString('hex'),
  }),
  clock: systemClock,
  log,
  random: Math.random,
  retryFirstMs: 20,
  retryLastMs: 50,
})
if (task.port !== 0) void link.start()

let key = task.firstKey
function beat(): void {
  const timeMs = Date.now()
  const emitted: Emitted[] = Array.from({ length: 3 }, (_, core) => ({
    key: key++,
    timeMs,
    usage: Math.round(Math.random() * 1000) / 10,
    core: `core${core}`,
  }))
  journal.emitted(emitted)
  const readings = emitted.map(({ core, usage, key: bytes }) =>
    reading(load, { core }, { usage, bytes }),
  )
  const taken = spool.append(readings, timeMs)
  journal.spooled(emitted.map((reading) => reading.key))
  link.post(taken)
  // One byte for each beat: whoever kills this process counts them.
  process.stdout.write('.')
}
setInterval(() => (task.sampling ? beat() : spool.append([], Date.now())), task.beatMs)
