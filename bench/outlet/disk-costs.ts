/**
 * Bytes that a device costs on disk for each day: in the collector's store, and in each policy of a
 * real InfluxDB, made as `mlinzi influx check` makes it. Weeks are written, so that files have the
 * size that they have in life: a field of a series costs some 200 bytes in each of them.
 */
import fs from 'node:fs'
import path from 'node:path'
import { checkDatabase } from '../../collector/outlet/check.ts'
import { createOutlet } from '../../collector/state/outlet.ts'
import { openCollectorState } from '../../collector/state-tables.ts'
import { openEmbeddedStore, type EmbeddedStore } from '../../collector/store/embedded-store.ts'
import { Outlet } from '../../collector/outlet/outlet.ts'
import { rowHeaderLength } from '../../contract/wire/packed-rows.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { size } from '../scale.ts'
import { benchSettings, startInflux } from './influx.ts'
import type { Load } from './loads.ts'

/** Bytes a device and day. */
export interface DiskCosts {
  readonly storeFull: number
  readonly storeRollups: number
  readonly influx: Readonly<Record<'full' | '5m' | '1h', number>>
  /** Values that a device reads in a day. */
  readonly values: number
}

const days = 7 * size('FOOTPRINT_WEEKS', 2, 1)
const dayMs = 86_400_000
const hourMs = 3_600_000
const log = { debug: no, info: no, warn: console.warn, error: console.error }
function no(): void {}

export async function diskCosts(folder: string, load: Load): Promise<DiskCosts> {
  fs.mkdirSync(folder)
  const file = path.join(folder, 'series.db')
  // Whole past weeks from a Monday on, so that every hour is sealed and every shard cold.
  const endMs = Math.floor((Date.now() / dayMs - 2 + 3) / 7) * 7 * dayMs - 3 * dayMs
  const retention = { full: 40, m5: 400, h1: 1830 }
  const store = await openEmbeddedStore({ path: file, log, clock: systemClock, retention })
  const deviceDays = load.devices * days
  try {
    const values = await fill(store, load, endMs - days * dayMs)
    const withFull = await copySize(store, path.join(folder, 'with-full.db'))
    const influx = await forwarded(folder, store)
    // All full readings given up: what is left is roll-ups and the directory.
    while ((await store.dropOldest(Date.now())) !== undefined);
    const without = await copySize(store, path.join(folder, 'without-full.db'))
    return {
      storeFull: (withFull - without) / deviceDays,
      storeRollups: without / deviceDays,
      influx: {
        full: influx.full / deviceDays,
        '5m': influx['5m'] / deviceDays,
        '1h': influx['1h'] / deviceDays,
      },
      values: values / deviceDays,
    }
  } finally {
    await store.close()
  }
}

/** How many values there are. */
async function fill(store: EmbeddedStore, load: Load, startMs: number): Promise<number> {
  let values = 0
  for (let hour = 0; hour < days * 24; hour++) {
    const frames = await load.hour(store, startMs + hour * hourMs)
    if (frames.length === 0) continue
    for (const { rows } of frames) values += rows.length - rows.rowCount * rowHeaderLength
    const { number } = await store.append(frames, Date.now())
    // As its readers do: the commit is no longer kept for them.
    await store.release(number)
    await store.maintain(Date.now())
  }
  for (let turn = 0; turn < days * 24; turn++) await store.maintain(Date.now())
  return values
}

/** Without what SQLite has free inside its file. */
async function copySize(store: EmbeddedStore, copy: string): Promise<number> {
  await store.backup(copy)
  const { bytes } = await store.stats()
  const copied = fs.statSync(copy).size
  fs.rmSync(copy)
  return Math.min(bytes, copied)
}

async function forwarded(folder: string, store: EmbeddedStore): Promise<DiskCosts['influx']> {
  const influx = await startInflux(folder, coldAtOnce)
  const state = await openCollectorState(path.join(folder, 'state.db'))
  try {
    const settings = benchSettings(influx.url, 'mlinzi')
    await checkDatabase(settings, systemClock)
    const host = { name: 'pc-001', site: 'Centre', department: 'Finance', role: 'desktop' }
    const outlet = new Outlet({
      settings,
      store,
      state: createOutlet(state.db),
      tagsOf: (id) => ({ ...host, name: id }),
      presences: () => [],
      siteName: () => undefined,
      optionalTags: () => [],
      clock: systemClock,
      log,
      random: Math.random,
    })
    // A database that it does not know is owed everything.
    await outlet.start()
    while ((await outlet.stats()).waitingHours > 0) await systemClock.sleep(100)
    await outlet.stop()
    const bytesOf = (policy: string): Promise<number> => {
      const data = path.join(folder, 'data', 'mlinzi', policy)
      return settledBytes(() => treeBytes(data, '.tsm'), 60)
    }
    return { full: await bytesOf('full'), '5m': await bytesOf('5m'), '1h': await bytesOf('1h') }
  } finally {
    await influx.child.stop()
    await state.close()
  }
}

/** Shards become cold after hours; here at once, as all but the newest are. */
const coldAtOnce = `  cache-snapshot-write-cold-duration = "1s"
  compact-full-write-cold-duration = "2s"
`

function treeBytes(folder: string, ending: string): number {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && one.name.endsWith(ending))
    .reduce((sum, one) => sum + fs.statSync(path.join(one.parentPath, one.name)).size, 0)
}

/** Waits until a figure no longer falls; InfluxDB compacts in its own time. */
async function settledBytes(measure: () => number, secondsMax: number): Promise<number> {
  let last = measure()
  for (let still = 0, at = 0; still < 5 && at < secondsMax; at++) {
    await systemClock.sleep(1000)
    const now = measure()
    still = now === last ? still + 1 : 0
    last = now
  }
  return last
}
