/** What a collector's series file holds, read by the store's own queries. */
import { openEmbeddedStore, type EmbeddedStore } from '../../../collector/store/embedded-store.ts'
import type { StoredSeries } from '../../../collector/model/store.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { silentLog } from '../../collector/ingest/ingest-bed.ts'

/** A row as the store gives it back. */
export interface StoredReading {
  readonly host: string
  readonly measurement: string
  readonly tags: string
  readonly timeMs: number
  /** By field; without those that have none. */
  readonly values: Readonly<Record<string, number | string>>
}

const dayMs = 86_400_000

/** Everything in the file. Throws when a series has two rows of one time. */
export async function readAll(path: string): Promise<{
  readonly readings: readonly StoredReading[]
  readonly rowsStored: number
}> {
  const store = await openEmbeddedStore({
    path,
    log: silentLog,
    clock: systemClock,
    retention: { full: 14, m5: 400, h1: 1825 },
  })
  try {
    const readings: StoredReading[] = []
    for (const series of store.series.all()) readings.push(...(await readSeries(store, series)))
    return { readings, rowsStored: (await store.stats()).rowsStored }
  } finally {
    await store.close()
  }
}

async function readSeries(store: EmbeddedStore, series: StoredSeries): Promise<StoredReading[]> {
  const { measurement, tags, fields } = series.descriptor
  // Within the full retention, or the answer would come from the roll-ups.
  const nowMs = systemClock.now()
  const span = { seriesIds: [series.id], fromMs: nowMs - dayMs, toMs: nowMs + dayMs }
  const rows = new Map<number, Record<string, number | string>>()
  for (const { name } of fields) {
    const points = (await store.range({ ...span, field: name }))[0]?.points ?? []
    const times = new Set(points.map(({ timeMs }) => timeMs))
    if (times.size !== points.length) throw new Error('Two rows of one series at the same time')
    for (const { timeMs, value } of points) {
      const values = rows.get(timeMs) ?? {}
      if (value !== null) values[name] = value
      rows.set(timeMs, values)
    }
  }
  const own = { host: series.hostId, measurement, tags: tags.flat().join(' ') }
  return [...rows].map(([timeMs, values]) => ({ ...own, timeMs, values }))
}

export function inOrder(readings: readonly StoredReading[]): StoredReading[] {
  const keyed = readings.map((reading) => {
    const { host, timeMs, measurement, tags } = reading
    return { reading, key: `${host} ${String(timeMs).padStart(15, '0')} ${measurement} ${tags}` }
  })
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1))
  return keyed.map(({ reading }) => reading)
}
