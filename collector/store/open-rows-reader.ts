/** Reads what open-rows.ts wrote; also on the reading thread, which gets the bytes of open hours. */
import { ByteReader } from './bytes.ts'
import type { Column, RowSet } from './row-set.ts'
import { hourMs, type ColumnKind } from './shape.ts'

/** Bits of a row's head. */
export const rowHead = { flagsChanged: 1, valuesChanged: 2 } as const

/** Rows in order of arrival from the bytes of one open hour. */
export function readOpenRows(
  source: Uint8Array,
  count: number,
  hour: number,
  kinds: readonly ColumnKind[],
): RowSet {
  const bytes = new ByteReader(source)
  const times = new Float64Array(count)
  const flags = new Float64Array(count)
  const columns = kinds.map((kind): Column => (kind === 'text' ? [] : new Float64Array(count)))
  const before: (number | string | null)[] = kinds.map((kind) => (kind === 'text' ? null : NaN))
  let time = hour * hourMs
  let step = 0
  let flag = 0
  for (let row = 0; row < count; row++) {
    step += bytes.value()
    times[row] = time += step
    const head = bytes.byte()
    if (head & rowHead.flagsChanged) flag = bytes.byte()
    flags[row] = flag
    if (head & rowHead.valuesChanged) readChanged(bytes, before)
    columns.forEach((column, i) => {
      const value = before[i]
      if (column instanceof Float64Array) column[row] = typeof value === 'number' ? value : NaN
      else column[row] = typeof value === 'string' ? value : null
    })
  }
  return { count, times, flags, columns }
}

function readChanged(bytes: ByteReader, before: (number | string | null)[]): void {
  const bitmap = bytes.at
  bytes.at += (before.length + 7) >> 3
  for (let i = 0; i < before.length; i++) {
    if (!((bytes.bytes[bitmap + (i >> 3)] ?? 0) & (1 << (i & 7)))) continue
    const last = before[i]
    if (typeof last !== 'number') before[i] = bytes.byte() === 0 ? null : bytes.text()
    else before[i] = bytes.difference(last)
  }
}
