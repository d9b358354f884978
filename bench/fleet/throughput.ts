/** Values per second of one core: agents that send as fast as they are acknowledged. */
import { systemClock } from '../../lib/system-clock.ts'
import { threadSeconds } from '../process-cost.ts'
import type { BenchRow } from '../rows.ts'
import { size } from '../scale.ts'
import type { CollectorProcess } from './collector-process.ts'
import type { Swarm } from './swarm.ts'
import type { Flooded } from './swarm-messages.ts'

const samplesPerAgent = size('FLOOD_SAMPLES', 600, 120)
const warmUpSamples = 100
const quietShare = 0.03
const quietWithinMs = 30_000

/**
 * The main thread reads sockets, decrypts, decodes, checks, hands rows to the store's thread and
 * judges rules, so its CPU seconds bound "decoded and rules evaluated" from above; those of all
 * threads until nothing is left to do are "durable and acknowledged".
 */
export async function throughput(collector: CollectorProcess, swarm: Swarm): Promise<BenchRow[]> {
  await flood(collector, swarm, warmUpSamples, 1)
  const live = await flood(collector, swarm, samplesPerAgent, 1)
  const packed = await flood(collector, swarm, samplesPerAgent, 20)
  return [
    row('collector, socket to decoded and rules evaluated', live.perMainSecond),
    row('collector, socket to durable and acknowledged', live.perSecond),
    row('… the same, frames of 20 samples: decoded and rules evaluated', packed.perMainSecond),
    row('… the same, frames of 20 samples: durable and acknowledged', packed.perSecond),
    { name: 'collector, frames of one sample', value: live.framesPerSecond, unit: 'frames/CPU-s' },
    { name: 'collector, busy share of one core under flood', value: live.busy, unit: 'cores' },
  ]
}

async function flood(
  { pid }: CollectorProcess,
  swarm: Swarm,
  samples: number,
  samplesPerFrame: number,
) {
  const before = threadSeconds(pid)
  const order = { type: 'flood', samples, samplesPerFrame } as const
  const { values, frames, milliseconds } = await swarm.ask<Flooded>(order, 'flooded', 600_000)
  const during = threadSeconds(pid)
  await quiet(pid)
  const after = threadSeconds(pid)
  const all = after.all - before.all
  return {
    perSecond: values / all,
    perMainSecond: values / (after.main - before.main),
    framesPerSecond: frames / all,
    busy: (during.all - before.all) / (milliseconds / 1000),
  }
}

/** The rules are judged behind the acknowledgement; waits until that is done too. */
export async function quiet(pid: number): Promise<void> {
  const untilMs = systemClock.monotonic() + quietWithinMs
  for (let calm = 0; calm < 3 && systemClock.monotonic() < untilMs;) {
    const before = threadSeconds(pid).all
    await systemClock.sleep(500)
    calm = threadSeconds(pid).all - before < quietShare * 0.5 ? calm + 1 : 0
  }
}

function row(name: string, value: number): BenchRow {
  return { name, value, unit: 'values/s per core' }
}
