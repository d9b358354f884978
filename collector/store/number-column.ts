/**
 * A column of numbers in the fewest bytes of a few plain codings: constant, packed bits over the
 * least value, packed differences, or varints of differences with runs. What is not a whole number
 * is kept as it is, so nothing is ever rounded.
 */
import { isWhole, unzigzag, type ByteReader, type ByteWriter } from './bytes.ts'

const mode = { constant: 0, packed: 1, packedDeltas: 2, deltas: 3, raw: 4 } as const
const packedBitsMax = 24
/** Differences of differences still fit a varint of 53 bits with the run mark. */
const rangeMax = 2 ** 46

/** What a column's first bytes tell without decoding the rest. */
export interface ColumnHead {
  readonly mode: number
  readonly min: number
  readonly max: number
}

interface Deltas {
  readonly min: number
  readonly bits: number
  readonly base: number
}

/** Chooses the coding and writes the head; `writeColumnBody` must follow with the same values. */
export function writeColumnHead(out: ByteWriter, values: Float64Array): ColumnHead {
  out.reserve(32)
  const head = headOf(values)
  out.byte(head.mode)
  if (head.mode === mode.raw) return head
  out.value(head.min)
  if (head.mode !== mode.constant) out.varint(head.max - head.min)
  return head
}

export function readColumnHead(bytes: ByteReader): ColumnHead {
  const found = bytes.byte()
  if (found === mode.raw) return { mode: found, min: NaN, max: NaN }
  const min = bytes.value()
  return { mode: found, min, max: found === mode.constant ? min : min + bytes.varint() }
}

function headOf(values: Float64Array): ColumnHead {
  let min = values[0] ?? 0
  let max = min
  let whole = true
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
    if (whole && value !== (value | 0) && !isWhole(value)) whole = false
  }
  if (!whole || max - min > rangeMax) return { mode: mode.raw, min: NaN, max: NaN }
  if (min === max) return { mode: mode.constant, min, max }
  const deltas = deltasOf(values)
  const packed = sizePacked(values.length, bitsOf(max - min))
  const packedDeltas = 8 + sizePacked(values.length - 1, deltas.bits)
  const varints = 4 + sizeDeltas(values, deltas.base)
  const least = Math.min(packed, packedDeltas, varints)
  if (least === packed) return { mode: mode.packed, min, max }
  return { mode: least === varints ? mode.deltas : mode.packedDeltas, min, max }
}

export function writeColumnBody(out: ByteWriter, values: Float64Array, head: ColumnHead): void {
  if (head.mode === mode.constant) return
  out.reserve(values.length * 10 + 64)
  if (head.mode === mode.raw) for (const value of values) out.value(value)
  else if (head.mode === mode.packed) {
    pack(out, values.length, bitsOf(head.max - head.min), (i) => (values[i] ?? 0) - head.min)
  } else {
    const first = values[0] ?? 0
    out.varint(first - head.min)
    const deltas = deltasOf(values)
    if (head.mode === mode.deltas) writeDeltas(out, values, deltas.base)
    else {
      out.value(deltas.min)
      out.byte(deltas.bits)
      pack(out, values.length - 1, deltas.bits, (i) => {
        return (values[i + 1] ?? 0) - (values[i] ?? 0) - deltas.min
      })
    }
  }
}

export function readColumnBody(bytes: ByteReader, head: ColumnHead, count: number): Float64Array {
  const values = new Float64Array(count)
  if (head.mode === mode.constant) values.fill(head.min)
  else if (head.mode === mode.raw) for (let i = 0; i < count; i++) values[i] = bytes.value()
  else if (head.mode === mode.packed) {
    unpack(bytes, values, 0, bitsOf(head.max - head.min), head.min)
  } else {
    const first = head.min + bytes.varint()
    values[0] = first
    if (head.mode === mode.deltas) readDeltas(bytes, values, first)
    else {
      const least = bytes.value()
      unpack(bytes, values, 1, bytes.byte(), least)
      for (let i = 1; i < count; i++) values[i] = (values[i] ?? 0) + (values[i - 1] ?? 0)
    }
  }
  return values
}

/** Head and body in one, for columns whose least and greatest value nobody asks for. */
export function writeColumn(out: ByteWriter, values: Float64Array): void {
  writeColumnBody(out, values, writeColumnHead(out, values))
}
export function readColumn(bytes: ByteReader, count: number): Float64Array {
  return readColumnBody(bytes, readColumnHead(bytes), count)
}

function bitsOf(range: number): number {
  return range < 0x80000000 ? 32 - Math.clz32(range) : 64
}
function sizePacked(count: number, bits: number): number {
  return bits > packedBitsMax ? Infinity : Math.ceil((count * bits) / 8)
}

let scratch = new Float64Array(512)

/** The median difference is the base: regular times and steady counters then cost a byte or less. */
function deltasOf(values: Float64Array): Deltas {
  const count = values.length - 1
  if (scratch.length < count) scratch = new Float64Array(count * 2)
  let min = Infinity
  let max = -Infinity
  for (let i = 0; i < count; i++) {
    const delta = (values[i + 1] ?? 0) - (values[i] ?? 0)
    scratch[i] = delta
    if (delta < min) min = delta
    if (delta > max) max = delta
  }
  const base = min === max ? min : (scratch.subarray(0, count).sort()[count >> 1] ?? 0)
  return { min, bits: bitsOf(max - min), base }
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value
}
function varintSize(value: number): number {
  let size = 1
  for (let rest = value; rest >= 128; rest /= 128) size++
  return size
}

/** Calls with each run of equal differences. */
function eachRun(
  values: Float64Array,
  base: number,
  found: (word: number, length: number) => void,
): void {
  let at = 1
  while (at < values.length) {
    const delta = (values[at] ?? 0) - (values[at - 1] ?? 0)
    let end = at + 1
    while (end < values.length && (values[end] ?? 0) - (values[end - 1] ?? 0) === delta) end++
    found(zigzag(delta - base), end - at)
    at = end
  }
}
function sizeDeltas(values: Float64Array, base: number): number {
  let size = varintSize(zigzag(base))
  eachRun(values, base, (word, length) => {
    const single = varintSize(word * 2)
    size += length < 3 ? single * length : single + varintSize(length)
  })
  return size
}
function writeDeltas(out: ByteWriter, values: Float64Array, base: number): void {
  out.value(base)
  eachRun(values, base, (word, length) => {
    if (length < 3) for (let i = 0; i < length; i++) out.varint(word * 2)
    else {
      out.varint(word * 2 + 1)
      out.varint(length)
    }
  })
}
function readDeltas(bytes: ByteReader, values: Float64Array, first: number): void {
  const base = bytes.value()
  let value = first
  let at = 1
  while (at < values.length) {
    const word = bytes.varint()
    const delta = unzigzag(Math.floor(word / 2)) + base
    const end = word % 2 === 1 ? Math.min(values.length, at + Math.max(1, bytes.varint())) : at + 1
    for (; at < end; at++) values[at] = value += delta
  }
}

function pack(out: ByteWriter, count: number, bits: number, at: (i: number) => number): void {
  let held = 0
  let heldBits = 0
  for (let i = 0; i < count; i++) {
    held |= at(i) << heldBits
    heldBits += bits
    for (; heldBits >= 8; heldBits -= 8) {
      out.byte(held & 255)
      held >>>= 8
    }
  }
  if (heldBits > 0) out.byte(held & 255)
}
function unpack(
  bytes: ByteReader,
  values: Float64Array,
  from: number,
  bits: number,
  base: number,
): void {
  const mask = 2 ** bits - 1
  let held = 0
  let heldBits = 0
  for (let i = from; i < values.length; i++) {
    for (; heldBits < bits; heldBits += 8) held |= bytes.byte() << heldBits
    values[i] = base + (held & mask)
    held >>>= bits
    heldBits -= bits
  }
}
