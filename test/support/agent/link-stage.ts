/** What the link's tests begin with: a spool that can be sampled, and a collector. */
import { onTestFinished } from 'vitest'
import type { Beat } from '../../../agent/spool/beat.ts'
import type { Spool } from '../../../agent/spool/spool.ts'
import { VirtualClock } from '../virtual-clock.ts'
import { desktopBeat } from './office-readings.ts'
import { TestCollector, type TestCollectorOptions } from './test-collector.ts'
import { testSpool } from './test-spool.ts'

export async function collectorFor(options: TestCollectorOptions = {}): Promise<TestCollector> {
  const collector = await TestCollector.start(options)
  onTestFinished(() => collector.close())
  return collector
}
const clocks = new WeakMap<Spool, VirtualClock>()

export function spoolAt(folder: string, clock = new VirtualClock()): Spool {
  const spool = testSpool(folder, { clock, synchronous: 'OFF' })
  clocks.set(spool, clock)
  return spool
}
/** The same, closed with the test. */
export function spoolIn(folder: string, clock?: VirtualClock): Spool {
  const spool = spoolAt(folder, clock)
  onTestFinished(() => spool.close())
  return spool
}
/** Samples the next beat, a minute later. */
export function sample(spool: Spool, beat: number): Beat {
  const clock = clocks.get(spool)
  clock?.suspend(60_000)
  return spool.append(desktopBeat(beat), clock?.now() ?? 0)
}
/** As if the agent had sampled without a collector; answers the number of rows. */
export function backlog(spool: Spool, beats: number, firstBeat = 0): number {
  for (let beat = firstBeat; beat < firstBeat + beats; beat++) sample(spool, beat)
  return spool.stats().backlogRows
}
export function settled(spool: Spool): boolean {
  spool.append([], 0)
  return spool.stats().backlogRows === 0
}
