import type { ByteReader, ByteWriter } from './bytes.ts'
import { FrameError } from './frame-error.ts'
import type { FrameRevision } from './revision.ts'

/**
 * A changed number is a varint code of its difference to the series' previous value:
 *
 *   0  no value         2  minus the difference before it in this row (used and free go opposite)
 *   1  written whole    3  the same difference as before it
 *   4  no difference    6…  2 × (magnitude + 2) + sign
 *
 * Memory and disk readings are multiples of pages and sectors though they are announced in bytes.
 * So where the previous value is a multiple of 512, 1024 or 4096, the magnitude is 2 × the count of
 * such units, or 2 × the plain difference + 1; it saves a third of such a value's bytes. What is told
 * in whole MiB (`step` of the catalogue) has that unit in frames of revision 2: a third byte less.
 */
const codes = { none: 0, whole: 1, opposite: 2, same: 3, zero: 4 } as const
/** The code of magnitude 1. */
const firstMagnitude = 6
/** 2 × (magnitude + 2) + sign stays exact up to here. */
const magnitudeMax = 2 ** 52 - 3
const mebibyte = 2 ** 20

function unitOf(previous: number, mebibytes: boolean): number {
  const low = previous & 4095
  if ((low & 511) !== 0 || previous === 0) return 1
  if (low === 0) return mebibytes && (previous & (mebibyte - 1)) === 0 ? mebibyte : 4096
  return (low & 1023) === 0 ? 1024 : 512
}

/** Writes the numbers of one row after another; `startRow` forgets the difference before. */
export class DifferenceWriter {
  readonly #mebibytes: boolean
  #before = 0

  constructor(revision: FrameRevision) {
    this.#mebibytes = revision >= 2
  }

  startRow(): void {
    this.#before = 0
  }

  /** NaN is "no value", as previous value and as value. */
  write(into: ByteWriter, previous: number, value: number): void {
    if (Number.isNaN(value)) return into.varint(codes.none)
    const from = Number.isNaN(previous) ? 0 : previous
    const difference = value - from
    if (difference === 0) return into.varint(codes.zero)
    const before = this.#before
    this.#before = difference
    // Above 2^53 the difference is rounded: such a one is neither repeated nor divided.
    if (Math.abs(difference) > magnitudeMax) this.#writeWhole(into, value)
    else if (difference === -before) into.varint(codes.opposite)
    else if (difference === before) into.varint(codes.same)
    else this.#writeMagnitude(into, from, value, difference)
  }

  #writeMagnitude(into: ByteWriter, from: number, value: number, difference: number): void {
    const unit = unitOf(from, this.#mebibytes)
    let magnitude = Math.abs(difference)
    if (unit !== 1) magnitude = magnitude % unit === 0 ? (magnitude / unit) * 2 : magnitude * 2 + 1
    if (magnitude > magnitudeMax) this.#writeWhole(into, value)
    else into.varint((magnitude + 2) * 2 + (difference < 0 ? 1 : 0))
  }

  #writeWhole(into: ByteWriter, value: number): void {
    this.#before = 0
    into.varint(codes.whole)
    into.signed(value)
  }
}

/** The counterpart of DifferenceWriter. */
export class DifferenceReader {
  readonly #reader: ByteReader
  readonly #mebibytes: boolean
  #before = 0

  constructor(reader: ByteReader, revision: FrameRevision) {
    this.#reader = reader
    this.#mebibytes = revision >= 2
  }

  startRow(): void {
    this.#before = 0
  }

  /** NaN is "no value", as previous value and as result. */
  read(previous: number): number {
    const code = this.#reader.varint()
    const from = Number.isNaN(previous) ? 0 : previous
    if (code < firstMagnitude) return this.#readSpecial(code, from)
    let magnitude = (code < 0x80000000 ? code >>> 1 : Math.floor(code / 2)) - 2
    const unit = unitOf(from, this.#mebibytes)
    if (unit !== 1)
      magnitude = (magnitude & 1) === 0 ? (magnitude / 2) * unit : Math.floor(magnitude / 2)
    const difference = (code & 1) === 0 ? magnitude : -magnitude
    this.#before = difference
    return checkedValue(from + difference)
  }

  #readSpecial(code: number, from: number): number {
    if (code === codes.zero) return from
    if (code === codes.none) return Number.NaN
    if (code === codes.whole) {
      this.#before = 0
      return this.#reader.signed()
    }
    if (this.#before === 0 || code > codes.same)
      throw new FrameError('bad_row', 'A value repeats a difference where none came before.')
    if (code === codes.opposite) this.#before = -this.#before
    return checkedValue(from + this.#before)
  }
}

function checkedValue(value: number): number {
  if (value > Number.MAX_SAFE_INTEGER || value < -Number.MAX_SAFE_INTEGER)
    throw new FrameError('out_of_range', 'A value is not a safe whole number.')
  return value
}
