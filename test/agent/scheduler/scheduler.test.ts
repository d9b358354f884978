import { expect, test } from 'vitest'
import type { Source } from '../../../agent/sources/source.ts'
import { minute, one, schedulerOf, source } from '../../support/scheduler-scene.ts'
import type { VirtualClock } from '../../support/virtual-clock.ts'

test('reads at once, four times while it warms up, and then every beat of its own phase', async () => {
  const { clock, scheduler, samples } = schedulerOf([source('a', 'fast', () => [one])])
  void scheduler.start()
  await clock.advance(4 * minute)
  expect(samples.map(({ atMs }) => atMs / 1000)).toEqual([0, 2, 10, 25, 55, 115, 175, 235])
  await scheduler.stop()
})

test('all fast sources of a beat are one sample, also those that need a moment', async () => {
  const { clock, scheduler, samples } = schedulerOf([
    source('a', 'fast', () => [one]),
    source('b', 'fast', async () => {
      await clock.sleep(500)
      return [one]
    }),
  ])
  void scheduler.start()
  await clock.advance(1000)
  expect(samples).toHaveLength(1)
  expect(samples[0]?.atMs).toBe(0)
  expect(samples[0]?.readings.filter((row) => row === one)).toHaveLength(2)
  await scheduler.stop()
})

test('a shorter beat begins at once, a longer one too', async () => {
  const { clock, scheduler, samples } = schedulerOf([source('a', 'fast', () => [one])])
  void scheduler.start()
  await clock.advance(60_000)
  samples.length = 0
  scheduler.setSampleSeconds(10)
  await clock.advance(20_000)
  expect(samples.map(({ atMs }) => atMs / 1000)).toEqual([65, 75])
  scheduler.setSampleSeconds(300)
  await clock.advance(600_000)
  expect(samples.map(({ atMs }) => atMs / 1000)).toEqual([65, 75, 375, 675])
  await scheduler.stop()
})

test('beats that were missed while the machine stood still are not made up for', async () => {
  const { clock, scheduler, samples } = schedulerOf(
    [
      source('slow', 'fast', async () => {
        await clock.sleep(samples.length === 6 ? 900 : 0)
        return [one]
      }),
    ],
    { sampleSeconds: 1, random: () => 0 },
  )
  void scheduler.start()
  await clock.advance(10_000)
  const steps = samples.map(({ atMs }, index) => atMs - (samples[index - 1]?.atMs ?? 0))
  expect(Math.min(...steps.slice(2))).toBeGreaterThanOrEqual(1000)
  await scheduler.stop()
})

test('disks are read at once and every 5 minutes; the heavy sources wait 10 minutes after boot', async () => {
  const seen: [string, number][] = []
  const clockOf: { now?: VirtualClock } = {}
  const note = (name: string) => () => {
    seen.push([name, Math.round((clockOf.now?.monotonic() ?? 0) / minute)])
    return []
  }
  const { clock, scheduler } = schedulerOf(
    [source('disk', 'disk', note('disk')), source('av', 'protection', note('av'))],
    { uptimeMs: 2 * minute },
  )
  clockOf.now = clock
  void scheduler.start()
  await clock.advance(30 * minute)
  expect(seen.filter(([name]) => name === 'disk').map(([, at]) => at)).toEqual([
    0, 5, 10, 15, 20, 25, 30,
  ])
  expect(seen.filter(([name]) => name === 'av').map(([, at]) => at)).toEqual([10, 25])
  await scheduler.stop()
})

test('what slow sources tell is part of the sample, so a day has one post a minute', async () => {
  const two = { ...one }
  const { clock, scheduler, samples } = schedulerOf([
    source('fast', 'fast', () => [one]),
    source('disk', 'disk', async () => {
      await clock.sleep(20)
      return [two]
    }),
    source('av', 'protection', () => [two]),
  ])
  void scheduler.start()
  await clock.advance(20 * minute)
  const withSlow = samples.filter(({ readings }) => readings.includes(two))
  expect(withSlow.map(({ atMs }) => atMs / 1000)).toEqual([0, 2, 295, 595, 895, 1195])
  expect(samples.every(({ readings }) => readings.includes(one))).toBe(true)
  await scheduler.stop()
})

test('a slow source that takes long holds up no sample and tells later, with its own time', async () => {
  const two = { ...one }
  const { clock, scheduler, samples } = schedulerOf([
    source('fast', 'fast', () => [one]),
    {
      ...source('query', 'disk', async () => {
        await clock.sleep(8000)
        return [two]
      }),
      timeoutMs: 30_000,
    },
    source('disk', 'disk', () => [two]),
  ])
  void scheduler.start()
  await clock.advance(2 * minute)
  const late = samples.filter((sample) => sample.late)
  expect(late.map(({ atMs }) => atMs)).toEqual([0, 8000])
  expect(late.every(({ readings }) => readings.includes(two))).toBe(true)
  const others = samples.filter((sample) => !sample.late)
  expect(others.map(({ atMs }) => atMs / 1000)).toEqual([0, 2, 10, 25, 55, 115])
  await scheduler.stop()
})

test('where samples are rare the slow sources keep their own beat', async () => {
  const times: number[] = []
  const { clock, scheduler } = schedulerOf(
    [
      source('fast', 'fast', () => [one]),
      source('disk', 'disk', () => (times.push(clock.monotonic() / minute), [])),
    ],
    { sampleSeconds: 3600, random: () => 1 },
  )
  void scheduler.start()
  await clock.advance(60 * minute)
  expect(Math.max(...times.map((time, index) => time - (times[index - 1] ?? 0)))).toBeLessThan(8)
  await scheduler.stop()
})

test('sources of other systems are not started', async () => {
  const windows: Source = { ...source('w', 'fast', () => [one]), platforms: ['win32'] }
  const { scheduler } = schedulerOf([windows])
  expect(scheduler.statuses()).toEqual([])
})

test('stop ends the waiting and waits for the reading that is under way', async () => {
  let ended = false
  const { clock, scheduler } = schedulerOf([
    source('slow', 'disk', async () => {
      await clock.sleep(700)
      ended = true
      return [one]
    }),
  ])
  const running = scheduler.start()
  await clock.advance(100)
  const stopping = scheduler.stop()
  await clock.advance(1000)
  await stopping
  expect(ended).toBe(true)
  await expect(running).resolves.toBeUndefined()
})

test('a machine that wakes is read at once, and goes on in its beat', async () => {
  const { clock, scheduler, samples } = schedulerOf([source('a', 'fast', () => [one])])
  void scheduler.start()
  await clock.advance(60_000)
  samples.length = 0
  scheduler.sampleNow()
  await clock.advance(60_000)
  expect(samples.map(({ atMs }) => atMs / 1000)).toEqual([60, 120])
  await scheduler.stop()
})
