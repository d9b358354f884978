/** Stored values of some series, put together into rows again, in the order of their times. */
import {
  emptyPackedRows,
  reservePacked,
  rowHeaderLength,
  type PackedRows,
} from '../../contract/wire/packed-rows.ts'
import type { SeriesField } from '../../contract/wire/series.ts'
import type { StoredSeries, TimeSeriesStore } from '../model/store.ts'

export interface PastRow {
  readonly timeMs: number
  readonly rows: PackedRows
}

/** Full rows while the store has them, else what its roll-ups give. Rejects when it cannot be read. */
export async function pastRows(
  store: Pick<TimeSeriesStore, 'range'>,
  series: readonly StoredSeries[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<readonly PastRow[]> {
  const rows: PastRow[] = []
  for (const one of series) {
    const { fields } = one.descriptor
    const strings: string[] = []
    const byTime = new Map<number, number[]>()
    for (const [column, field] of fields.entries()) {
      const query = { seriesIds: [one.id], field: field.name, fromMs, toMs }
      for (const { timeMs, value } of (await store.range(query))[0]?.points ?? []) {
        const values = byTime.get(timeMs) ?? fields.map(() => Number.NaN)
        values[column] = stored(value, field, strings)
        byTime.set(timeMs, values)
      }
    }
    for (const [timeMs, values] of byTime)
      rows.push({ timeMs, rows: packedRow(one.id, timeMs, values, strings) })
  }
  return rows.sort((a, b) => a.timeMs - b.timeMs)
}

/** As it travels: whole numbers, codes, places in the list of texts. */
function stored(value: number | string | null, field: SeriesField, strings: string[]): number {
  if (value === null) return Number.NaN
  if (typeof value === 'number') return Math.round(value * 10 ** field.decimals)
  if (field.states) return field.states[value] ?? Number.NaN
  return strings.push(value) - 1
}

function packedRow(
  series: number,
  timeMs: number,
  values: readonly number[],
  strings: string[],
): PackedRows {
  const rows = emptyPackedRows(rowHeaderLength + values.length)
  reservePacked(rows, rowHeaderLength + values.length)
  rows.data.set([series, 1, timeMs, 0, values.length, ...values])
  rows.length = rowHeaderLength + values.length
  rows.rowCount = 1
  rows.strings = strings
  return rows
}
