/** The newest row of each series on disk: hosts that are off for weeks are still shown as they were. */
import type { DatabaseSync } from 'node:sqlite'
import { rowHeaderLength } from '../../contract/wire/packed-rows.ts'
import { ByteReader, ByteWriter } from './bytes.ts'
import { bytesOf, numberOf } from './file.ts'
import type { KindsOf, Latest } from './latest.ts'
import type { RowSet } from './row-set.ts'

/** Bytes of the last row of sorted rows. */
export function writeLatestRow(rows: RowSet): Uint8Array {
  const last = rows.count - 1
  const out = new ByteWriter(rows.columns.length * 10 + 16)
  out.varint(rows.flags[last] ?? 0)
  for (const column of rows.columns) {
    out.reserve(16)
    const value = column[last] ?? null
    if (typeof value === 'number') out.value(value)
    else {
      out.byte(value === null ? 0 : 1)
      if (value !== null) out.text(value)
    }
  }
  return out.finish()
}

export function loadLatest(database: DatabaseSync, kindsOf: KindsOf, latest: Latest): void {
  for (const line of database.prepare('SELECT series, time_ms, bytes FROM latest').iterate()) {
    const series = numberOf(line, 'series')
    const kinds = kindsOf(series)
    const bytes = bytesOf(line, 'bytes')
    if (kinds === undefined || bytes === undefined) continue
    const reader = new ByteReader(bytes)
    const row = new Float64Array(rowHeaderLength + kinds.length)
    const strings: string[] = []
    row.set([series, 0, numberOf(line, 'time_ms'), reader.varint(), kinds.length])
    kinds.forEach((kind, i) => {
      const value = kind === 'text' ? textPlace(reader, strings) : reader.value()
      row[rowHeaderLength + i] = value
    })
    latest.offer(row, 0, strings, 0)
  }
}
function textPlace(reader: ByteReader, strings: string[]): number {
  return reader.byte() === 0 ? NaN : strings.push(reader.text()) - 1
}
