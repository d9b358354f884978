/**
 * A row's header is one byte: mode (bits 0, 1), whether a time (bit 2) or a sequence number (bit 3)
 * follows, and the step to the next series (bits 4 to 6; 7: a varint follows).
 *
 * Most rows are *plain*: the next series, at the same time, with the next number. Two or three plain
 * rows share a byte: bit 7 set, bit 6 for three, then their modes from bit 0 up.
 */
import type { ByteReader, ByteWriter } from './bytes.ts'
import { FrameError } from './frame-error.ts'
import { timeMsMax } from './row-fault.ts'
import type { Row } from './series.ts'

const timeFollows = 4
const seqFollows = 8
const stepShift = 4
const stepFollows = 7
const sharedMark = 0x80
const threeRows = 0x40

export class RowHeaderWriter {
  #series = -1
  #timeMs: number
  #nextSeq: number
  /** Plain rows that share the newest header, and where and what it is. */
  #shared = 0
  #sharedAt = 0
  #sharedModes = 0

  constructor(timeMs: number, nextSeq: number) {
    this.#timeMs = timeMs
    this.#nextSeq = nextSeq
  }

  write({ series, seq, timeMs }: Row, mode: number, into: ByteWriter): void {
    const step = series - this.#series - 1
    if (step === 0 && timeMs === this.#timeMs && seq === this.#nextSeq) this.#writePlain(mode, into)
    else this.#writeWhole(step, seq - this.#nextSeq, timeMs - this.#timeMs, mode, into)
    this.#series = series
    this.#timeMs = timeMs
    this.#nextSeq = seq + 1
  }

  #writePlain(mode: number, into: ByteWriter): void {
    if (this.#shared === 0 || this.#shared === 3) {
      this.#shared = 1
      this.#sharedAt = into.length
      this.#sharedModes = mode
      into.u8(mode)
      return
    }
    this.#sharedModes |= mode << (2 * this.#shared)
    this.#shared++
    const three = this.#shared === 3 ? threeRows : 0
    into.patch(this.#sharedAt, sharedMark | three | this.#sharedModes)
  }

  #writeWhole(
    step: number,
    seqGap: number,
    timeStep: number,
    mode: number,
    into: ByteWriter,
  ): void {
    const zigzag = step < 0 ? -2 * step - 1 : 2 * step
    const timeBit = timeStep === 0 ? 0 : timeFollows
    const seqBit = seqGap === 0 ? 0 : seqFollows
    into.u8((Math.min(zigzag, stepFollows) << stepShift) | seqBit | timeBit | mode)
    if (zigzag >= stepFollows) into.varint(zigzag)
    if (seqGap !== 0) into.varint(seqGap)
    if (timeStep !== 0) into.signed(timeStep)
    this.#shared = 0
  }
}

/** Series, sequence number, time and mode of one row after another. */
export class RowHeaderReader {
  series = -1
  seq: number
  timeMs: number
  mode = 0
  readonly #reader: ByteReader
  /** Plain rows whose header was read already, and their modes. */
  #shared = 0
  #sharedModes = 0

  constructor(reader: ByteReader, timeMs: number, nextSeq: number) {
    this.#reader = reader
    this.timeMs = timeMs
    this.seq = nextSeq - 1
  }

  get done(): boolean {
    return this.#shared === 0 && this.#reader.remaining === 0
  }

  next(): void {
    this.seq++
    this.series++
    if (this.#shared === 0) this.#readHeader(this.#reader.u8())
    else this.#takeShared()
    if (this.seq >= Number.MAX_SAFE_INTEGER)
      throw new FrameError('out_of_range', 'A sequence number is out of range.')
  }

  #takeShared(): void {
    this.#shared--
    this.mode = this.#sharedModes & 3
    this.#sharedModes >>= 2
  }

  #readHeader(header: number): void {
    if (header >= sharedMark) {
      this.#shared = (header & threeRows) === 0 ? 2 : 3
      this.#sharedModes = header & (threeRows - 1)
      this.#takeShared()
      return
    }
    this.mode = header & 3
    if (header >> stepShift !== 0) this.#readStep(header >> stepShift)
    if ((header & seqFollows) !== 0) this.seq += this.#reader.varint()
    if ((header & timeFollows) !== 0) this.timeMs += this.#reader.signed()
    if (Math.abs(this.timeMs) > timeMsMax)
      throw new FrameError('out_of_range', 'The time of a row is out of range.')
  }

  #readStep(short: number): void {
    const zigzag = short === stepFollows ? this.#reader.varint() : short
    this.series += zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2
  }
}
