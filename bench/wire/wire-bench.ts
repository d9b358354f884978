/** A day on the wire: the real link and spool to a real collector, a day in some minutes. */
import { existsSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../../lib/system-clock.ts'
import { startNode, type Child } from '../child.ts'
import { agentHome, benchHome } from '../fleet/bench-home.ts'
import type { BenchRow } from '../rows.ts'
import { size } from '../scale.ts'
import type { Traffic } from './count-traffic.ts'
import { countedLine, headerBytes, timeStampBytes, type CountedLine } from './byte-count.ts'

/**
 * A beat of 60 s in 250 ms: with much less, the kernel's 40 ms of delayed acknowledgement and the
 * session's 30 s for an answer would no longer be what they are in life.
 */
const factor = size('WIRE_FACTOR', 240, 600)
const daySeconds = 86_400
/**
 * The third reads all its sources at one beat: what a sample weighs. The fourth is the first again
 * with a TCP as most of the office's computers have it.
 */
const sites = ['office', 'dispensary', 'samples', 'windows'] as const
const place = { department: 'Bench', role: 'desktop' } as const
const settleMs = 3000

interface Told {
  readonly type: 'told'
  readonly samples: number
  readonly values: number
  readonly traffic: Traffic
}
interface Counts {
  readonly type: 'counts'
  readonly counts: Readonly<Record<string, number>>
}
interface Day {
  readonly told: Told
  readonly bytes: number
  readonly packets: number
}

type Days = Readonly<Record<'lan' | 'thin' | 'samples' | 'windows', Day>>

/** A disk that is busy with something else must not make a sped session time out. */
const memoryFolder = '/dev/shm'

export async function wireBench(): Promise<BenchRow[]> {
  if (existsSync(memoryFolder)) process.env['TMPDIR'] = memoryFolder
  const home = await benchHome({
    hosts: sites.map((site) => ({ name: site, site, ...place })),
    profiles: { office: 'lan', dispensary: 'thin' },
  })
  const collector = startNode(program('wire-collector.ts'), [home.root, String(home.port)], {})
  const lines: CountedLine[] = []
  const agents: Child[] = []
  const homes: string[] = []
  try {
    await collector.message('ready')
    for (const [index, site] of sites.entries()) {
      const line = await countedLine(index + 1, home.port, site !== 'windows')
      lines.push(line)
      homes.push(agentHome(index, home.authority, line.address))
    }
    for (const [index, line] of lines.entries()) {
      const words = [
        homes[index] ?? '',
        sites[index] === 'samples' ? 'whole samples' : 'real beats',
      ]
      const agent = startNode(program('wire-agent.ts'), words, {}, line.enter)
      agents.push(agent)
      await agent.message('welcomed')
    }
    await day(collector, agents)
    const days = await Promise.all(agents.map((agent, index) => tell(agent, lines[index])))
    await assertStored(collector, days)
    const [lan, thin, samples, windows] = days
    if (!lan || !thin || !samples || !windows) throw new Error('A day is missing')
    return rowsOf({ lan, thin, samples, windows }, lines[0]?.method ?? '')
  } finally {
    for (const agent of agents) await agent.stop(2000)
    await collector.stop()
    for (const line of lines) line.close()
    for (const root of [...homes, home.root]) rmSync(root, { recursive: true, force: true })
  }
}

function program(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}

/** Half a day, a cut line, the other half. The ends are at life's pace. */
async function day(collector: Child, agents: readonly Child[]): Promise<void> {
  const speed = (to: number): void => {
    for (const child of [collector, ...agents]) child.send({ type: 'speed', factor: to })
  }
  await systemClock.sleep(settleMs)
  for (const half of [0, 1]) {
    speed(factor)
    await systemClock.sleep(((daySeconds / 2) * 1000) / factor)
    speed(1)
    if (half === 1) break
    const welcomed = agents.map((agent) => agent.message('welcomed'))
    for (const agent of agents) agent.send({ type: 'cut' })
    await Promise.all(welcomed)
    await systemClock.sleep(settleMs)
  }
  await systemClock.sleep(settleMs)
}

async function tell(agent: Child, line: CountedLine | undefined): Promise<Day> {
  const told = agent.message<Told>('told')
  agent.send({ type: 'told' })
  return { told: await told, bytes: line?.bytes() ?? NaN, packets: line?.packets() ?? NaN }
}

/** What was not stored was not sent: then the bytes are worth nothing. */
async function assertStored(collector: Child, days: readonly Day[]): Promise<void> {
  const answer = collector.message<Counts>('counts')
  collector.send({ type: 'counts', factor: 1 })
  const { rows = 0 } = (await answer).counts
  const samples = days.reduce((sum, { told }) => sum + told.samples, 0)
  const rowsPerSample = 7
  if (rows < samples * rowsPerSample * 0.95)
    throw new Error(`${rows} rows were stored of ${samples} samples`)
}

function rowsOf({ lan, thin, samples, windows }: Days, method: string): BenchRow[] {
  const perSample = (samples.told.traffic.frameBytes / samples.told.values) * 60
  const kilobytes = (name: string, { bytes }: Day): BenchRow => ({
    name,
    value: bytes / 1000,
    unit: 'KB',
  })
  return [
    { name: 'wire, payload per 60-value sample', value: perSample, unit: 'B' },
    kilobytes('wire, 24 h at 60 s all in', lan),
    kilobytes('wire, 24 h on a thin WAN all in', thin),
    kilobytes('wire, 24 h at 60 s all in, TCP without time stamps (as Windows)', windows),
    { name: `wire, samples of the day (${method})`, value: lan.told.samples, unit: 'samples' },
    {
      name: 'wire, values of a weighed sample',
      value: samples.told.values / samples.told.samples,
      unit: 'values',
    },
    {
      name: 'wire, thin WAN, payload of the day',
      value: thin.told.traffic.frameBytes / 1000,
      unit: 'KB',
    },
    kilobytes('wire, 24 h at 60 s all in, all sources in one sample', samples),
    // Two in life; a busy machine answers a sped ping too late, and each reconnection costs 5 KB.
    { name: 'wire, LAN, sessions of the day', value: lan.told.traffic.sessions, unit: 'sessions' },
    {
      name: 'wire, thin WAN, sessions of the day',
      value: thin.told.traffic.sessions,
      unit: 'sessions',
    },
    ...composition(lan),
  ]
}

/** Where the bytes of the day on a LAN are. */
function composition({ told: { traffic }, bytes, packets }: Day): BenchRow[] {
  const of = (name: string, value: number, unit: string): BenchRow => ({
    name: `wire, LAN, ${name}`,
    value,
    unit,
  })
  const { count = 0, bytes: ackBytes = 0 } = traffic.messages['ack'] ?? {}
  const headers = packets * (headerBytes + timeStampBytes)
  return [
    of('frames of the day', traffic.frames, 'frames'),
    of('payload of the day', traffic.frameBytes / 1000, 'KB'),
    of('acknowledgements of the day', count, 'messages'),
    of('acknowledgements, payload', ackBytes / 1000, 'KB'),
    of('IP packets of the day', packets, 'packets'),
    of('IP and TCP headers', headers / 1000, 'KB'),
    of(
      'TLS, WebSocket, handshakes, inventory',
      (bytes - headers - traffic.frameBytes - ackBytes) / 1000,
      'KB',
    ),
  ]
}
