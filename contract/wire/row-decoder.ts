import type { ByteReader } from './bytes.ts'
import { shapeAt, wordsAt } from './context-place.ts'
import type { DeltaContext, SeriesOf } from './delta-context.ts'
import { FrameError } from './frame-error.ts'
import { limits } from './limits.ts'
import { reservePacked, rowHeaderLength, type PackedRows } from './packed-rows.ts'
import type { FrameRevision } from './revision.ts'
import { RowHeaderReader } from './row-header.ts'
import { modes, wordBits, wordCount, wordMask } from './row-layout.ts'
import { RowTexts } from './row-texts.ts'
import { isTextField } from './series.ts'
import { DifferenceReader } from './value-codec.ts'

/**
 * Reads the rows of one frame or chunk, to the reader's end, straight into `into`; they start at
 * the context's `nextSeq` and `timeMs`, and the context moves along. Throws FrameError; rows and
 * changes made until then are the caller's to undo.
 */
export function decodeRows(
  reader: ByteReader,
  context: DeltaContext,
  seriesOf: SeriesOf,
  into: PackedRows,
  revision: FrameRevision = 1,
): void {
  const rows = new RowReader(reader, context, seriesOf, into, revision)
  const rowCountMax = into.rowCount + limits.rowsPerFrameMax
  do {
    if (into.rowCount === rowCountMax) throw new FrameError('too_long', 'Too many rows.')
    rows.readRow()
  } while (!rows.done)
}

class RowReader {
  readonly #reader: ByteReader
  readonly #context: DeltaContext
  readonly #seriesOf: SeriesOf
  readonly #into: PackedRows
  readonly #headers: RowHeaderReader
  readonly #numbers: DifferenceReader
  #texts: RowTexts | undefined

  constructor(
    reader: ByteReader,
    context: DeltaContext,
    seriesOf: SeriesOf,
    into: PackedRows,
    revision: FrameRevision,
  ) {
    this.#reader = reader
    this.#numbers = new DifferenceReader(reader, revision)
    this.#context = context
    this.#seriesOf = seriesOf
    this.#into = into
    this.#headers = new RowHeaderReader(reader, context.timeMs, context.nextSeq)
  }

  get done(): boolean {
    return this.#headers.done
  }

  readRow(): void {
    const context = this.#context
    const headers = this.#headers
    headers.next()
    const { mode } = headers
    const place = this.#placeOf(headers.series)
    context.touch(place)
    const shape = context.cells[place + shapeAt] ?? 0
    const width = Math.abs(shape)
    const at = this.#pack(width)
    if (mode === modes.bitmap || mode === modes.key) this.#readBitmap(place, width)
    this.#numbers.startRow()
    if (shape >= 0) this.#readNumbers(mode, place, width, at)
    else this.#readMixed(mode, place, width, at)
    context.nextSeq = headers.seq + 1
  }

  #placeOf(series: number): number {
    const known = series >= 0 && series < limits.seriesPerAgentMax
    const place = known ? this.#context.placeOf(series, this.#seriesOf) : undefined
    if (place === undefined)
      throw new FrameError('unknown_series', `Series ${series} was not announced.`)
    return place
  }

  /** Appends a row's header; gives the place of its first value in the packed rows. */
  #pack(width: number): number {
    const into = this.#into
    const at = into.length
    reservePacked(into, rowHeaderLength + width)
    const { data } = into
    data[at] = this.#headers.series
    data[at + 1] = this.#headers.seq
    data[at + 2] = this.#headers.timeMs
    data[at + 3] = 0
    data[at + 4] = width
    into.length = at + rowHeaderLength + width
    into.rowCount++
    return at + rowHeaderLength
  }

  /** The series remembers it for the mode `sameFields`. */
  #readBitmap(place: number, width: number): void {
    const { cells } = this.#context
    for (let word = 0; word < wordCount(width); word++) {
      const end = Math.min(width, (word + 1) * wordBits)
      let bits = 0
      for (let field = word * wordBits; field < end; field += 8)
        bits |= this.#reader.u8() << (field & 31)
      if ((bits & ~wordMask(width, word)) !== 0)
        throw new FrameError('bad_row', 'A bitmap has more fields than its series.')
      cells[place + wordsAt + word] = bits
    }
  }

  /** A row without texts: nearly all of them, so this loop is the codec's speed. */
  #readNumbers(mode: number, place: number, width: number, at: number): void {
    const reader = this.#reader
    const numbers = this.#numbers
    const { cells } = this.#context
    const { data } = this.#into
    const first = place + wordsAt + wordCount(width)
    const key = mode === modes.key
    let bits = 0
    for (let index = 0; index < width; index++) {
      if ((index & 31) === 0 && mode !== modes.unchanged)
        bits = cells[place + wordsAt + (index >> 5)] ?? 0
      let value = cells[first + index] ?? Number.NaN
      if ((bits & 1) !== 0) {
        value = key ? reader.signed() : numbers.read(value)
        cells[first + index] = value
      } else if (key) {
        value = Number.NaN
        cells[first + index] = value
      }
      data[at + index] = value
      bits >>= 1
    }
  }

  /** A row with texts among its values. */
  #readMixed(mode: number, place: number, width: number, at: number): void {
    const fields = this.#seriesOf(this.#headers.series)?.fields ?? []
    const first = place + wordsAt + wordCount(width)
    for (const [index, field] of fields.entries()) {
      const word = this.#context.cells[place + wordsAt + (index >> 5)] ?? 0
      const written = mode !== modes.unchanged && ((word >> (index & 31)) & 1) !== 0
      this.#into.data[at + index] = isTextField(field)
        ? this.#readText(mode, written, first + index)
        : this.#readNumber(mode, written, first + index)
    }
  }

  #readNumber(mode: number, written: boolean, cell: number): number {
    const { cells } = this.#context
    const previous = mode === modes.key ? Number.NaN : (cells[cell] ?? Number.NaN)
    if (!written) return (cells[cell] = previous)
    const value = mode === modes.key ? this.#reader.signed() : this.#numbers.read(previous)
    return (cells[cell] = value)
  }

  #readText(mode: number, written: boolean, cell: number): number {
    const texts = (this.#texts ??= new RowTexts(this.#into))
    const previous = mode === modes.key ? null : this.#context.textAt(cell)
    const text = written ? texts.read(this.#reader, previous) : previous
    this.#context.rememberText(cell, text)
    return texts.packed(text)
  }
}
