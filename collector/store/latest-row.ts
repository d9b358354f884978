/** The newest row of a series as an object with the fields' names. */
import type { LatestRow, StoredSeries } from '../model/store.ts'
import { plainValue, type PlainValue } from './field-value.ts'
import type { Latest } from './latest.ts'

export function latestRow(latest: Latest, { id, descriptor }: StoredSeries): LatestRow {
  const values: Record<string, PlainValue> = {}
  const { fields } = descriptor
  for (const [i, field] of fields.entries()) {
    const isText = field.kind === 'text' || field.kind === 'event'
    values[field.name] = plainValue(field, isText ? latest.value(id, i) : latest.number(id, i))
  }
  return { seriesId: id, timeMs: latest.time(id), flags: latest.flags(id), values }
}
