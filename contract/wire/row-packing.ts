import type { SeriesOf } from './delta-context.ts'
import { emptyPackedRows, reservePacked, rowHeaderLength, type PackedRows } from './packed-rows.ts'
import { isTextField, type Row, type RowValue, type SeriesField } from './series.ts'

/** Packed rows as objects: for the spool, for tests and for people, not for the collector's path. */
export function unpackRows(packed: PackedRows, seriesOf: SeriesOf): Row[] {
  const rows: Row[] = []
  const { data } = packed
  let at = 0
  while (at < packed.length) {
    const series = data[at] ?? 0
    const fields = seriesOf(series)?.fields ?? []
    const first = at + rowHeaderLength
    const values = fields.map((field, index) => unpackValue(field, data[first + index], packed))
    rows.push({ series, seq: data[at + 1] ?? 0, timeMs: data[at + 2] ?? 0, values })
    at = first + (data[at + 4] ?? 0)
  }
  return rows
}

function unpackValue(field: SeriesField, value: number | undefined, packed: PackedRows): RowValue {
  if (value === undefined || Number.isNaN(value)) return null
  return isTextField(field) ? (packed.strings[value] ?? null) : value
}

/** Appends rows to `into`, as a decoder would have written them. */
export function packRows(rows: readonly Row[], into: PackedRows = emptyPackedRows()): PackedRows {
  for (const row of rows) {
    reservePacked(into, rowHeaderLength + row.values.length)
    into.data.set([row.series, row.seq, row.timeMs, 0, row.values.length], into.length)
    into.length += rowHeaderLength
    for (const value of row.values) into.data[into.length++] = packValue(value, into)
    into.rowCount++
  }
  return into
}

function packValue(value: RowValue, into: PackedRows): number {
  if (value === null) return Number.NaN
  return typeof value === 'number' ? value : into.strings.push(value) - 1
}
