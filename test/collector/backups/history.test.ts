/** Heartbeats and the runs that they tell of. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pingsMax, summaryOf, withPing } from '../../../collector/backups/history.ts'
import type { JobHistory, Ping, PingSignal } from '../../../collector/state/backup-job.ts'
import { noHistory } from '../../../collector/state/backup-records.ts'

const at = Date.UTC(2026, 10, 12, 5, 0)
const minute = 60_000

function ping(signal: PingSignal, minutes: number, more: Partial<Ping> = {}): Ping {
  const atMs = at + minutes * minute
  return {
    signal,
    atMs,
    receivedMs: atMs,
    run: null,
    exitCode: null,
    durationSeconds: null,
    bytes: null,
    ...more,
  }
}
function historyOf(...pings: readonly Ping[]): JobHistory {
  return pings.reduce(withPing, noHistory)
}
function summary(minutes: number, ...pings: readonly Ping[]) {
  return summaryOf(historyOf(...pings), at + minutes * minute)
}

const pings = fc.array(
  fc
    .record({
      signal: fc.constantFrom<PingSignal>('start', 'success', 'fail'),
      minutes: fc.integer({ min: 0, max: 40 }),
      late: fc.integer({ min: 0, max: 5 }),
      run: fc.constantFrom(null, 'a', 'b', 'c'),
      bytes: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null }),
    })
    .map(({ signal, minutes, late, run, bytes }) =>
      ping(signal, minutes, { run, bytes, receivedMs: at + (minutes + late) * minute }),
    ),
  { maxLength: pingsMax - 2 },
)

describe('heartbeats', () => {
  test('end in the same state in whatever order they come, and however often', () => {
    const shuffled = pings.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const one = historyOf(...list)
        const two = historyOf(...other)
        expect(two).toEqual(one)
        expect(summaryOf(two, at + 100 * minute)).toEqual(summaryOf(one, at + 100 * minute))
      }),
    )
  })
  test('are kept in a bounded number, and the newest good one is never forgotten', () => {
    const failures = Array.from({ length: 100 }, (_, n) => ping('fail', n + 1))
    const history = historyOf(ping('success', 0), ...failures)
    expect(history.pings).toHaveLength(pingsMax)
    expect(history.lastSuccess?.atMs).toBe(at)
  })
  test('that are sent again later change nothing', () => {
    const first = ping('success', 3, { run: 'a' })
    const again = ping('success', 9, { run: 'a' })
    expect(historyOf(first, again)).toEqual(historyOf(first))
  })
})

describe('runs', () => {
  test('have a duration from start to end, or as the sender says', () => {
    expect(summary(9, ping('start', 0), ping('success', 7)).durationSeconds).toBe(420)
    const told = ping('success', 7, { durationSeconds: 12 })
    expect(summary(9, ping('start', 0), told).durationSeconds).toBe(12)
    expect(summary(9, ping('start', 0)).durationSeconds).toBe(540)
  })
  test('that fail are counted until one succeeds', () => {
    expect(summary(9, ping('success', 0), ping('fail', 1), ping('fail', 2)).failures).toBe(2)
    expect(summary(9, ping('fail', 1), ping('fail', 2), ping('success', 3)).failures).toBe(0)
  })
  test('are open without an end, until a later one ends well', () => {
    expect(summary(9, ping('start', 0)).open).toHaveLength(1)
    expect(summary(9, ping('start', 0), ping('start', 4)).open).toHaveLength(1)
    const overtaken = [ping('start', 0, { run: 'a' }), ping('start', 4, { run: 'b' })]
    expect(summary(9, ...overtaken).open).toHaveLength(2)
    expect(summary(9, ...overtaken, ping('success', 5, { run: 'b' })).open).toHaveLength(0)
  })
  test('that overlap are recognised, and no longer once they follow one another', () => {
    const run = (name: string, from: number, to: number) => [
      ping('start', from, { run: name }),
      ping('success', to, { run: name }),
    ]
    expect(summary(50, ...run('a', 0, 10), ...run('b', 20, 30)).overlapping).toBe(false)
    const both = [...run('a', 0, 10), ...run('b', 5, 15)]
    expect(summary(50, ...both).overlapping).toBe(true)
    expect(summary(50, ...both, ...run('c', 20, 30)).overlapping).toBe(false)
  })
  test('are measured against the median of the good copies before', () => {
    const sized = [100, 120, 80, 50].map((bytes, n) => ping('success', n, { bytes }))
    expect(summary(50, ...sized).sizePercent).toBe(50)
    expect(summary(50, ...sized.slice(0, 3)).sizePercent).toBeNull()
  })
})
