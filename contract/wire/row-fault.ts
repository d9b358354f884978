import { Buffer } from 'node:buffer'
import { limits } from './limits.ts'
import { RowError } from './row-error.ts'
import { isTextField, type Row, type SeriesDescriptor } from './series.ts'

/** Wall times within 71,000 years of 1970: their differences stay exact whole numbers. */
export const timeMsMax = 2 ** 51
/** What a row's header and one value take at most. */
const rowHeaderBytesMax = 48
const valueBytesMax = 10

/**
 * Checks that the codec can carry a row and gives the most bytes that it may take; throws RowError.
 * The spool calls it before it takes a row, so that one bad value never stops the rest.
 */
export function rowBytesBound(row: Row, descriptor: SeriesDescriptor | undefined): number {
  if (descriptor === undefined)
    throw new RowError('unknown_series', `Series ${row.series} is not in the dictionary.`)
  if (row.values.length !== descriptor.fields.length)
    throw new RowError('field_count', `${row.values.length} values for ${descriptor.measurement}.`)
  if (!Number.isSafeInteger(row.timeMs) || Math.abs(row.timeMs) > timeMsMax)
    throw new RowError('bad_time', `Time ${row.timeMs} is out of range.`)
  if (!Number.isSafeInteger(row.seq) || row.seq < 0)
    throw new RowError('bad_seq', `Sequence number ${row.seq} is out of range.`)
  return rowHeaderBytesMax + row.values.length * (valueBytesMax + 1) + textBytes(row, descriptor)
}

function textBytes({ values }: Row, { measurement, fields }: SeriesDescriptor): number {
  let bytes = 0
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    const field = fields[index]
    if (value === null || field === undefined) continue
    if (isTextField(field) !== (typeof value === 'string'))
      throw new RowError('wrong_kind', `${measurement}.${field.name} is not of its announced kind.`)
    if (typeof value === 'string') bytes += textBytesOf(value)
    else if (!Number.isSafeInteger(value))
      throw new RowError('not_whole', `${measurement}.${field.name} is no whole number: ${value}.`)
  }
  if (bytes > limits.rowTextBytesMax)
    throw new RowError('row_too_large', `${bytes} bytes of text in one row.`)
  return bytes
}

function textBytesOf(value: string): number {
  const bytes = Buffer.byteLength(value)
  if (bytes > limits.textBytesMax) throw new RowError('text_too_long', `A text of ${bytes} bytes.`)
  return bytes
}
