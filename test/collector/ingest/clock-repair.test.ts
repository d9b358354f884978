import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import { BootTimeline } from '../../../collector/ingest/boot-timeline.ts'
import { repairClock } from '../../../collector/ingest/clock-repair.ts'
import { emptyPackedRows } from '../../../contract/wire/packed-rows.ts'
import { packRows } from '../../../contract/wire/row-packing.ts'
import { LyingMachine } from './lying-machine.ts'

const hour = 3_600_000
const day = 24 * hour
const now = Date.UTC(2026, 10, 12, 5, 0)
const year2009 = Date.UTC(2009, 0, 1)
const year2099 = Date.UTC(2099, 5, 1)

describe('a clock that is wrong by years', () => {
  test.each([
    ['2009', year2009],
    ['2099', year2099],
  ])('is repaired by elapsed time: %s', (_, wrong) => {
    const machine = new LyingMachine(now - 2 * hour, wrong)
    machine.say(now)
    const rows = machine.rowsBetween(now - hour, now - 60_000)
    expect(machine.repaired(rows, now)).toEqual(machine.truth(rows))
  })

  test('that jumps by 3 hours in mid-boot keeps order and distances', () => {
    const machine = new LyingMachine(now - 4 * hour, now - 4 * hour)
    machine.say(now - 4 * hour + 5000)
    const before = machine.rowsBetween(now - 3 * hour, now - 2 * hour)
    machine.stepWall(3 * hour)
    const after = machine.rowsBetween(now - 2 * hour + 60_000, now - hour)
    const times = [...machine.repaired(before, now), ...machine.repaired(after, now)]
    expect(times).toEqual([...machine.truth(before), ...machine.truth(after)])
  })

  test('is told with the number of seconds it is ahead', () => {
    const machine = new LyingMachine(now - hour, now - hour + 7_200_000)
    machine.say(now)
    const rows = machine.rowsBetween(now - 600_000, now)
    expect(machine.repair(rows, now).clockErrorMs).toBe(7_200_000)
  })
})

describe('a clock that is right', () => {
  test('is left alone, whatever the line delayed', () => {
    const machine = new LyingMachine(now - 10 * hour, now - 10 * hour + 700)
    machine.say(now, 900)
    const rows = machine.rowsBetween(now - hour, now)
    expect(machine.repair(rows, now).shiftMs).toBe(0)
  })

  test('is left alone after 14 hours of sleep, for uptime counts them', () => {
    const machine = new LyingMachine(now - 20 * hour, now - 20 * hour)
    machine.say(now - 19 * hour)
    const before = machine.rowsBetween(now - 18 * hour, now - 17 * hour)
    machine.say(now)
    const after = machine.rowsBetween(now - 2 * hour, now)
    expect(machine.repaired(before, now)).toEqual(machine.truth(before))
    expect(machine.repaired(after, now)).toEqual(machine.truth(after))
  })

  test('is believed through months of drift of the uptime counter', () => {
    const machine = new LyingMachine(now - 60 * day, now - 60 * day)
    machine.say(now - 60 * day + 1000)
    machine.stepWall(100_000)
    const rows = machine.rowsBetween(now - hour, now - 120_000)
    expect(machine.repair(rows, now).shiftMs).toBe(0)
  })
})

describe('boots that never met the collector', () => {
  /** A boot met on Monday, three of 8 hours each at 2009, then contact on Friday. */
  function week(): { machines: LyingMachine[]; timeline: BootTimeline } {
    const timeline = new BootTimeline('a', [])
    const starts = [0, 1, 2, 3, 4].map((days) => now - (4 - days) * day - 1000)
    const machines = starts.map(
      (start, index) =>
        new LyingMachine(start, index === 0 || index === 4 ? start : year2009, index + 1, timeline),
    )
    return { machines, timeline }
  }

  test('are placed in order between the known ones, flagged, durations kept', () => {
    const { machines } = week()
    const [first, ...offline] = machines
    const last = offline.pop()
    first?.say((first.bootMs ?? 0) + 8 * hour)
    last?.say(now)
    const runs = offline.map((machine) =>
      machine.rowsBetween(machine.bootMs, machine.bootMs + 8 * hour),
    )
    // Newest first, as a spool sends.
    const times = offline
      .map((machine, index) => ({ machine, rows: runs[index] ?? emptyPackedRows(0) }))
      .toReversed()
      .map(({ machine, rows }) => {
        const repair = machine.repair(rows, now, last)
        expect(repair.estimated).toBe(true)
        return machine.times(rows).map((time) => time + repair.shiftMs)
      })
      .toReversed()
      .flat()
    const truth = offline.flatMap((machine, index) =>
      machine.truth(runs[index] ?? emptyPackedRows(0)),
    )
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times[0]).toBeGreaterThan((first?.bootMs ?? 0) + 8 * hour)
    expect(times.at(-1)).toBeLessThan(last?.bootMs ?? 0)
    // Evenly spread over the week they come out within two hours of the truth.
    for (const [index, time] of times.entries()) {
      expect(Math.abs(time - (truth[index] ?? 0))).toBeLessThan(2 * hour)
    }
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe((truth[1] ?? 0) - (truth[0] ?? 0))
  })

  test('keep their own time where their clock fits between the neighbours', () => {
    const timeline = new BootTimeline('a', [])
    const first = new LyingMachine(now - 3 * day, now - 3 * day, 1, timeline)
    first.say(now - 3 * day + hour)
    const second = new LyingMachine(now - 2 * day, now - 2 * day, 2, timeline)
    const third = new LyingMachine(now - hour, now - hour, 3, timeline)
    third.say(now)
    const rows = second.rowsBetween(now - 2 * day, now - 2 * day + 5 * hour)
    const repair = second.repair(rows, now, third)
    expect(repair).toMatchObject({ shiftMs: 0, estimated: true })
  })

  test('of a clock set wrong for years but running are exact by the error of the contact', () => {
    const error = year2009 - now
    const timeline = new BootTimeline('a', [])
    const first = new LyingMachine(now - 3 * day, now - 3 * day + error, 1, timeline)
    first.say(now - 3 * day + hour)
    const second = new LyingMachine(now - 2 * day, now - 2 * day + error, 2, timeline)
    const third = new LyingMachine(now - hour, now - hour + error, 3, timeline)
    third.say(now)
    const rows = second.rowsBetween(now - 2 * day, now - 2 * day + 5 * hour)
    const repair = second.repair(rows, now, third)
    expect(second.times(rows).map((time) => time + repair.shiftMs)).toEqual(second.truth(rows))
  })

  test('are placed before the contact even when nothing was known before', () => {
    const timeline = new BootTimeline('a', [])
    const offline = new LyingMachine(now - day, year2009, 1, timeline)
    const contact = new LyingMachine(now - hour, year2009, 2, timeline)
    contact.say(now)
    const rows = offline.rowsBetween(now - day, now - day + 3 * hour)
    const repair = offline.repair(rows, now, contact)
    const times = offline.times(rows).map((time) => time + repair.shiftMs)
    expect(times.at(-1)).toBeLessThan(now - hour)
    expect(times[0]).toBeGreaterThan(now - 3 * day)
  })
})

describe('a boot counter that was rolled back', () => {
  test('gives its number to the new boot; rows of the old one go before it', () => {
    const timeline = new BootTimeline('a', [])
    const old = new LyingMachine(now - 3 * day, year2009, 6, timeline)
    old.say(now - 3 * day + hour)
    const fresh = new LyingMachine(now - hour, year2009, 6, timeline)
    fresh.say(now)
    const late = old.rowsBetween(now - 3 * day + 2 * hour, now - 3 * day + 9 * hour)
    const repair = old.repair(late, now, fresh, false)
    const times = old.times(late).map((time) => time + repair.shiftMs)
    expect(repair.estimated).toBe(true)
    expect(times.at(-1)).toBeLessThan(now - hour)
    const live = fresh.rowsBetween(now - 1_800_000, now)
    expect(fresh.repaired(live, now)).toEqual(fresh.truth(live))
  })

  test('to a lower number forgets the higher ones, which lie on an abandoned line', () => {
    const timeline = new BootTimeline('a', [])
    new LyingMachine(now - 9 * day, now - 9 * day, 40, timeline).say(now - 9 * day)
    new LyingMachine(now - hour, now - hour, 3, timeline).say(now)
    expect([...timeline.all()].map(({ boot }) => boot)).toEqual([3])
    expect(timeline.takeChanges()?.highest).toBe(3)
  })
})

test('no row of any boot ever comes out in the future or before the last known boot', () => {
  const walls = fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) })
  const boots = fc.array(fc.record({ wall: walls, hours: fc.integer({ min: 1, max: 20 }) }), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(boots, walls, (offline, contactWall) => {
      const timeline = new BootTimeline('a', [])
      const start = now - 40 * day
      new LyingMachine(start, start, 1, timeline).say(start + hour)
      const machines = offline.map(
        ({ wall }, index) => new LyingMachine(start + (index + 1) * day, wall, index + 2, timeline),
      )
      const contact = new LyingMachine(now - hour, contactWall, offline.length + 2, timeline)
      contact.say(now)
      let next = now - hour
      for (const [index, machine] of [...machines.entries()].toReversed()) {
        const rows = machine.rowsBetween(
          machine.bootMs,
          machine.bootMs + (offline[index]?.hours ?? 1) * hour,
        )
        const { shiftMs } = machine.repair(rows, now, contact)
        const times = machine.times(rows).map((time) => time + shiftMs)
        expect(times[0]).toBeGreaterThanOrEqual(start + hour)
        expect(times.at(-1)).toBeLessThan(next)
        next = times[0] ?? next
      }
    }),
    { numRuns: 200 },
  )
})

test('one row with a mad time does not drag the others along', () => {
  const machine = new LyingMachine(now - 5 * hour, now - 5 * hour)
  machine.say(now)
  const rows = machine.rowsBetween(now - hour, now)
  packRows([{ series: 0, seq: 999, timeMs: year2099, values: [1] }], rows)
  const repair = machine.repair(rows, now)
  expect(repair.shiftMs).toBe(0)
  expect(repair.toMs).toBeLessThan(year2099)
  expect(repairClock(machine.timeline, machine.session, machine.frame(rows, now)).estimated).toBe(
    false,
  )
})
