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

describe('the log', () => {
  it('gives back commits above a cursor, with texts, seqs and intervals', async () => {
    const given = [frame(minutes(0, 3)), frame(minutes(3, 2, 3), 'agent-2')]
    await store.append(given, start + 5)
    await store.append([frame(minutes(2, 3, 2))], start + 6)
    await reopen()
    const commits = await store.commitsAfter(0, 10)
    expect(commits.map(({ number, arrivalMs }) => [number, arrivalMs])).toEqual([
      [1, start + 5],
      [2, start + 6],
    ])
    expect(commits[0]?.frames).toEqual(given)
    // A row that was stored before is not in the log at all.
    expect(commits[1]?.frames[0]?.rows.rowCount).toBe(2)
    expect(await store.commitsAfter(1, 10)).toEqual([commits[1]])
    expect(await store.commitsAfter(0, 1)).toEqual([commits[0]])
  })
  it('goes when sealed and released, and commit numbers go on', async () => {
    await appendAll(minutes(0, 3))
    await store.maintain(start + hourMs)
    expect(await store.commitsAfter(0, 10)).toHaveLength(1)
    await store.release(1)
    await store.maintain(start + hourMs)
    expect(await store.commitsAfter(0, 10)).toEqual([])
    await reopen()
    expect((await store.append([frame(minutes(3, 1, 3))], start)).number).toBe(2)
    expect(await points('usage')).toHaveLength(4)
    expect((await store.stats()).rowsStored).toBe(4)
  })
  it('is not kept for ever by a row from the future', async () => {
    const row = minute(0)
    await store.append([frame([{ ...row, timeMs: start + 400 * dayMs }])], start)
    await store.release(9)
    await store.maintain(start + 3 * hourMs)
    expect((await store.stats()).openRows).toBe(0)
    expect(await store.commitsAfter(0, 10)).toEqual([])
  })
})
