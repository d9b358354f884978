import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EmbeddedStore } from '../../../collector/store/embedded-store.ts'
import { cpu, dayMs, frame, hourMs, open, scratch, start, type TestRow } from './fixture.ts'

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

describe('windows', () => {
  it('give every aggregate, the increase of counters, and coverage', async () => {
    await appendAll(minutes(0, 90))
    const window = async (field: string, aggregate: string): Promise<unknown> =>
      (await points(field, { stepMs: hourMs, aggregate }))[1]
    for (let round = 0; round < 2; round++) {
      const second = { timeMs: start + hourMs, coverage: 0.5 }
      expect(await window('usage', 'min')).toEqual({ ...second, value: 15 })
      expect(await window('usage', 'max')).toEqual({ ...second, value: 22.25 })
      expect(await window('usage', 'mean')).toEqual({ ...second, value: 18.625 })
      expect(await window('usage', 'last')).toEqual({ ...second, value: 22.25 })
      expect(await window('usage', 'sum')).toEqual({ ...second, value: 558.75 })
      expect(await window('usage', 'count')).toEqual({ ...second, value: 30 })
      expect(await window('bytes', 'sum')).toEqual({ ...second, value: 3000 })
      expect(await window('note', 'last')).toEqual({ ...second, value: 'note 80' })
      expect(await window('state', 'last')).toEqual({ ...second, value: 1 })
      expect(await window('on', 'mean')).toEqual({ ...second, value: 1 })
      await store.maintain(start + 2 * dayMs)
    }
  })
  it('take the usual interval of an hour with a single row from its neighbour', async () => {
    const coverage = async (): Promise<unknown[]> =>
      (await points('usage', { stepMs: hourMs })).map((point) => Object(point).coverage)
    await appendAll([minute(59, 1000)])
    expect(await coverage()).toEqual([1])
    await appendAll(minutes(60, 30))
    expect(await coverage()).toEqual([1 / 60, 0.5])
    await store.maintain(start + hourMs * 30)
    expect(await coverage()).toEqual([1 / 60, 0.5])
  })
  it('are covered in an hour of two beats, as in every tier', async () => {
    const at = (secondsFromStart: number, seq: number): TestRow => ({
      ...minute(0, seq),
      timeMs: start + secondsFromStart * 1000,
    })
    const slow = Array.from({ length: 30 }, (_, i) => at(i * 60, i))
    const quick = Array.from({ length: 180 }, (_, i) => at(1800 + i * 10, 30 + i))
    await appendAll([...quick, ...slow])
    const coverage = async (stepMs: number): Promise<unknown[]> =>
      (await points('usage', { stepMs })).map((point) => Object(point).coverage)
    for (let round = 0; round < 2; round++) {
      expect(await coverage(hourMs)).toEqual([1])
      expect(await coverage(300_000)).toEqual(Array(12).fill(1))
      expect(await coverage(60_000)).toEqual(Array(60).fill(1))
      await store.maintain(start + 2 * dayMs)
    }
  })
  it('count a restart of a counter as no increase', async () => {
    const values = [100, 150, 10, 40, 40]
    await appendAll(
      values.map((value, i) => ({
        series,
        seq: i,
        timeMs: start + i * 60_000,
        values: [null, value, null, null, null],
      })),
    )
    const sum = { aggregate: 'sum', stepMs: 300_000 }
    expect(await points('bytes', sum)).toEqual([{ timeMs: start, value: 80, coverage: 1 }])
  })
  it('are the same from every tier', async () => {
    await appendAll(minutes(0, 24 * 60))
    const ask = async (stepMs: number): Promise<unknown[]> =>
      Promise.all(
        ['mean', 'min', 'max', 'sum', 'last', 'count'].flatMap((aggregate) =>
          ['usage', 'bytes', 'on'].map((field) => points(field, { aggregate, stepMs })),
        ),
      )
    const open = [await ask(3 * hourMs), await ask(15 * 60_000), await ask(7 * 60_000)]
    await store.maintain(start + dayMs)
    const sealed = [await ask(3 * hourMs), await ask(15 * 60_000), await ask(7 * 60_000)]
    expect(sealed).toEqual(open)
    await store.maintain(start + 2 * dayMs)
    const rolled = [await ask(3 * hourMs), await ask(15 * 60_000), await ask(7 * 60_000)]
    expect(rolled).toEqual(open)
  })
  it('come from the tier that still has them', async () => {
    await appendAll(minutes(0, 120))
    await store.release(99)
    const query = { seriesIds: [series], field: 'usage', fromMs: start, toMs: start + dayMs }
    const tierAt = async (days: number, stepMs?: number): Promise<unknown> => {
      await store.maintain(start + days * dayMs)
      const [answer] = await store.range({ ...query, ...(stepMs ? { stepMs } : {}) })
      return [answer?.tier, answer?.points.length]
    }
    expect(await tierAt(1)).toEqual(['full', 120])
    expect(await tierAt(1, 60_000)).toEqual(['full', 120])
    expect(await tierAt(1, 600_000)).toEqual(['m5', 12])
    expect(await tierAt(1, dayMs)).toEqual(['h1', 1])
    expect(await tierAt(20)).toEqual(['m5', 24])
    expect(await tierAt(20, 60_000)).toEqual(['m5', 24])
    expect(await tierAt(400)).toEqual(['h1', 2])
    expect(await tierAt(400, 300_000)).toEqual(['h1', 2])
    expect(await tierAt(2000, hourMs)).toEqual(['h1', 0])
  })
  it('take in rows that come after their hour has left the full tier', async () => {
    await appendAll(minutes(0, 60))
    await store.release(99)
    await store.maintain(start + 20 * dayMs)
    await appendAll(minutes(60, 30, 60))
    await appendAll(
      minutes(0, 1).map((row) => ({
        ...row,
        seq: 500,
        timeMs: start + 1000,
        values: [100, 0, 1, 0, null],
      })),
    )
    const counts = { aggregate: 'count', stepMs: hourMs }
    const expected = [61, 30]
    const values = async (): Promise<unknown[]> =>
      (await points('usage', counts)).map((point) => Object(point).value)
    expect(await values()).toEqual(expected)
    for (let round = 0; round < 3; round++) {
      await store.release(99)
      await store.maintain(start + 20 * dayMs)
      expect(await values()).toEqual(expected)
      await reopen()
      expect(await values()).toEqual(expected)
    }
  })
  it('of a computer that is long gone go with its series, at the next start', async () => {
    const day = 86_400_000
    await appendAll(minutes(0, 10))
    const [living = 0] = await store.series.register('host-2', [cpu])
    const later = { ...minute(0, 900), series: living, timeMs: start + 3000 * day }
    await store.append([frame([later])], start)
    await store.release(99)
    await store.maintain(start + 3001 * day)
    await reopen()
    expect(store.series.get(series)).toBeUndefined()
    expect([...(await store.latest({}))].map(({ seriesId }) => seriesId)).toEqual([living])
    const [again = 0] = await store.series.register('host-1', [cpu])
    expect(again).toBeGreaterThan(living)
    await reopen()
    expect([...store.series.all()].map(({ id }) => id)).toEqual([living, again])
  })
  it('are refused when there would be too many points', async () => {
    await store.close()
    store = await open(place.file, { pointsMax: 10 })
    await appendAll(minutes(0, 20))
    await expect(points('usage')).rejects.toMatchObject({ code: 'query_too_large' })
    expect(await points('usage', { stepMs: hourMs })).toHaveLength(1)
  })
  it('of a field or series that is not there are empty', async () => {
    expect(await points('nothing')).toEqual([])
    const none = { seriesIds: [], field: 'usage', fromMs: start, toMs: start + 1 }
    expect(await store.range(none)).toEqual([])
  })
})
