/** Roll-ups of one series over a day (m5) or a period (h1), by columns like a block. */
import { ByteReader, ByteWriter } from './bytes.ts'
import { sealed, unsealed } from './checksum.ts'
import { readColumn, writeColumn } from './number-column.ts'
import type { ColumnKind } from './shape.ts'
import { readPresence, readTexts, writePresence, writeTexts } from './texts-column.ts'
import type { Window, WindowValues } from './windows.ts'

/** Before 2, what the rows cover was taken to be rows × usual interval, and not written. */
const version = 2
const versionWithoutCoverage = 1
const tags: readonly ColumnKind[] = ['number', 'counter', 'code', 'text']

export function writeWindows(
  windows: readonly Window[],
  kinds: readonly ColumnKind[],
  widthMs: number,
  startMs: number,
): Uint8Array {
  const frame = new ByteWriter(256)
  writeColumn(
    frame,
    column(windows, (window) => (window.startMs - startMs) / widthMs),
  )
  writeColumn(
    frame,
    column(windows, (window) => window.rows),
  )
  writeColumn(
    frame,
    column(windows, (window) => window.gapMs),
  )
  writeColumn(
    frame,
    column(windows, (window) => window.coveredMs - window.rows * window.gapMs),
  )
  const parts = kinds.map((kind, i) => writeValues(windows, kind, i))
  const out = new ByteWriter(64 + frame.at + parts.reduce((sum, part) => sum + part.at + 4, 0))
  out.byte(version)
  out.varint(windows.length)
  out.varint(kinds.length)
  for (const part of parts) out.varint(part.at)
  out.append(frame.bytes.subarray(0, frame.at))
  for (const part of parts) out.append(part.bytes.subarray(0, part.at))
  return sealed(out)
}

function column(windows: readonly Window[], of: (window: Window) => number): Float64Array {
  return Float64Array.from(windows, of)
}

/** By kind: texts; last codes; statistics as differences to the least value. */
function writeValues(windows: readonly Window[], kind: ColumnKind, index: number): ByteWriter {
  const out = new ByteWriter(windows.length * 4 + 64)
  out.byte(tags.indexOf(kind))
  const all = windows.map((window) => window.columns[index])
  writePresence(
    out,
    all.map((values) => (values?.stats.count ?? 0) > 0),
  )
  const values = all.filter((one): one is WindowValues => one !== undefined && one.stats.count > 0)
  if (values.length === 0) return out
  const stats = (of: (one: WindowValues['stats']) => number): void =>
    writeColumn(
      out,
      Float64Array.from(values, (one) => of(one.stats)),
    )
  const rows = windows.filter((_, i) => (all[i]?.stats.count ?? 0) > 0)
  writeColumn(
    out,
    Float64Array.from(values, (one, i) => (rows[i]?.rows ?? 0) - one.stats.count),
  )
  if (kind === 'text') {
    writeTexts(
      out,
      values.map((one) => one.lastText ?? ''),
    )
    return out
  }
  if (kind === 'code') {
    stats((one) => one.last)
    return out
  }
  stats((one) => one.min)
  const least = values.every(({ stats: one }) => isExact(one))
  out.byte(least ? 1 : 0)
  const base = (one: WindowValues['stats']): number => (least ? one.min : 0)
  stats((one) => one.max - base(one))
  stats((one) => one.last - base(one))
  if (kind === 'counter') stats((one) => one.first - base(one))
  if (kind === 'counter') stats((one) => one.sum)
  else stats((one) => one.sum - one.count * base(one))
  return out
}

/** Differences to the least value are exact only among whole numbers below 2^53. */
function isExact({ min, max, sum, count }: WindowValues['stats']): boolean {
  return (
    Number.isInteger(min) &&
    Number.isInteger(max) &&
    Math.max(Math.abs(min), Math.abs(max)) * count < 2 ** 50 &&
    Math.abs(sum) < 2 ** 50
  )
}

const noStats = { count: 0, min: NaN, max: NaN, sum: NaN, first: NaN, last: NaN }
const nothing: WindowValues = { stats: noStats, lastText: null }

/** Windows that begin at `fromMs` or later and before `toMs`. */
interface WindowSpan {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * All windows or those of the span, with all columns or only the wanted one. A block has a day or a
 * month of windows of which mostly few are asked: only those are made. `undefined`: the bytes are damaged.
 */
export function readWindows(
  bytes: Uint8Array,
  widthMs: number,
  startMs: number,
  wanted?: number,
  span?: WindowSpan,
): Window[] | undefined {
  const reader = unsealed(bytes)
  const written = reader?.byte()
  if (reader === undefined) return undefined
  if (written !== version && written !== versionWithoutCoverage) return undefined
  const count = reader.varint()
  const lengths = Array.from({ length: Math.min(reader.varint(), 1024) }, () => reader.varint())
  const starts = readColumn(reader, count)
  const rows = readColumn(reader, count)
  const gaps = readColumn(reader, count)
  const beyond = written === version ? readColumn(reader, count) : new Float64Array(count)
  const timeOf = (at: number): number => startMs + (starts[at] ?? 0) * widthMs
  const asked = span ? askedOf(count, timeOf, span) : { first: 0, end: count }
  let at = reader.at
  const columns: WindowValues[][] = []
  lengths.forEach((length, i) => {
    if (wanted === undefined || wanted === i) {
      columns.push(readValues(new ByteReader(bytes, at), rows, asked))
    }
    at += length
  })
  return Array.from({ length: asked.end - asked.first }, (_, place) => {
    const i = asked.first + place
    return {
      startMs: timeOf(i),
      rows: rows[i] ?? 0,
      gapMs: gaps[i] ?? 0,
      coveredMs: (rows[i] ?? 0) * (gaps[i] ?? 0) + (beyond[i] ?? 0),
      columns: columns.map((column) => column[place] ?? nothing),
    }
  })
}

/** Windows by their places in the block: from `first` on, before `end`. */
interface Asked {
  readonly first: number
  readonly end: number
}
function askedOf(count: number, timeOf: (at: number) => number, span: WindowSpan): Asked {
  let first = 0
  while (first < count && timeOf(first) < span.fromMs) first++
  let end = first
  while (end < count && timeOf(end) < span.toMs) end++
  return { first, end }
}

function readValues(bytes: ByteReader, rows: Float64Array, asked: Asked): WindowValues[] {
  const kind = tags[bytes.byte()] ?? 'number'
  const present = readPresence(bytes, rows.length)
  const count = present?.length ?? rows.length
  const column: WindowValues[] = Array.from({ length: asked.end - asked.first }, () => nothing)
  if (count === 0 || column.length === 0) return column
  const placeOf = (i: number): number => (present === undefined ? i : (present[i] ?? 0))
  const read = (): Float64Array => readColumn(bytes, count)
  const missing = read()
  const countOf = (i: number): number => (rows[placeOf(i)] ?? 0) - (missing[i] ?? 0)
  const fill = (valuesOf: (i: number) => WindowValues): WindowValues[] => {
    for (let i = 0; i < count; i++) {
      const place = placeOf(i)
      if (place >= asked.end) break
      if (place >= asked.first) column[place - asked.first] = valuesOf(i)
    }
    return column
  }
  if (kind === 'text') {
    const texts = readTexts(bytes, count)
    return fill((i) => ({ stats: { ...noStats, count: countOf(i) }, lastText: texts[i] ?? null }))
  }
  if (kind === 'code') {
    const lasts = read()
    return fill((i) => ({
      stats: { ...noStats, count: countOf(i), last: lasts[i] ?? 0 },
      lastText: null,
    }))
  }
  const mins = read()
  const relative = bytes.byte() === 1
  const maxs = read()
  const lasts = read()
  const firsts = kind === 'counter' ? read() : undefined
  const sums = read()
  return fill((i) => {
    const min = mins[i] ?? 0
    const base = relative ? min : 0
    const counted = countOf(i)
    const stats = {
      count: counted,
      min,
      max: (maxs[i] ?? 0) + base,
      sum: (sums[i] ?? 0) + (kind === 'counter' ? 0 : counted * base),
      first: firsts === undefined ? NaN : (firsts[i] ?? 0) + base,
      last: (lasts[i] ?? 0) + base,
    }
    return { stats, lastText: null }
  })
}
