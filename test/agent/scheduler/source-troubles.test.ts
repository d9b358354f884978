import { expect, test } from 'vitest'
import { NotPresent } from '../../../agent/host/host.ts'
import type { Source } from '../../../agent/sources/source.ts'
import { minute, one, reports, schedulerOf, source } from '../../support/scheduler-scene.ts'
import type { VirtualClock } from '../../support/virtual-clock.ts'

test('a source that does not come back is timed out, never started twice, and holds up no beat', async () => {
  let starts = 0
  const aborted: unknown[] = []
  const hanging: Source = {
    ...source('hanging', 'fast', () => []),
    start:
      () =>
      ({ signal }) => {
        starts++
        signal.addEventListener('abort', () => aborted.push(signal.reason))
        return new Promise(() => undefined)
      },
  }
  const { clock, scheduler, samples } = schedulerOf([hanging, source('a', 'fast', () => [one])])
  void scheduler.start()
  await clock.advance(10 * minute)
  expect(starts).toBe(1)
  expect(aborted).toHaveLength(1)
  expect(samples.filter(({ readings }) => readings.includes(one))).toHaveLength(samples.length)
  expect(samples.length).toBeGreaterThan(10)
  expect(reports(samples, 'hanging')).toEqual([['timed_out', 0]])
  await scheduler.stop()
})

test('after 5 failures it rests ever longer, at most an hour, and is told once', async () => {
  const triesMs: number[] = []
  const at: { clock?: VirtualClock } = {}
  const broken = source('broken', 'fast', () => {
    triesMs.push(at.clock?.monotonic() ?? 0)
    throw new Error('no such luck')
  })
  const { clock, scheduler, samples, warnings } = schedulerOf([
    broken,
    source('a', 'fast', () => [one]),
  ])
  at.clock = clock
  void scheduler.start()
  await clock.advance(600 * minute)
  const gaps = triesMs.map((time, index) => Math.round((time - (triesMs[index - 1] ?? 0)) / minute))
  expect(gaps.slice(0, 5)).toEqual([0, 0, 0, 0, 1])
  expect(Math.max(...gaps)).toBeLessThanOrEqual(61)
  expect(gaps.slice(-3)).toEqual([60, 60, 60])
  expect(triesMs.length).toBeLessThan(20)
  expect(warnings).toEqual(['A source does not work'])
  expect(reports(samples, 'broken')[0]).toEqual(['failed', 0])
  await scheduler.stop()
})

test('what the machine does not have is silence, looked for again every 5 minutes', async () => {
  let tries = 0
  const battery = source('battery', 'fast', () => {
    tries++
    if (tries < 4) throw new NotPresent('no battery')
    return [one]
  })
  const { clock, scheduler, samples, warnings } = schedulerOf([battery])
  void scheduler.start()
  await clock.advance(12 * minute)
  expect(tries).toBe(3)
  await clock.advance(5 * minute)
  expect(tries).toBeGreaterThan(3)
  expect(warnings).toEqual([])
  expect(reports(samples, 'battery').map(([state]) => state)).toEqual(['not_present', 'ok'])
  await scheduler.stop()
})

test('each source is reported when it changes and once an hour', async () => {
  const { clock, scheduler, samples } = schedulerOf([source('a', 'fast', () => [one])])
  void scheduler.start()
  await clock.advance(150 * minute)
  expect(reports(samples, 'a').map(([state]) => state)).toEqual(['ok', 'ok', 'ok'])
  await scheduler.stop()
})
