/** What a collector's series file holds, read by the store's own queries, and what it must hold. */
import { openEmbeddedStore, type EmbeddedStore } from '../../../collector/store/embedded-store.ts'
import type { StoredSeries } from '../../../collector/model.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { silentLog } from '../../collector/ingest/ingest-bed.ts'
import type { JournalSender } from './journal-sender.ts'

/** A row as the store gives it back. */
export interface StoredReading {
  readonly host: string
  readonly measurement: string
  readonly timeMs: number
  readonly values: readonly (number | string | null)[]
}

const fieldNames = ['level', 'flag', 'word'] as const

/** Everything in the store, read by its own queries. */
export async function readAll(folder: string): Promise<{
  readonly readings: readonly StoredReading[]
  readonly rowsStored: number
}> {
  const store = await openEmbeddedStore({
    path: join(folder, 'series.db'),
    log: silentLog,
    clock: systemClock,
    retention: { full: 14, m5: 400, h1: 1825 },
  })
  const readings: StoredReading[] = []
  for (const series of store.series.all()) {
    // Within the full retention, or the answer would come from the roll-ups.
    const fromMs = systemClock.now() - 86_400_000
    const query = { seriesIds: [series.id], fromMs, toMs: systemClock.now() + 86_400_000 }
    const columns = await Promise.all(
      fieldNames.map(async (field) => (await store.range({ ...query, field }))[0]?.points ?? []),
    )
    const times = new Set(columns.flat().map(({ timeMs }) => timeMs))
    const count = Math.max(...columns.map((points) => points.length))
    if (times.size !== count) throw new Error('Two rows of one series at the same time')
    for (const timeMs of times) {
      const values = columns.map(
        (points) => points.find((point) => point.timeMs === timeMs)?.value ?? null,
      )
      const { measurement } = series.descriptor
      readings.push({ host: series.hostId, measurement, timeMs, values })
    }
  }
  const { rowsStored } = await store.stats()
  await store.close()
  return { readings, rowsStored }
}

/** What the journal says must be in the store: everything but the poison. */
export function expectedReadings(
  sender: JournalSender,
  isWanted: (seq: number) => boolean = () => true,
): StoredReading[] {
  return sender.journal
    .filter(({ poison, seq }) => !poison && isWanted(seq))
    .map(({ host, series, timeMs, values }) => ({
      host,
      measurement: sender.series(series)?.measurement ?? '',
      timeMs,
      values: values.map((value, index) =>
        index === 0 && typeof value === 'number' ? value / 100 : value,
      ),
    }))
}

export function inOrder(readings: readonly StoredReading[]): StoredReading[] {
  return readings.toSorted(
    (a, b) =>
      a.host.localeCompare(b.host) ||
      a.timeMs - b.timeMs ||
      a.measurement.localeCompare(b.measurement),
  )
}
