/** Bytes that a value costs on disk: in the collector's store, and in each policy of InfluxDB. */
import fs from 'node:fs'
import path from 'node:path'
import { createOutlet } from '../../collector/state/outlet.ts'
import { openCollectorState } from '../../collector/state-tables.ts'
import { openEmbeddedStore, type EmbeddedStore } from '../../collector/store/embedded-store.ts'
import { Outlet } from '../../collector/outlet/outlet.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { size } from '../scale.ts'
import { BenchHost, descriptors, valuesPerSample } from '../store-fleet.ts'
import { benchSettings, makeDatabase, startInflux } from './influx.ts'

export interface DiskCosts {
  readonly storeFull: number
  readonly storeRollups: number
  readonly influx: Readonly<Record<'full' | '5m' | '1h', number>>
}

const hostsMax = 10
const days = size('FOOTPRINT_DAYS', 3, 1)
const dayMs = 86_400_000
const minutesADay = 1440
const values = hostsMax * valuesPerSample * minutesADay * days
const log = { debug: no, info: no, warn: console.warn, error: console.error }
function no(): void {}

export async function diskCosts(folder: string): Promise<DiskCosts> {
  const own = path.join(folder, 'disk')
  fs.mkdirSync(own)
  const file = path.join(own, 'series.db')
  // Whole past days, so that every hour is sealed and every shard cold.
  const startMs = Math.floor(Date.now() / dayMs - 1 - days) * dayMs
  const retention = { full: 40, m5: 400, h1: 1830 }
  const store = await openEmbeddedStore({ path: file, log, clock: systemClock, retention })
  try {
    await fill(store, startMs)
    const withFull = await copySize(store, path.join(own, 'with-full.db'))
    const influx = await forwarded(own, store)
    // All full readings given up: what is left is roll-ups and the directory.
    for (let at = 0; at < days; at++) await store.dropOldest(Date.now())
    const without = await copySize(store, path.join(own, 'without-full.db'))
    return {
      storeFull: (withFull - without) / values,
      storeRollups: without / values,
      influx,
    }
  } finally {
    await store.close()
  }
}

async function fill(store: EmbeddedStore, startMs: number): Promise<void> {
  const hosts: BenchHost[] = []
  for (let at = 0; at < hostsMax; at++) {
    hosts.push(new BenchHost(at, await store.series.register(`host-${at}`, descriptors)))
  }
  for (let hour = 0; hour < days * 24; hour++) {
    const fromMs = startMs + hour * 3_600_000
    const times = Array.from({ length: 60 }, (_, at) => fromMs + at * 60_000)
    const { number } = await store.append(
      hosts.map((host) => host.frame(times)),
      Date.now(),
    )
    // As its readers do: the commit is no longer kept for them.
    await store.release(number)
    await store.maintain(Date.now())
  }
  for (let turn = 0; turn < days * 24; turn++) await store.maintain(Date.now())
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
    await makeDatabase(influx.url, 'mlinzi')
    const host = { name: 'pc-001', site: 'Centre', department: 'Finance', role: 'desktop' }
    const outlet = new Outlet({
      settings: benchSettings(influx.url, 'mlinzi'),
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
    const bytesOf = async (policy: string): Promise<number> => {
      const data = path.join(folder, 'data', 'mlinzi', policy)
      return (await settledBytes(() => treeBytes(data, '.tsm'), 60)) / values
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
