import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EmbeddedStore } from '../../../collector/store/embedded-store.ts'
import { skipFlag } from '../../../contract/wire/packed-rows.ts'
import { cpu, dayMs, epoch, frame, hourMs, open, scratch, start, type TestRow } from './fixture.ts'

let place: ReturnType<typeof scratch>
let store: EmbeddedStore
let series: number

beforeEach(async () => {
  place = scratch()
  store = await open(place.file)
  series = (await store.series.register('host-1', [cpu]))[0] ?? 0
})
afterEach(async () => {
  await store.close()
  place.remove()
})
async function reopen(): Promise<void> {
  await store.close()
  store = await open(place.file)
}

/** One row a minute: usage rises by 0.25, bytes by 100. */
function minute(number: number, seq = number): TestRow {
  const note = number % 10 === 0 ? `note ${number}` : null
  const values = [number * 25, number * 100, 1, number % 2, note]
  return { series, seq, timeMs: start + number * 60_000, values }
}
function minutes(from: number, count: number, firstSeq = 0): TestRow[] {
  return Array.from({ length: count }, (_, i) => minute(from + i, firstSeq + i))
}
function appendAll(rows: readonly TestRow[]): Promise<unknown> {
  const frames: TestRow[][] = []
  for (let i = 0; i < rows.length; i += 500) frames.push(rows.slice(i, i + 500))
  return Promise.all(frames.map((part) => store.append([frame(part)], start)))
}
async function points(field: string, query: object = {}): Promise<unknown[]> {
  const all = { seriesIds: [series], field, fromMs: start, toMs: start + dayMs, ...query }
  return [...((await store.range(all))[0]?.points ?? [])]
}

describe('a stored reading', () => {
  it('comes back in its unit, before and after sealing and a restart', async () => {
    await appendAll(minutes(0, 3))
    const usage = [0, 0.25, 0.5].map((value, i) => ({ timeMs: start + i * 60_000, value }))
    expect(await points('usage')).toEqual(usage)
    expect((await points('note'))[0]).toEqual({ timeMs: start, value: 'note 0' })
    expect((await points('note'))[1]).toEqual({ timeMs: start + 60_000, value: null })
    await reopen()
    expect(await points('usage')).toEqual(usage)
    await store.maintain(start + hourMs)
    expect((await store.stats()).openRows).toBe(0)
    expect(await points('usage')).toEqual(usage)
    await reopen()
    expect(await points('usage')).toEqual(usage)
    expect((await points('state')).map((point) => Object(point).value)).toEqual([0, 1, 0])
  })
  it('keeps what is not a whole number, huge or missing exactly as it came', async () => {
    const values = [0.1, -1.5e300, 2 ** 53, -(2 ** 49), null, 5e-324, 0, 7]
    const rows = values.map((value, i) => ({
      series,
      seq: i,
      timeMs: start + i * 1000,
      values: [null, value, null, null, null],
    }))
    await appendAll(rows)
    const expected = rows.map(({ timeMs }, i) => ({ timeMs, value: values[i] }))
    expect(await points('bytes')).toEqual(expected)
    await store.maintain(start + hourMs)
    expect(await points('bytes')).toEqual(expected)
  })
  it('is stored once, whatever is sent again (I2)', async () => {
    const first = await store.append([frame(minutes(0, 5))], start)
    const again = await store.append([frame(minutes(3, 5, 3))], start)
    expect(again.number).toBe(first.number + 1)
    const [sent] = again.frames
    expect([3, 13, 23, 33, 43].map((at) => sent?.rows.data[at])).toEqual([
      skipFlag,
      skipFlag,
      0,
      0,
      0,
    ])
    expect(await points('usage')).toHaveLength(8)
    await reopen()
    await store.append([frame(minutes(0, 8))], start)
    expect(await points('usage')).toHaveLength(8)
    expect(await store.received('agent-1', epoch)).toEqual([[0, 7]])
    expect(await store.stats()).toMatchObject({ rowsStored: 8, rowsDuplicate: 10 })
  })
  it('twice in one group commit is stored once', async () => {
    const both = await Promise.all([
      store.append([frame(minutes(0, 5)), frame(minutes(2, 5, 2))], start),
      store.append([frame(minutes(0, 5))], start),
    ])
    expect(both.map(({ number }) => number)).toEqual([1, 2])
    expect(await points('usage')).toHaveLength(7)
  })
})

describe('an append', () => {
  it('settles voids and quarantined rows, after a restart too', async () => {
    const row = minute(0)
    const bad = { ...row, seq: 1, flags: skipFlag, series: 999 }
    const { rows, ...rest } = frame([row, bad])
    await store.append(
      [
        {
          ...rest,
          rows,
          settled: [
            [0, 1],
            [10, 20],
          ],
        },
      ],
      start,
    )
    const expected = [
      [0, 1],
      [10, 20],
    ]
    expect(await store.received('agent-1', epoch)).toEqual(expected)
    expect(await points('usage')).toHaveLength(1)
    await reopen()
    expect(await store.received('agent-1', epoch)).toEqual(expected)
    await store.release(1)
    await store.maintain(start + hourMs)
    await reopen()
    expect(await store.received('agent-1', epoch)).toEqual(expected)
    expect(await store.received('agent-1', 'other')).toEqual([])
  })
  it.each([
    ['an unknown series', { series: 77 }, /Series 77 is not registered/],
    ['too few values', { values: [1] }, /has 1 values/],
    ['a time that is no time', { timeMs: NaN }, /has the time NaN/],
    ['a time in 2101', { timeMs: Date.UTC(2101, 0) }, /has the time/],
    ['a negative sequence number', { seq: -1 }, /Bad interval|no sequence number/],
  ])('with %s is refused alone', async (_, wrong, text) => {
    const row = minute(0)
    const bad = store.append([frame([{ ...row, ...wrong }])], start)
    const good = store.append([frame([{ ...row, seq: 5 }])], start)
    await expect(bad).rejects.toThrow(text)
    await expect(bad).rejects.toMatchObject({ code: 'bad_append', retryable: false })
    expect((await good).number).toBe(1)
  })
  it('may be empty', async () => {
    expect((await store.append([], start)).number).toBe(1)
    expect(await store.commitsAfter(0, 10)).toEqual([{ number: 1, arrivalMs: start, frames: [] }])
  })
})

describe('the series directory', () => {
  it('gives equal descriptors one id and changed field lists another, after a restart too', async () => {
    const more = {
      ...cpu,
      fields: [...cpu.fields, { name: 'x', kind: 'float', decimals: 1 } as const],
    }
    const [same, changed] = await store.series.register('host-1', [{ ...cpu }, more])
    expect(same).toBe(series)
    expect(changed).not.toBe(series)
    const [other] = await store.series.register('host-2', [cpu])
    expect(new Set([series, changed, other]).size).toBe(3)
    await reopen()
    expect(await store.series.register('host-1', [cpu, more])).toEqual([series, changed])
    expect(store.series.get(series)).toEqual({ id: series, hostId: 'host-1', descriptor: cpu })
    expect(store.series.ofHost('host-1').map(({ id }) => id)).toEqual([series, changed])
    expect([...store.series.all()]).toHaveLength(3)
  })
  it('registers what many ask for at once with one id each', async () => {
    const asked = await Promise.all(
      Array.from({ length: 50 }, (_, i) => store.series.register(`host-${i % 5}`, [cpu])),
    )
    expect(new Set(asked.flat()).size).toBe(5)
  })
})

describe('the newest rows', () => {
  it('have words for states, and outlive sealing, restarts and weeks of absence', async () => {
    await appendAll(minutes(0, 10))
    const expected = [
      {
        seriesId: series,
        timeMs: start + 9 * 60_000,
        flags: 0,
        values: { usage: 2.25, bytes: 900, on: true, state: 'bad', note: null },
      },
    ]
    expect(await store.latest({})).toEqual(expected)
    await reopen()
    expect(await store.latest({ hostIds: ['host-1'], measurements: ['cpu'] })).toEqual(expected)
    await store.release(99)
    await store.maintain(start + 60 * dayMs)
    await reopen()
    expect(await store.latest({})).toEqual(expected)
    expect(await store.latest({ hostIds: ['host-2'] })).toEqual([])
    expect(await store.latest({ measurements: ['mem'] })).toEqual([])
  })
  it('are not changed by late rows', async () => {
    await appendAll(minutes(100, 1, 0))
    await appendAll(minutes(0, 5, 1))
    expect((await store.latest({}))[0]?.timeMs).toBe(start + 100 * 60_000)
  })
})

describe('retention', () => {
  it('gives the disk space back', async () => {
    const rows = minutes(0, 20_000).map((row, i) => ({
      ...row,
      values: [(i * 7919) % 10_007, (i * 104_729) % 1_000_003, 1, 0, `text number ${i}`],
    }))
    await appendAll(rows)
    await store.release(999)
    await store.maintain(start + 14 * dayMs)
    const before = (await store.stats()).bytes
    await store.maintain(start + 2500 * dayMs)
    expect((await store.stats()).bytes).toBeLessThan(before / 2)
    expect(await points('usage', { toMs: start + 20 * dayMs, stepMs: dayMs })).toEqual([])
  })
})

describe('memory for open rows', () => {
  it('is bounded by sealing the oldest hours early', async () => {
    await store.close()
    store = await open(place.file, { openBytesMax: 150_000 })
    for (let day = 0; day < 10; day++) await appendAll(minutes(day * 1440, 1440, day * 1440))
    await store.maintain(start)
    expect((await store.stats()).openRows).toBeLessThan(10_000)
    expect(await points('usage', { toMs: start + 10 * dayMs })).toHaveLength(14_400)
  })
})
