/**
 * One series and hour, sealed: columns with their statistics in front, so that a window of an hour
 * is answered from the head. Layout: version, rows, columns, length of each column, the columns
 * (times, flags, values), CRC-32.
 */
import { ByteReader, ByteWriter } from './bytes.ts'
import { sealed, unsealed } from './checksum.ts'
import {
  readColumn,
  readColumnBody,
  readColumnHead,
  writeColumn,
  writeColumnBody,
  writeColumnHead,
  type ColumnHead,
} from './number-column.ts'
import type { Column, RowSet } from './row-set.ts'
import type { ColumnKind } from './shape.ts'
import { readPresence, readTexts, writePresence, writeTexts } from './texts-column.ts'

const version = 1
const tags: readonly ColumnKind[] = ['number', 'counter', 'code', 'text']

/** Of the values of one column that are there; all NaN when `count` is 0. `sum` of a counter: increase. */
export interface ColumnStats {
  readonly count: number
  readonly min: number
  readonly max: number
  readonly sum: number
  readonly first: number
  readonly last: number
}
const noStats = { count: 0, min: NaN, max: NaN, sum: NaN, first: NaN, last: NaN }

/** The rows must be sorted and belong to the given hour's start. */
export function writeBlock(
  rows: RowSet,
  kinds: readonly ColumnKind[],
  startMs: number,
): Uint8Array {
  const parts: ByteWriter[] = []
  const part = (): ByteWriter => {
    const out = new ByteWriter(rows.count * 2 + 64)
    parts.push(out)
    return out
  }
  writeColumn(
    part(),
    rows.times.map((time) => time - startMs),
  )
  writeColumn(part(), rows.flags)
  kinds.forEach((kind, i) => writeValues(part(), kind, rows.columns[i] ?? []))
  const out = new ByteWriter(64 + parts.reduce((sum, one) => sum + one.at + 4, 0))
  out.byte(version)
  out.varint(rows.count)
  out.varint(kinds.length)
  for (const one of parts) out.varint(one.at)
  for (const one of parts) out.append(one.bytes.subarray(0, one.at))
  return sealed(out)
}

function writeValues(out: ByteWriter, kind: ColumnKind, column: Column): void {
  out.byte(tags.indexOf(kind))
  if (Array.isArray(column)) {
    const present = column.filter((text) => text !== null)
    writePresence(
      out,
      column.map((text) => text !== null),
    )
    return writeTexts(out, present)
  }
  const values = column.filter((value) => !Number.isNaN(value))
  if (values.length === column.length) out.varint(0)
  else
    writePresence(
      out,
      Array.from(column, (value) => !Number.isNaN(value)),
    )
  if (values.length === 0) return
  const head = writeColumnHead(out, values)
  if (head.min !== head.max) writeStats(out, statsOf(values, kind), head, kind)
  writeColumnBody(out, values, head)
}

/** As differences to the least value where that is exact; a constant column needs none. */
function writeStats(out: ByteWriter, stats: ColumnStats, head: ColumnHead, kind: ColumnKind): void {
  out.reserve(64)
  const whole = !Number.isNaN(head.min)
  if (!whole) {
    out.value(stats.min)
    out.value(stats.max)
  }
  const least = whole ? head.min : 0
  out.value(stats.last - least)
  if (kind === 'counter') out.value(stats.first - least)
  if (kind === 'counter') out.value(stats.sum)
  if (kind === 'number') writeSum(out, stats.sum, stats.count * least)
}

/** Beyond 2^53 a difference would round, and then answers would depend on when a block was sealed. */
export function writeSum(out: ByteWriter, sum: number, least: number): void {
  if (sum - least + least === sum) out.value(sum - least)
  else {
    out.value(NaN)
    out.value(sum)
  }
}
export function readSum(bytes: ByteReader, least: number): number {
  const difference = bytes.value()
  return Number.isNaN(difference) ? bytes.value() : difference + least
}

export function statsOf(values: Float64Array, kind: ColumnKind): ColumnStats {
  if (values.length === 0) return noStats
  const first = values[0] ?? 0
  const last = values[values.length - 1] ?? 0
  let min = first
  let max = first
  let sum = 0
  let before = first
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
    sum += kind === 'counter' ? Math.max(0, value - before) : value
    before = value
  }
  return { count: values.length, min, max, sum, first, last }
}

/** A sealed hour, read column by column. */
export class Block {
  readonly count: number
  readonly #starts: number[] = []
  readonly #bytes: Uint8Array
  readonly #startMs: number

  private constructor(reader: ByteReader, startMs: number) {
    this.#bytes = reader.bytes
    this.#startMs = startMs
    this.count = reader.varint()
    const columns = reader.varint() + 2
    const lengths = Array.from({ length: Math.min(columns, 1024) }, () => reader.varint())
    let at = reader.at
    for (const length of lengths) {
      this.#starts.push(at)
      at += length
    }
  }
  /** `undefined`: damaged, or of a later program. */
  static open(bytes: Uint8Array, startMs: number): Block | undefined {
    const reader = unsealed(bytes)
    return reader?.byte() === version ? new Block(reader, startMs) : undefined
  }
  get columnCount(): number {
    return this.#starts.length - 2
  }
  times(): Float64Array {
    const times = readColumn(this.#at(0), this.count)
    for (let i = 0; i < times.length; i++) times[i] = (times[i] ?? 0) + this.#startMs
    return times
  }
  /** A field that the series has not is a column without values. */
  column(index: number): Column {
    if (index >= this.columnCount) return new Float64Array(this.count).fill(NaN)
    const bytes = this.#at(index + 2)
    const kind = tags[bytes.byte()]
    const places = readPresence(bytes, this.count)
    const present = places?.length ?? this.count
    if (kind === 'text') return spreadTexts(readTexts(bytes, present), places, this.count)
    if (present === 0) return new Float64Array(this.count).fill(NaN)
    const head = readColumnHead(bytes)
    if (head.min !== head.max) readStats(bytes, head, present, kind)
    return spread(readColumnBody(bytes, head, present), places, this.count)
  }
  /** Statistics of a number column without decoding it. */
  stats(index: number): ColumnStats {
    if (index >= this.columnCount) return noStats
    const bytes = this.#at(index + 2)
    const kind = tags[bytes.byte()]
    const present = readPresence(bytes, this.count)?.length ?? this.count
    if (kind === 'text' || present === 0) return { ...noStats, count: present }
    const head = readColumnHead(bytes)
    if (head.min !== head.max) return readStats(bytes, head, present, kind)
    const { min, max } = head
    const sum = kind === 'counter' ? 0 : sumOfEqual(min, present)
    return { count: present, min, max, sum, first: min, last: min }
  }
  rows(): RowSet {
    return {
      count: this.count,
      times: this.times(),
      flags: readColumn(this.#at(1), this.count),
      columns: Array.from({ length: this.columnCount }, (_, i) => this.column(i)),
    }
  }
  #at(part: number): ByteReader {
    return new ByteReader(this.#bytes, this.#starts[part] ?? this.#bytes.length)
  }
}

/** Added one by one, as statsOf does: beyond 2^53 a product rounds otherwise. */
function sumOfEqual(value: number, count: number): number {
  if (Math.abs(value) * count < 2 ** 53) return value * count
  let sum = 0
  for (let i = 0; i < count; i++) sum += value
  return sum
}

function readStats(
  bytes: ByteReader,
  head: ColumnHead,
  count: number,
  kind: ColumnKind | undefined,
): ColumnStats {
  const whole = !Number.isNaN(head.min)
  const min = whole ? head.min : bytes.value()
  const max = whole ? head.max : bytes.value()
  const least = whole ? min : 0
  const last = bytes.value() + least
  const first = kind === 'counter' ? bytes.value() + least : NaN
  const sum =
    kind === 'counter' ? bytes.value() : kind === 'number' ? readSum(bytes, count * least) : NaN
  return { count, min, max, sum, first, last }
}

function spread(
  values: Float64Array,
  places: readonly number[] | undefined,
  count: number,
): Float64Array {
  if (places === undefined) return values
  const column = new Float64Array(count).fill(NaN)
  places.forEach((place, i) => (column[place] = values[i] ?? 0))
  return column
}
function spreadTexts(
  texts: string[],
  places: readonly number[] | undefined,
  count: number,
): (string | null)[] {
  if (places === undefined) return texts
  const column: (string | null)[] = Array.from({ length: count }, () => null)
  places.forEach((place, i) => (column[place] = texts[i] ?? null))
  return column
}
