import { expect, test } from 'vitest'
import { reading } from '../../../contract/catalogue/grammar.ts'
import type { Row } from '../../../contract/wire/series.ts'
import type { Spool } from '../../../agent/spool/spool.ts'
import { desktopBeat, guard, load, malware } from '../../support/agent/office-readings.ts'
import { temporaryFolder } from '../../support/agent/temporary-folder.ts'
import { testSpool } from '../../support/agent/test-spool.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const usage = (value: number) => reading(load, { core: 'all' }, { usage: value })

/** All that a fresh session would send of the past, by epoch and number. */
function unsent(spool: Spool): Map<string, Row> {
  const rows = new Map<string, Row>()
  const history = spool.history()
  for (let batch = history.take(1000); batch; batch = history.take(1000))
    for (const row of batch.rows) rows.set(`${batch.epoch} ${row.seq}`, row)
  return rows
}

test('What was appended is there after the next start, under its own identity', () => {
  const folder = temporaryFolder()
  const clock = new VirtualClock()
  const first = testSpool(folder, { clock })
  const beat = first.append([usage(12.34), usage(56.78)], clock.now())
  first.close()

  const second = testSpool(folder, { clock })
  expect(second.epoch).not.toBe(first.epoch)
  const rows = unsent(second)
  expect([...rows.keys()]).toEqual([`${beat.epoch} 1`, `${beat.epoch} 2`])
  expect(rows.get(`${beat.epoch} 1`)).toEqual(beat.rows[0])
  expect(beat.rows[0]?.values).toEqual([123, null, null])
  expect(second.dictionary.hash).toBe(first.dictionary.hash)
  second.close()
})

test('Acknowledged rows leave, also when the acknowledgement comes after a restart', () => {
  const folder = temporaryFolder()
  const first = testSpool(folder)
  for (let beat = 0; beat < 200; beat++) first.append(desktopBeat(beat), beat * 60_000)
  first.settle(first.epoch, [[1, 500]])
  first.close()
  const second = testSpool(folder)
  expect(second.stats().backlogRows).toBe(1500)
  expect(unsent(second).size).toBe(1500)
  second.settle(first.epoch, [[501, 2000]])
  expect(unsent(second).size).toBe(0)
  second.close()
  const third = testSpool(folder)
  expect(third.stats()).toMatchObject({ backlogRows: 0 })
  expect(unsent(third).size).toBe(0)
  third.close()
})

test('History comes newest first, in pieces of the size asked for, each row once', () => {
  const spool = testSpool(temporaryFolder())
  for (let beat = 0; beat < 300; beat++) spool.append(desktopBeat(beat), beat * 60_000)
  const history = spool.history()
  const seen: number[] = []
  for (let batch = history.take(100); batch; batch = history.take(100)) {
    expect(batch.rows.length).toBeLessThanOrEqual(100)
    seen.push(...batch.rows.map((row) => row.seq).toReversed())
  }
  expect(seen).toEqual(Array.from({ length: 3000 }, (_, index) => 3000 - index))
  spool.close()
})

test('It knows the time of the oldest row that waits', () => {
  const spool = testSpool(temporaryFolder())
  expect(spool.oldestMs()).toBeUndefined()
  for (let beat = 0; beat < 5; beat++) spool.append(desktopBeat(beat), beat * 60_000)
  expect(spool.oldestMs()).toBe(0)
  spool.settle(spool.epoch, [[1, 10]])
  spool.append([], 300_000)
  expect(spool.oldestMs()).toBe(60_000)
  spool.close()
})

test('The newest row of each series is what a session sends first', () => {
  const spool = testSpool(temporaryFolder())
  for (let beat = 0; beat < 5; beat++) spool.append(desktopBeat(beat), beat * 60_000)
  const [newest] = spool.newest()
  expect(newest?.rows.map((row) => row.seq)).toEqual([41, 42, 43, 44, 45, 46, 47, 48, 49, 50])
  spool.settle(spool.epoch, [[41, 45]])
  expect(spool.newest()[0]?.rows).toHaveLength(5)
  spool.close()
})

test('A change of state and an event are news; a repeated state and a metric are not', () => {
  const spool = testSpool(temporaryFolder())
  const state = (result: 'ok' | 'off') => reading(guard, {}, { result, enabled: true })
  expect(spool.append([state('ok')], 0).news).toBe(false)
  expect(spool.append([state('ok'), usage(1)], 60_000).news).toBe(false)
  expect(spool.append([state('off')], 120_000).news).toBe(true)
  expect(spool.append([reading(malware, {}, { found: 'EICAR' })], 180_000).news).toBe(true)
  spool.close()
})

test('A moved wall clock begins a new standing of the clocks, a reboot a new count', () => {
  const folder = temporaryFolder()
  const clock = new VirtualClock(Date.UTC(2009, 0, 1))
  const first = testSpool(folder, { clock })
  const before = first.append([usage(1)], clock.now())
  clock.set(Date.UTC(2026, 10, 12))
  const after = first.append([usage(2)], clock.now())
  expect(after.clock.boot).toBe(before.clock.boot)
  expect(after.clock.offsetMs).toBeGreaterThan(before.clock.offsetMs + 500_000_000_000)
  first.close()
  const sameBoot = testSpool(folder, { clock })
  expect(sameBoot.boot).toBe(first.boot)
  // Seventeen years of wall time have passed within one boot: nothing is too old for that.
  expect(unsent(sameBoot).size).toBe(2)
  sameBoot.close()
  const nextBoot = testSpool(folder, { clock, bootId: 'boot-2' })
  expect(nextBoot.boot).toBe(first.boot + 1)
  const clocks = new Set<number>()
  const history = nextBoot.history()
  for (let batch = history.take(10); batch; batch = history.take(10))
    clocks.add(batch.clock.offsetMs)
  expect(clocks.size).toBe(2)
  nextBoot.close()
})

test('Rows that the collector refuses are kept apart, announced as void and sent no more', () => {
  const folder = temporaryFolder()
  const spool = testSpool(folder)
  const beat = spool.append([usage(1), usage(2), usage(3)], 0)
  spool.setAside(beat.epoch, beat.rows.slice(1, 2))
  spool.append([], 0)
  expect([...unsent(spool).values()].map((row) => row.seq)).toEqual([1, 3])
  expect(spool.stats().counters.rowsSetAside).toBe(1)
  spool.settle(beat.epoch, [
    [1, 1],
    [3, 3],
  ])
  expect(spool.history().takeVoids()).toEqual({ epoch: beat.epoch, intervals: [[2, 2]] })
  spool.settle(beat.epoch, [[2, 2]])
  expect(spool.history().takeVoids()).toBeUndefined()
  spool.close()
})
