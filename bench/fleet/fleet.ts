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
import { CollectorProcess } from './collector-process.ts'
import { Swarm } from './swarm.ts'
import type { Beaten, Connected, Counted } from './swarm-messages.ts'
import { throughput } from './throughput.ts'

const council = 300
const largeFleet = size('FLEET', 10_000, 0)
const beatSeconds = size('BEAT_SECONDS', 60, 20)
const beatMs = 10_000
const memoryBase = 100
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

/** With MLINZI_BENCH_FLEET=0 the memory per agent is measured with the council's 300. */
export async function fleetBench(): Promise<BenchRow[]> {
  const count = largeFleet || council
  const home = await benchHome({ hosts: councilOf(count) })
  let collector = await CollectorProcess.start(home.root)
  const swarms: Swarm[] = []
  try {
    const beats = Math.max(2, Math.round(beatSeconds / 10 / 2))
    swarms.push(await Swarm.start(home, 0, memoryBase))
    await connectAll(swarms)
    await beat(swarms, beats * 10)
    const small = memoryOf([collector.pid]).rssMegabytes
    for (let first = memoryBase; first < count; first += agentsPerProcess) {
      swarms.push(await Swarm.start(home, first, Math.min(agentsPerProcess, count - first)))
    }
    await connectAll(swarms)
    const name = `acknowledgement p99, ${count.toLocaleString('en')} agents at 10 s`
    const rows = largeFleet ? [await acknowledgements(swarms, name)] : []
    if (!largeFleet) await beat(swarms, beats * 10)
    const whole = memoryOf([collector.pid]).rssMegabytes
    if (largeFleet) {
      rows.push({ name: 'collector memory, 10,000 agents', value: whole, unit: 'MB' })
      const { seconds, next } = await restart(home, collector, swarms, count)
      collector = next
      rows.push({
        name: 'reconnection of 10,000 agents after a collector restart',
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

/** The first round announces every series; it is not the life that the budget is about. */
async function acknowledgements(swarms: readonly Swarm[], name: string): Promise<BenchRow> {
  await beat(swarms, beatMs / 1000)
  const answers = await beat(swarms, beatSeconds)
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
