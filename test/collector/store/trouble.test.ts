import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { limits } from '../../../contract/wire/limits.ts'
import type { EmbeddedStore } from '../../../collector/store/embedded-store.ts'
import { cpu, dayMs, epoch, frame, hourMs, open, recordingLog, scratch, start } from './fixture.ts'
import type { TestRow } from './fixture.ts'

let place: ReturnType<typeof scratch>
let store: EmbeddedStore | undefined
beforeEach(() => {
  place = scratch()
})
afterEach(async () => {
  await store?.close()
  store = undefined
  place.remove()
})

/** Rows that do not compress. */
function noiseRow(seq: number): TestRow {
  const text = `${Math.sin(seq)}${Math.cos(seq)}`.repeat(3)
  return { series: 1, seq, timeMs: start + seq * 1000, values: [seq, seq, 1, 0, text] }
}
function noise(firstSeq: number, count: number): TestRow[] {
  return Array.from({ length: count }, (_, i) => noiseRow(firstSeq + i))
}
const all = { seriesIds: [1], fromMs: start, toMs: start + 30 * dayMs }
async function storedSeqs(of: EmbeddedStore): Promise<unknown[]> {
  const [answer] = await of.range({ ...all, field: 'bytes' })
  return (answer?.points ?? []).map(({ value }) => value)
}

/** Appends until the disk is full; returns the numbers of acknowledged rows. */
async function fill(of: EmbeddedStore): Promise<number[]> {
  const stored: number[] = []
  for (let seq = 0; seq < 200_000; seq += 500) {
    const rows = noise(seq, 500)
    const refused = await of.append([frame(rows)], start).then(
      () => undefined,
      (error: unknown) => error,
    )
    if (refused !== undefined) {
      expect(refused).toMatchObject({ code: 'store_full', retryable: true })
      return stored
    }
    stored.push(...rows.map((row) => row.seq))
  }
  throw new Error('The disk was never full')
}

function asRoot(program: string, ...words: string[]): void {
  execFileSync(program, words)
}

describe('a full disk', () => {
  it('refuses the append, keeps what was acknowledged, and serves again when there is room', async () => {
    store = await open(place.file, { bytesMax: 2_000_000 })
    await store.series.register('host-1', [cpu])
    const stored = await fill(store)
    expect(await storedSeqs(store)).toEqual(stored)
    const next = stored.length
    expect(await store.received('agent-1', epoch)).toEqual([[0, next - 1]])
    await store.close()
    store = await open(place.file)
    expect(await storedSeqs(store)).toEqual(stored)
    await store.append([frame(noise(next, 10))], start)
    expect(await storedSeqs(store)).toHaveLength(next + 10)
  })

  const isRoot = process.getuid?.() === 0
  it.skipIf(!isRoot)('of a real file system heals without a restart', async () => {
    const disk = path.join(place.folder, 'disk')
    fs.mkdirSync(disk)
    asRoot('mount', '-t', 'tmpfs', '-o', 'size=10m', 'tmpfs', disk)
    try {
      const ballast = path.join(disk, 'ballast')
      fs.writeFileSync(ballast, Buffer.alloc(5_000_000))
      store = await open(path.join(disk, 'series.db'))
      await store.series.register('host-1', [cpu])
      const stored = await fill(store)
      // Still full: refused again, and queries go on.
      const next = stored.length
      await expect(store.append([frame(noise(next, 500))], start)).rejects.toMatchObject({
        retryable: true,
      })
      expect(await storedSeqs(store)).toEqual(stored)
      fs.rmSync(ballast)
      await store.append([frame(noise(next, 500))], start)
      expect(await store.received('agent-1', epoch)).toEqual([[0, next + 499]])
      expect(await storedSeqs(store)).toHaveLength(next + 500)
      await store.close()
      store = await open(path.join(disk, 'series.db'))
      expect(await storedSeqs(store)).toHaveLength(next + 500)
    } finally {
      await store?.close()
      store = undefined
      asRoot('umount', disk)
    }
  })
  it('lets the round delete what is old, and says that it found no room', async () => {
    store = await open(place.file, { bytesMax: 2_000_000 })
    await store.series.register('host-1', [cpu])
    const stored = await fill(store)
    await store.release(1e9)
    const round = await store.maintain(start + 3000 * dayMs).then(
      () => 'done',
      (error: unknown) => Object(error).code,
    )
    expect(['done', 'store_full']).toContain(round)
    expect(await store.received('agent-1', epoch)).toEqual([[0, stored.length - 1]])
  })
})

describe('a damaged file', () => {
  async function closedStore(): Promise<void> {
    const made = await open(place.file)
    await made.series.register('host-1', [cpu])
    await made.append([frame(noise(0, 3 * 3600))], start)
    await made.release(1e9)
    await made.maintain(start + 4 * hourMs)
    await made.close()
  }
  it('is refused at the start with its name and the way out', async () => {
    fs.writeFileSync(place.file, Buffer.alloc(20_000, 'not a database'))
    const opening = open(place.file)
    await expect(opening).rejects.toMatchObject({ code: 'store_corrupt', retryable: false })
    await expect(opening).rejects.toThrow(place.file)
    await expect(opening).rejects.toThrow(/mlinzi restore.*set the file aside/s)
  })
  it('of another program is not touched', async () => {
    const other = new DatabaseSync(place.file)
    other.exec('CREATE TABLE theirs(a)')
    other.close()
    await expect(open(place.file)).rejects.toThrow(/is not a series file/)
  })
  it('with a damaged block serves the rest, counts it and logs it once', async () => {
    await closedStore()
    const raw = new DatabaseSync(place.file)
    raw.exec(`UPDATE block SET bytes=CAST(substr(bytes, 1, 400) || 'x' || substr(bytes, 402) AS BLOB)
      WHERE id=(SELECT id FROM block ORDER BY id LIMIT 1 OFFSET 1)`)
    raw.close()
    const log = recordingLog()
    store = await open(place.file, { log })
    expect(await storedSeqs(store)).toHaveLength(2 * 3600)
    expect(await storedSeqs(store)).toHaveLength(2 * 3600)
    expect((await store.stats()).blocksDamaged).toBe(2)
    expect(log.lines.map(({ level }) => level)).toEqual(['error'])
    expect(Object(log.lines[0]?.fields).path).toBe(place.file)
    // Late rows for the damaged hour are kept; the damaged bytes are set aside for whoever looks.
    const late = { ...noiseRow(3601), seq: 99_999 }
    await store.append([frame([late])], start)
    await store.maintain(start + 4 * hourMs)
    expect(await storedSeqs(store)).toHaveLength(2 * 3600 + 1)
    await store.maintain(start + 2 * dayMs)
    const counts = { field: 'bytes', stepMs: hourMs, aggregate: 'count' } as const
    const [answer] = await store.range({ ...all, ...counts })
    expect(answer?.points.map(({ value }) => value)).toEqual([3600, 1, 3600])
  })
  it('with pages of zeros in the middle never ends the process', async () => {
    await closedStore()
    const bytes = fs.readFileSync(place.file)
    for (let at = 10 * 8192; at < bytes.length; at += 3 * 8192) bytes.fill(0, at, at + 8192)
    fs.writeFileSync(place.file, bytes)
    try {
      store = await open(place.file)
      await storedSeqs(store)
      await store.maintain(start + 3 * dayMs)
    } catch (error) {
      expect(Object(error).code).toMatch(/^store_/)
    }
  })
})

describe('limits', () => {
  it('on received intervals close the oldest gap and count it', async () => {
    store = await open(place.file)
    await store.series.register('host-1', [cpu])
    const every = Array.from({ length: limits.intervalsPerEpochMax + 10 }, (_, i) => {
      return noiseRow(i * 2)
    })
    await store.append([frame(every)], start)
    const intervals = await store.received('agent-1', epoch)
    expect(intervals).toHaveLength(limits.intervalsPerEpochMax)
    expect(intervals[0]).toEqual([0, 20])
    expect((await store.stats()).gapsClosed).toBe(10)
    expect(await storedSeqs(store)).toHaveLength(every.length)
  })
  it('on what waits for the disk refuse more with a word to come again', async () => {
    const busy = await open(place.file)
    store = busy
    await busy.series.register('host-1', [cpu])
    const big = frame(noise(0, 4000))
    const tries = await Promise.allSettled(
      Array.from({ length: 450 }, () => busy.append([big], start)),
    )
    const refused = tries.filter((one) => one.status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'store_busy' })
    expect(await storedSeqs(store)).toHaveLength(4000)
  })
})

describe('a copy', () => {
  it('made while rows come is a whole store', async () => {
    store = await open(place.file)
    await store.series.register('host-1', [cpu])
    const copy = path.join(place.folder, 'copy.db')
    await store.append([frame(noise(0, 5000))], start)
    await store.maintain(start + hourMs)
    const copying = store.backup(copy)
    let seq = 5000
    const ended = copying.then(() => 'copied')
    do {
      await store.append([frame(noise(seq, 100))], start)
      seq += 100
    } while ((await Promise.race([ended, Promise.resolve('not yet')])) === 'not yet')
    await copying
    expect(seq).toBeGreaterThan(5000)
    const other = await open(copy)
    const copied = await storedSeqs(other)
    await other.close()
    expect(copied.length).toBeGreaterThanOrEqual(5000)
    expect(copied).toEqual((await storedSeqs(store)).slice(0, copied.length))
    expect(fs.readdirSync(place.folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
  it('to a place that is not there is an error and leaves nothing', async () => {
    store = await open(place.file)
    await expect(store.backup(path.join(place.folder, 'no', 'copy.db'))).rejects.toMatchObject({
      code: 'store_failed',
    })
  })
})

it('after close every call is refused', async () => {
  const closed = await open(place.file)
  await closed.close()
  await expect(closed.append([], start)).rejects.toMatchObject({ code: 'store_failed' })
  await expect(closed.received('a', 'b')).rejects.toMatchObject({ code: 'store_failed' })
})
