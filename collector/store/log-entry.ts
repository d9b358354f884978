/**
 * A group commit as the log keeps it: appends one after another, each with its arrival, its frames'
 * epochs, settled intervals, texts and the rows that were new. No row needs an earlier one, so a
 * reader may begin anywhere.
 */
import { rowHeaderLength, skipFlag } from '../../contract/wire/packed-rows.ts'
import type { Interval } from '../../lib/interval.ts'
import { ByteReader, type ByteWriter } from './bytes.ts'

export interface LoggedFrame {
  /** Id in the epoch table. */
  readonly epochId: number
  readonly settled: readonly Interval[]
  readonly data: Float64Array
  readonly rowCount: number
  readonly strings: string[]
}
export interface LoggedAppend {
  readonly arrivalMs: number
  readonly frames: readonly LoggedFrame[]
}

export function writeAppendHead(out: ByteWriter, arrivalMs: number, frames: number): void {
  out.reserve(32)
  out.value(arrivalMs)
  out.varint(frames)
}

export function writeFrameHead(
  out: ByteWriter,
  epochId: number,
  settled: Float64Array,
  strings: readonly string[],
): void {
  out.reserve(64 + settled.length * 9)
  out.varint(epochId)
  out.varint(settled.length / 2)
  for (let i = 0; i < settled.length; i += 2) {
    out.varint(settled[i] ?? 0)
    out.varint((settled[i + 1] ?? 0) - (settled[i] ?? 0))
  }
  out.varint(strings.length)
  for (const text of strings) out.text(text)
}

/** Rows of a frame that are not marked to be skipped; returns how many. */
export function writeRows(out: ByteWriter, data: Float64Array, from: number, to: number): number {
  let kept = 0
  for (let at = from; at < to; at += rowHeaderLength + (data[at + 4] ?? 0)) {
    if (!((data[at + 3] ?? 0) & skipFlag)) kept++
  }
  out.reserve(16)
  out.varint(kept)
  let seq = 0
  let time = 0
  for (let at = from; at < to;) {
    const count = data[at + 4] ?? 0
    const end = at + rowHeaderLength + count
    if (!((data[at + 3] ?? 0) & skipFlag)) {
      out.reserve(count * 9 + 48)
      out.varint(data[at] ?? 0)
      out.value((data[at + 1] ?? 0) - seq)
      out.value((data[at + 2] ?? 0) - time)
      out.varint(data[at + 3] ?? 0)
      out.varint(count)
      seq = data[at + 1] ?? 0
      time = data[at + 2] ?? 0
      for (let i = at + rowHeaderLength; i < end; i++) out.value(data[i] ?? 0)
    }
    at = end
  }
  return kept
}

/** The appends of one log entry, oldest first. */
export function* readLogEntry(source: Uint8Array): Generator<LoggedAppend> {
  const bytes = new ByteReader(source)
  while (bytes.at < source.length) {
    const arrivalMs = bytes.value()
    const frames = Array.from({ length: bytes.varint() }, () => readFrame(bytes))
    yield { arrivalMs, frames }
  }
}

function readFrame(bytes: ByteReader): LoggedFrame {
  const epochId = bytes.varint()
  const settled = Array.from({ length: bytes.varint() }, (): Interval => {
    const first = bytes.varint()
    return [first, first + bytes.varint()]
  })
  const strings = Array.from({ length: bytes.varint() }, () => bytes.text())
  const rowCount = bytes.varint()
  let data = new Float64Array(rowCount * 16)
  let length = 0
  let seq = 0
  let time = 0
  for (let row = 0; row < rowCount; row++) {
    const series = bytes.varint()
    seq += bytes.value()
    time += bytes.value()
    const flags = bytes.varint()
    const count = bytes.varint()
    if (length + rowHeaderLength + count > data.length) {
      const grown = new Float64Array(data.length * 2 + rowHeaderLength + count)
      grown.set(data)
      data = grown
    }
    data.set([series, seq, time, flags, count], length)
    length += rowHeaderLength
    for (let i = 0; i < count; i++) data[length++] = bytes.value()
  }
  return { epochId, settled, data: data.slice(0, length), rowCount, strings }
}
