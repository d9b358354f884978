import type { ByteWriter } from './bytes.ts'
import { wordsAt } from './context-place.ts'
import type { DeltaContext, SeriesOf } from './delta-context.ts'
import type { FrameRevision } from './revision.ts'
import { RowError } from './row-error.ts'
import { rowBytesBound } from './row-fault.ts'
import { RowHeaderWriter } from './row-header.ts'
import { modes, textCodes, wordCount } from './row-layout.ts'
import type { Row, RowValue } from './series.ts'
import { DifferenceWriter } from './value-codec.ts'

/**
 * Writes the rows of one frame or chunk against a context and moves the context along. They start
 * at the context's `nextSeq` and `timeMs`; sequence numbers rise.
 */
export class RowEncoder {
  readonly #context: DeltaContext
  readonly #seriesOf: SeriesOf
  readonly #headers: RowHeaderWriter
  readonly #numbers: DifferenceWriter
  /** Fields of the row at hand that differ, then those that are written: 4 words of 32 bits. */
  readonly #fields: number[] = [0, 0, 0, 0]
  #table: Map<string, number> | undefined

  /** `revision` as it is agreed for the frame; the spool's chunks are of the first. */
  constructor(context: DeltaContext, seriesOf: SeriesOf, revision: FrameRevision = 1) {
    this.#numbers = new DifferenceWriter(revision)
    this.#context = context
    this.#seriesOf = seriesOf
    this.#headers = new RowHeaderWriter(context.timeMs, context.nextSeq)
  }

  /**
   * False, with nothing written: the row may not fit into `bytesMax`. Throws RowError, with nothing
   * written and the context as it was, for a row that cannot be carried.
   */
  encode(row: Row, into: ByteWriter, bytesMax = Number.POSITIVE_INFINITY): boolean {
    const bound = rowBytesBound(row, this.#seriesOf(row.series))
    if (row.seq < this.#context.nextSeq)
      throw new RowError('bad_seq', `Sequence number ${row.seq} does not rise.`)
    if (bound > bytesMax) return false
    const place = this.#context.placeOf(row.series, this.#seriesOf)
    if (place === undefined) throw new RowError('unknown_series', `Series ${row.series}.`)
    this.#context.touch(place)
    const mode = this.#chooseMode(row.values, place)
    this.#headers.write(row, mode, into)
    this.#context.nextSeq = row.seq + 1
    if (mode !== modes.unchanged) this.#writeValues(row.values, place, mode, into)
    return true
  }

  #chooseMode(values: readonly RowValue[], place: number): number {
    const { cells } = this.#context
    const first = place + wordsAt + wordCount(values.length)
    let changed = 0
    let known = false
    this.#fields.fill(0)
    for (let index = 0; index < values.length; index++) {
      const value = values[index]
      const previous = cells[first + index] ?? Number.NaN
      if (!Number.isNaN(previous)) known = true
      if (value === previous) continue
      if (typeof value !== 'number' && Number.isNaN(previous)) {
        const text = this.#context.textAt(first + index)
        if (text !== null) known = true
        if (value === text) continue
      }
      this.#fields[index >> 5] = (this.#fields[index >> 5] ?? 0) | (1 << (index & 31))
      changed++
    }
    if (changed === 0) return modes.unchanged
    if (!known) return modes.key
    return this.#takeRemembered(values.length, place) ? modes.sameFields : modes.bitmap
  }

  /**
   * Whether the bitmap that the series remembers serves: it has all changed fields, and writing its
   * unchanged ones (a byte each) takes less than a new bitmap, which the next rows would share. Then
   * it becomes `#fields`.
   */
  #takeRemembered(width: number, place: number): boolean {
    const { cells } = this.#context
    const words = wordCount(width)
    let spare = 0
    for (let word = 0; word < words; word++) {
      const remembered = cells[place + wordsAt + word] ?? 0
      const changed = this.#fields[word] ?? 0
      if ((changed & ~remembered) !== 0) return false
      spare += bitCount(remembered & ~changed)
    }
    if (spare >= (width + 7) >> 3) return false
    for (let word = 0; word < words; word++) this.#fields[word] = cells[place + wordsAt + word] ?? 0
    return true
  }

  #writeValues(values: readonly RowValue[], place: number, mode: number, into: ByteWriter): void {
    if (mode !== modes.sameFields) this.#writeBitmap(values.length, place, into)
    const first = place + wordsAt + wordCount(values.length)
    this.#numbers.startRow()
    for (let index = 0; index < values.length; index++) {
      const written = ((this.#fields[index >> 5] ?? 0) >> (index & 31)) & 1
      if (written !== 0) this.#writeValue(values[index] ?? null, first + index, mode, into)
    }
  }

  #writeBitmap(width: number, place: number, into: ByteWriter): void {
    for (let first = 0; first < width; first += 8)
      into.u8(((this.#fields[first >> 5] ?? 0) >>> (first & 31)) & 255)
    for (let word = 0; word < wordCount(width); word++)
      this.#context.cells[place + wordsAt + word] = this.#fields[word] ?? 0
  }

  #writeValue(value: RowValue, cell: number, mode: number, into: ByteWriter): void {
    const { cells } = this.#context
    // "No value" is a zero byte for texts and numbers alike.
    if (typeof value === 'string' || this.#context.textAt(cell) !== null) {
      this.#writeText(value, cell, into)
    } else if (mode === modes.key) {
      into.signed(value ?? 0)
      cells[cell] = value ?? Number.NaN
    } else {
      this.#numbers.write(into, cells[cell] ?? Number.NaN, value ?? Number.NaN)
      cells[cell] = value ?? Number.NaN
    }
  }

  #writeText(value: RowValue, cell: number, into: ByteWriter): void {
    const text = typeof value === 'string' ? value.toWellFormed() : null
    const known = text === null ? undefined : this.#table?.get(text)
    if (text === null) into.varint(textCodes.none)
    else if (text === this.#context.textAt(cell)) into.varint(textCodes.unchanged)
    else if (known !== undefined) into.varint(known + textCodes.table)
    else {
      into.varint(textCodes.inline)
      into.text(text)
      this.#table ??= new Map()
      this.#table.set(text, this.#table.size)
    }
    this.#context.rememberText(cell, text)
  }
}

function bitCount(word: number): number {
  let count = 0
  for (let rest = word; rest !== 0; rest &= rest - 1) count++
  return count
}
