import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DiskRoom, type DiskRoomSettings } from '../../collector/disk-room.ts'
import type { EmbeddedStore } from '../../collector/store/embedded-store.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import { IngestBed, silentLog } from './ingest/ingest-bed.ts'
import { WireAgent } from './ingest/wire-agent.ts'
import { cpu, dayMs, frame, hourMs, open, scratch, start, type TestRow } from './store/fixture.ts'

const megabyte = 1024 * 1024
/** The store's thread may have to wait for its turn. */
const bound = { timeout: 20_000, interval: 5 }
const settings: DiskRoomSettings = {
  reserveBytes: 4 * megabyte,
  lowBytes: 2 * megabyte,
  fullBytes: 1 * megabyte,
  dropEveryMs: 0,
}
let place: ReturnType<typeof scratch>
let store: EmbeddedStore | undefined
let bed: IngestBed | undefined
let state: DatabaseSync | undefined
beforeEach(() => {
  place = scratch()
})
afterEach(async () => {
  await bed?.remove()
  await store?.close()
  bed = store = undefined
  place.remove()
})

const isRoot = process.getuid?.() === 0
/** A file system of its own, really full when it is full. */
async function onDisk(megabytes: number, work: (disk: string) => Promise<void>): Promise<void> {
  const disk = join(place.folder, 'disk')
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk])
  try {
    await work(disk)
  } finally {
    await bed?.stop()
    await store?.close()
    state?.close()
    state = store = undefined
    execFileSync('umount', [disk])
  }
}
function free(disk: string): number {
  const { bavail, bsize } = statfsSync(disk)
  return bavail * bsize
}

describe.skipIf(!isRoot)('a disk that fills up under the collector', { timeout: 60_000 }, () => {
  it('stops the acknowledgements, keeps room for state and alerts, and heals by itself', () =>
    onDisk(24, async (disk) => {
      const clock = new VirtualClock()
      const reserve = join(disk, 'reserve')
      const room = new DiskRoom({ folder: disk, reserve, clock, log: silentLog, settings })
      bed = new IngestBed({ disk: room }, undefined, clock)
      store = await open(join(disk, 'series.db'), { clock })
      state = new DatabaseSync(join(disk, 'state.db'))
      state.exec('CREATE TABLE alert(text TEXT)')
      await room.turn(store)
      expect(existsSync(reserve)).toBe(true)
      const agent = new WireAgent(clock)
      await agent.connect(await bed.start(store))
      agent.post(agent.rows(1))
      await vi.waitUntil(() => agent.acks.length === 1, bound)

      const ballast = join(disk, 'ballast')
      writeFileSync(ballast, Buffer.alloc(free(disk) - 4096))
      agent.post(agent.rows(3000))
      await vi.waitUntil(() => !room.forRows, bound)
      await room.turn(store)
      await clock.advance(60_000)
      expect(existsSync(reserve)).toBe(false)
      expect(agent.acks).toHaveLength(1)
      expect(agent.paused).toBe(true)
      // What the reserve gave back is there for the alert and for the collector's own readings.
      state.exec(`INSERT INTO alert VALUES('${'the disk is full '.repeat(100)}')`)
      const [series = 0] = await store.series.register('collector', [cpu])
      const own = { series, seq: 1, timeMs: clock.now(), values: [1, 1, 1, 0, null] }
      await store.append([frame([own], 'the collector')], clock.now())
      expect(agent.acks).toHaveLength(1)

      rmSync(ballast)
      await room.turn(store)
      await clock.advance(31_000)
      await vi.waitUntil(() => agent.acks.length === 2, bound)
      expect(existsSync(reserve)).toBe(true)
      expect(room.forRows).toBe(true)
      expect(agent.paused).toBe(false)
      const seqs = await store.received(agent.agentId, agent.epoch)
      expect(seqs.reduce((sum, [first, last]) => sum + last - first + 1, 0)).toBe(3001)
    }))

  it('gives up the oldest full day, and its room on the disk, but keeps the roll-ups', () =>
    onDisk(24, async (disk) => {
      store = await open(join(disk, 'series.db'))
      await store.series.register('host-1', [cpu])
      const noise = (day: number): TestRow[] =>
        Array.from({ length: 6000 }, (_, i) => ({
          series: 1,
          seq: day * 6000 + i,
          timeMs: start + day * dayMs + i * 10_000,
          values: [i, i, 1, 0, `${Math.sin(i + day)}${Math.cos(i)}`],
        }))
      for (let day = 0; day < 4; day++) await store.append([frame(noise(day))], start)
      await store.release(1e9)
      const nowMs = start + 4 * dayMs + hourMs
      await store.maintain(nowMs)
      const rowsPerDay = async (): Promise<number[]> => {
        const query = { seriesIds: [1], field: 'bytes', aggregate: 'count', stepMs: dayMs } as const
        const [answer] = (await store?.range({ ...query, fromMs: start, toMs: nowMs })) ?? []
        return (answer?.points ?? []).map(({ value }) => Number(value))
      }
      const fullDays = async (): Promise<number> => {
        const query = { seriesIds: [1], field: 'bytes', fromMs: start, toMs: nowMs }
        return (await store?.range(query))?.[0]?.tier === 'full' ? 1 : 0
      }
      expect(await fullDays()).toBe(1)
      const before = free(disk)
      const dropped = []
      for (let round = 0; round < 5; round++) dropped.push(await store.dropOldest(nowMs))
      expect(dropped.map((day) => day !== undefined)).toEqual([true, true, true, false, false])
      expect(free(disk)).toBeGreaterThan(before + 200_000)
      expect(await fullDays()).toBe(0)
      expect(await rowsPerDay()).toEqual([6000, 6000, 6000, 6000])
    }))
})
