/**
 * The collector under a fleet: the shipped bundle over TLS, the agents simulated in processes of
 * their own by the generator that the demo uses. The swarm competes for the same cores.
 */
import { councilOf } from '../../scripts/swarm/council.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { memoryOf } from '../process-cost.ts'
import type { BenchRow } from '../rows.ts'
import { size } from '../scale.ts'
import { quantile } from '../statistics.ts'
import { bareMegabytes } from './bare-fleet.ts'
import { benchHome, type BenchHome } from './bench-home.ts'
import { Burden } from './burden.ts'
import { CollectorProcess } from './collector-process.ts'
import { Swarm } from './swarm.ts'
import type { Beaten, Connected, Counted } from './swarm-messages.ts'
import { throughput } from './throughput.ts'

const council = 300
const largeFleet = size('FLEET', 10_000, 0)
const beatSeconds = size('BEAT_SECONDS', 60, 20)
const beatMs = 10_000
const memoryBase = 100
/** Without a large fleet, memory is measured with so many. */
const memoryFleet = 1000
/** Garbage of the connecting is gone, and what a commit holds is let go. */
const settleSeconds = size('SETTLE_SECONDS', 120, 15)
const agentsPerProcess = 5000
const reconnectWithinMs = 300_000

export async function councilBench(): Promise<BenchRow[]> {
  const home = await benchHome({ hosts: councilOf(council) })
  let collector = await CollectorProcess.start(home.root)
  const swarm = await Swarm.start(home, 0, council)
  try {
    await swarm.ask<Connected>({ type: 'connect' }, 'connected')
    const rows = [await acknowledgements([swarm], 'acknowledgement p99, 300 agents at 10 s')]
    rows.push(...(await throughput(collector, swarm)))
    const { seconds, next } = await restart(home, collector, [swarm], council)
    collector = next
    rows.push({
      name: 'reconnection of 300 agents after a collector restart',
      value: seconds,
      unit: 's',
    })
    return rows
  } finally {
    await swarm.stop()
    await collector.stop()
    home.remove()
  }
}

/** With MLINZI_BENCH_FLEET=0 only the memory per agent is measured, with a thousand. */
export async function fleetBench(): Promise<BenchRow[]> {
  const count = largeFleet || memoryFleet
  const hosts = councilOf(count)
  let secret = ''
  const home = await benchHome({
    hosts,
    prepare: async ({ apiTokens }) => {
      secret = (await apiTokens.create('bench', 'viewer')).secret
    },
  })
  let collector = await CollectorProcess.start(home.root)
  const swarms: Swarm[] = []
  try {
    const beats = Math.min(6, Math.max(2, Math.round(beatSeconds / 20)))
    swarms.push(await Swarm.start(home, 0, memoryBase))
    await connectAll(swarms)
    await beat(swarms, beats * 10)
    const small = await settledMegabytes(collector)
    for (let first = memoryBase; first < count; first += agentsPerProcess) {
      swarms.push(await Swarm.start(home, first, Math.min(agentsPerProcess, count - first)))
    }
    await connectAll(swarms)
    const fleet = `${count.toLocaleString('en')} agents`
    const rows: BenchRow[] = []
    if (largeFleet) {
      const burden = new Burden(
        home,
        secret,
        hosts.slice(0, 200).map(({ name }) => name),
      )
      rows.push(await acknowledgements(swarms, `acknowledgement p99, ${fleet} at 10 s`, burden))
    } else await beat(swarms, beats * 10)
    const whole = await settledMegabytes(collector)
    if (largeFleet) {
      rows.push({ name: `collector memory, ${fleet}`, value: whole, unit: 'MB' })
      const { seconds, next } = await restart(home, collector, swarms, count)
      collector = next
      rows.push({
        name: `reconnection of ${fleet} after a collector restart`,
        value: seconds,
        unit: 's',
      })
    }
    for (const swarm of swarms.splice(0)) await swarm.stop()
    await collector.stop()
    const [bareSmall = NaN, bareWhole = NaN] = await bareMegabytes(home, [memoryBase, count], beats)
    return [...rows, ...memoryRows(small, whole, bareSmall, bareWhole, count)]
  } finally {
    for (const swarm of swarms) await swarm.stop()
    await collector.stop()
    home.remove()
  }
}

/** The growth from a hundred connections to all, so that what both need anyway cancels out. */
function memoryRows(
  small: number,
  whole: number,
  bareSmall: number,
  bareWhole: number,
  count: number,
): BenchRow[] {
  const perAgent = ((whole - small) * 1024) / (count - memoryBase)
  const perBare = ((bareWhole - bareSmall) * 1024) / (count - memoryBase)
  return [
    {
      name: 'collector memory per agent beyond a bare TLS ws server',
      value: perAgent - perBare,
      unit: 'KB',
      comparedWith: 'bare TLS ws server',
      ratio: perAgent / perBare,
    },
    { name: 'bare TLS ws server, memory per connection', value: perBare, unit: 'KB' },
  ]
}

async function connectAll(swarms: readonly Swarm[]): Promise<void> {
  for (const swarm of swarms) await swarm.ask<Connected>({ type: 'connect' }, 'connected', 600_000)
}

async function beat(swarms: readonly Swarm[], seconds: number): Promise<readonly Beaten[]> {
  const order = { type: 'beat', seconds, beatMs } as const
  const withinMs = seconds * 1000 + 120_000
  return Promise.all(swarms.map((swarm) => swarm.ask<Beaten>(order, 'beaten', withinMs)))
}

/** What stays when nobody sends for a while: right after a flood there is garbage in it. */
async function settledMegabytes(collector: CollectorProcess): Promise<number> {
  await systemClock.sleep(settleSeconds * 1000)
  return memoryOf([collector.pid]).rssMegabytes
}

/** The first round announces every series; it is not the life that the budget is about. */
async function acknowledgements(
  swarms: readonly Swarm[],
  name: string,
  burden?: Burden,
): Promise<BenchRow> {
  await beat(swarms, beatMs / 1000)
  burden?.start()
  const answers = await beat(swarms, beatSeconds)
  await burden?.stop()
  const sent = answers.reduce((sum, { sentFrames }) => sum + sentFrames, 0)
  const latencies = answers.flatMap(({ latenciesMs }) => latenciesMs)
  if (latencies.length < sent) throw new Error(`Only ${latencies.length} of ${sent} were told`)
  return { name, value: quantile(latencies, 0.99), unit: 'ms' }
}

/** From the start of the new process until every agent has a session again. */
async function restart(
  home: BenchHome,
  collector: CollectorProcess,
  swarms: readonly Swarm[],
  count: number,
): Promise<{ readonly seconds: number; readonly next: CollectorProcess }> {
  for (const swarm of swarms) swarm.tell({ type: 'persist' })
  await collector.stop()
  const from = systemClock.monotonic()
  const next = await CollectorProcess.start(home.root)
  for (;;) {
    const counts = await Promise.all(
      swarms.map((swarm) => swarm.ask<Counted>({ type: 'count' }, 'counted')),
    )
    const connected = counts.reduce((sum, one) => sum + one.connected, 0)
    const milliseconds = systemClock.monotonic() - from
    if (connected === count) return { seconds: milliseconds / 1000, next }
    if (milliseconds > reconnectWithinMs * 1.2) return { seconds: Infinity, next }
    await systemClock.sleep(100)
  }
}
