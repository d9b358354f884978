/** Growing byte buffer and its reader: the small words of which log, blocks and open rows are made. */

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const float = new Float64Array(1)
const floatBytes = new Uint8Array(float.buffer)

export class ByteWriter {
  bytes: Uint8Array
  at = 0
  constructor(capacity = 1024) {
    this.bytes = new Uint8Array(capacity)
  }
  /** Makes room; the writing methods below rely on it, so that the hot path tests once a row. */
  reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.at + count))
    grown.set(this.bytes.subarray(0, this.at))
    this.bytes = grown
  }
  byte(value: number): void {
    this.bytes[this.at++] = value
  }
  /** A whole number from 0 to 2^53: at most 8 bytes. */
  varint(value: number): void {
    let rest = value
    while (rest >= 0x80000000) {
      this.bytes[this.at++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    while (rest > 127) {
      this.bytes[this.at++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.bytes[this.at++] = rest
  }
  /** Any number; small whole ones are short; NaN (no value) is one byte. At most 9 bytes. */
  value(value: number): void {
    if (value === (value | 0) && value > -0x20000000 && value < 0x20000000) {
      let rest = ((value << 1) ^ (value >> 31)) + 2
      while (rest > 127) {
        this.bytes[this.at++] = (rest & 127) | 128
        rest >>>= 7
      }
      this.bytes[this.at++] = rest
    } else this.#wideValue(value)
  }
  #wideValue(value: number): void {
    if (Number.isNaN(value)) this.byte(0)
    else if (isWhole(value)) this.varint((value < 0 ? -2 * value - 1 : 2 * value) + 2)
    else this.raw(value)
  }
  /** The number's own eight bytes; NaN is one. `value` and `difference` of the reader know both. */
  raw(value: number): void {
    if (Number.isNaN(value)) return this.byte(0)
    this.byte(1)
    float[0] = value
    this.bytes.set(floatBytes, this.at)
    this.at += 8
  }
  /** Makes its own room. */
  text(text: string): void {
    this.reserve(text.length * 3 + 8)
    const { written } = encoder.encodeInto(text, this.bytes.subarray(this.at + 4))
    this.bytes[this.at] = written & 255
    this.bytes[this.at + 1] = (written >>> 8) & 255
    this.bytes[this.at + 2] = (written >>> 16) & 255
    this.bytes[this.at + 3] = written >>> 24
    this.at += 4 + written
  }
  /** Makes its own room. */
  append(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.at)
    this.at += bytes.length
  }
  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.at)
  }
}

/** Whole and small enough that differences of two stay exact and have room for the sign. */
export function isWhole(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 50
}

/** Reads what ByteWriter wrote. Bytes are checked by their CRC before; past the end comes 0. */
export class ByteReader {
  readonly bytes: Uint8Array
  at: number
  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }
  byte(): number {
    return this.bytes[this.at++] ?? 0
  }
  varint(): number {
    const first = this.byte()
    if (first < 128) return first
    let result = first & 127
    for (let shift = 7; shift < 28; shift += 7) {
      const next = this.byte()
      result |= (next & 127) << shift
      if (next < 128) return result
    }
    let factor = 2 ** 28
    for (;;) {
      const next = this.byte()
      result += (next & 127) * factor
      if (next < 128) return result
      factor *= 128
    }
  }
  value(): number {
    return this.difference(0)
  }
  /** A value written as the difference to `before` (NaN counts as 0), or raw, or NaN. */
  difference(before: number): number {
    const word = this.varint()
    if (word > 1) return (Number.isNaN(before) ? 0 : before) + unzigzag(word - 2)
    if (word === 0) return NaN
    for (let i = 0; i < 8; i++) floatBytes[i] = this.byte()
    return float[0] ?? NaN
  }
  text(): string {
    const length = this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24)
    const text = decoder.decode(this.bytes.subarray(this.at, this.at + length))
    this.at += length
    return text
  }
}

export function unzigzag(word: number): number {
  if (word < 0x80000000) return (word >>> 1) ^ -(word & 1)
  return word % 2 === 0 ? word / 2 : -(word + 1) / 2
}
