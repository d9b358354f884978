import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { IntervalSet } from '../../../agent/spool/interval-set.ts'
import type { Spool } from '../../../agent/spool/spool.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Row } from '../../../contract/wire/series.ts'
import { desktopBeat, guard, malware, wander } from '../../support/agent/office-readings.ts'
import { temporaryFolder } from '../../support/agent/temporary-folder.ts'
import { testSpool } from '../../support/agent/test-spool.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

/** `suspend` moves wall clock and uptime on together and wakes nobody: a quick minute. */
const minuteMs = 60_000
/** So slow to fill that a limit under a page count still leaves room for the tables. */
const small = { bytesMax: 500_000, synchronous: 'OFF', freeBytesMin: 0 } as const

function officeBeat(beat: number): readonly Reading[] {
  const result = Math.floor(beat / 45) % 2 === 0 ? 'ok' : 'off'
  const event = beat % 500 === 0 ? [reading(malware, {}, { found: `case ${beat}` })] : []
  return [...desktopBeat(beat), reading(guard, {}, { result, enabled: true }), ...event]
}

function filled(spool: Spool, clock: VirtualClock, beats: number): Map<number, Row> {
  const written = new Map<number, Row>()
  for (let beat = 0; beat < beats; beat++) {
    for (const row of spool.append(officeBeat(beat), clock.now()).rows) written.set(row.seq, row)
    clock.suspend(minuteMs)
  }
  return written
}

function unsent(spool: Spool): readonly Row[] {
  const history = spool.history()
  const rows: Row[] = []
  for (let batch = history.take(4000); batch; batch = history.take(4000)) rows.push(...batch.rows)
  return rows
}

function kindOf(spool: Spool, row: Row): string {
  return spool.dictionary.at(row.series)?.measurement ?? ''
}

test('When there is no room, metrics thin out first, then go; states and events stay', async () => {
  const clock = new VirtualClock()
  const spool = testSpool(temporaryFolder(), { ...small, clock })
  const written = filled(spool, clock, 6000)
  const kept = unsent(spool)
  const { bytes, counters } = spool.stats()

  expect(bytes).toBeLessThanOrEqual(small.bytesMax * 1.1)
  const count = (kind: string) => kept.filter((row) => kindOf(spool, row) === kind).length
  expect(count('malware')).toBe(12)
  expect(count('guard')).toBe(6000)
  expect(count('desktop')).toBeLessThan(30_000)
  expect(count('desktop')).toBeGreaterThan(3000)
  expect(counters.rowsOverBytes).toBe(written.size - kept.length)
  // Only deleted: what is left is as it was written.
  for (const row of kept) expect(row).toEqual(written.get(row.seq))
  // The newest hours are whole.
  const newest = kept.filter(
    (row) => kindOf(spool, row) === 'desktop' && row.seq > written.size - 2000,
  )
  expect(newest.length).toBeGreaterThan(1700)
  spool.close()
})

test('Old metrics keep one row in five minutes before they keep one an hour', async () => {
  const clock = new VirtualClock()
  const spool = testSpool(temporaryFolder(), { ...small, clock })
  filled(spool, clock, 4500)
  const steps = unsent(spool)
    .filter((row) => kindOf(spool, row) === 'desktop')
    .filter((row) => spool.dictionary.at(row.series)?.tags[0]?.[1] === 'part0')
    .map((row) => row.timeMs)
    .sort((a, b) => a - b)
    .map((timeMs, index, all) => timeMs - (all[index - 1] ?? timeMs))
    .slice(1)
  expect(Math.max(...steps)).toBe(5 * minuteMs)
  expect(steps.at(-1)).toBe(minuteMs)
  spool.close()
})

test('What is deleted is announced as void once what is newer has gone, and closes the ledger', async () => {
  const clock = new VirtualClock()
  const spool = testSpool(temporaryFolder(), { ...small, clock })
  const written = filled(spool, clock, 4000)
  const history = spool.history()
  const collector = new IntervalSet()
  for (let batch = history.take(500); batch; batch = history.take(500)) {
    for (const row of batch.rows) collector.add([row.seq, row.seq])
    for (let voids = history.takeVoids(); voids; voids = history.takeVoids())
      for (const interval of voids.intervals) collector.add(interval)
  }
  for (let voids = history.takeVoids(); voids; voids = history.takeVoids())
    for (const interval of voids.intervals) collector.add(interval)
  expect(collector.intervals()).toEqual([[1, written.size]])
  spool.settle(spool.epoch, collector.intervals())
  spool.append([], clock.now())
  expect(spool.stats().backlogRows).toBe(0)
  expect(spool.history().takeVoids()).toBeUndefined()
  spool.close()
})

test('Rows older than the limit go, counted by time lived and not by a leaping wall clock', async () => {
  const clock = new VirtualClock()
  const spool = testSpool(temporaryFolder(), { clock, ageMaxDays: 1, synchronous: 'OFF' })
  spool.append(officeBeat(1), clock.now())
  clock.set(Date.UTC(2099, 0, 1))
  spool.append(officeBeat(2), clock.now())
  expect(spool.stats().counters.rowsOverAge).toBe(0)
  await clock.advance(25 * 60 * minuteMs)
  spool.append(officeBeat(3), clock.now())
  expect(spool.stats().counters.rowsOverAge).toBe(22)
  expect(unsent(spool)).toHaveLength(11)
  spool.close()
})

test('A disk that runs short makes the spool smaller, down to its floor', () => {
  const clock = new VirtualClock()
  let free = 10_000_000_000
  const files = { exists: () => false, move() {}, remove() {}, freeBytes: () => free }
  const spool = testSpool(temporaryFolder(), { clock, files, synchronous: 'OFF' })
  for (let beat = 0; beat < 20_000; beat++) {
    spool.append(desktopBeat(beat), clock.now())
    clock.suspend(minuteMs)
  }
  const before = spool.stats().bytes
  expect(before).toBeGreaterThan(1_500_000)
  free = 1_000_000
  for (let beat = 20_000; beat < 20_020; beat++) spool.append(desktopBeat(beat), clock.now())
  expect(spool.stats().bytes).toBeLessThanOrEqual(1_100_000)
  spool.close()
})

test('Whatever is appended, settled, refused, restarted: each row is unsent, settled or void', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constant({ do: 'append' as const }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const), at: fc.nat(400) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('refuse' as const), at: fc.nat(400) }) },
    { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
    { weight: 1, arbitrary: fc.constant({ do: 'reboot' as const }) },
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const folder = temporaryFolder()
      const clock = new VirtualClock()
      // A few pages more than the empty tables, so that the ladder is climbed all the time.
      const options = { clock, synchronous: 'OFF', bytesMax: 70_000, freeBytesMin: 0 } as const
      let boots = 1
      let spool = testSpool(folder, { ...options, bootId: `boot-${boots}` })
      const state = new Map<string, 'unsent' | 'settled' | 'refused'>()
      let beat = 0
      for (const action of steps) {
        if (action.do === 'append') {
          const { epoch, rows } = spool.append(officeBeat(beat++), clock.now())
          for (const row of rows) state.set(`${epoch} ${row.seq}`, 'unsent')
          clock.suspend(minuteMs)
        } else if (action.do === 'settle') {
          spool.settle(spool.epoch, [[action.at, action.at + 20]])
          for (let seq = action.at; seq <= action.at + 20; seq++)
            if (state.get(`${spool.epoch} ${seq}`) === 'unsent')
              state.set(`${spool.epoch} ${seq}`, 'settled')
        } else if (action.do === 'refuse') {
          const batch = spool.history().take(100)
          const row = batch?.rows[action.at % batch.rows.length]
          if (!batch || !row) continue
          spool.setAside(batch.epoch, [row])
          const key = `${batch.epoch} ${row.seq}`
          if (state.get(key) === 'unsent') state.set(key, 'refused')
        } else {
          spool.close()
          if (action.do === 'reboot') boots++
          spool = testSpool(folder, { ...options, bootId: `boot-${boots}` })
        }
      }
      const history = spool.history()
      const left = new Set<string>()
      for (let batch = history.take(300); batch; batch = history.take(300))
        for (const row of batch.rows) left.add(`${batch.epoch} ${row.seq}`)
      const voids = new Set<string>()
      for (let batch = history.takeVoids(); batch; batch = history.takeVoids())
        for (const [first, last] of batch.intervals)
          for (let seq = first; seq <= last; seq++) voids.add(`${batch.epoch} ${seq}`)
      for (const [key, expected] of state) {
        if (expected === 'unsent') expect(left.has(key) !== voids.has(key), key).toBe(true)
        else expect(left.has(key), key).toBe(false)
      }
      expect(spool.stats().backlogRows).toBe(left.size)
      spool.close()
    }),
    { numRuns: 60 },
  )
})

test('The same number gives the same noise', () => {
  expect(wander(7)).toBe(wander(7))
})
