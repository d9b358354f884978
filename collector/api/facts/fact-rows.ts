/** The newest rows of facts, by host, ready to be judged and shown. */
import { findMeasurement } from '../../../contract/catalogue/catalogue.ts'
import type { LatestRow, TimeSeriesStore } from '../../model/store.ts'
import type { FactCell, FactUnit, FactValue } from '../fact-views.ts'

export interface FactRow {
  readonly hostId: string
  readonly measurement: string
  readonly tags: Readonly<Record<string, string>>
  readonly timeMs: number
  readonly values: Readonly<Record<string, FactValue>>
}
export async function factRows(
  store: TimeSeriesStore,
  measurements: readonly string[],
  hostIds?: readonly string[],
): Promise<ReadonlyMap<string, readonly FactRow[]>> {
  const rows = await store.latest({ measurements, ...(hostIds && { hostIds }) })
  const byHost = new Map<string, FactRow[]>()
  for (const row of rows) {
    const fact = factRow(store, row)
    if (!fact) continue
    const known = byHost.get(fact.hostId)
    if (known) known.push(fact)
    else byHost.set(fact.hostId, [fact])
  }
  return byHost
}

function factRow(store: TimeSeriesStore, row: LatestRow): FactRow | undefined {
  const series = store.series.get(row.seriesId)
  if (!series) return undefined
  const { measurement, tags } = series.descriptor
  return {
    hostId: series.hostId,
    measurement,
    tags: Object.fromEntries(tags),
    timeMs: row.timeMs,
    values: row.values,
  }
}

/** The field's value with the unit that the catalogue gives it. */
export function cellOf(row: FactRow, field: string, heading = field): FactCell {
  const declared = findMeasurement(row.measurement)?.fields[field]
  const unit: FactUnit =
    declared?.kind === 'state' ? 'word' : declared && 'unit' in declared ? declared.unit : 'none'
  return { field: heading, value: row.values[field] ?? null, unit }
}

/** Shown to officers only: names of people. */
export function isPrivate(measurement: string, field: string): boolean {
  return findMeasurement(measurement)?.fields[field]?.private === true
}
