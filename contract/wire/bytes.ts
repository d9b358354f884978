import { FrameError } from './frame-error.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** 53 bits fit into eight groups of seven. */
const varintBytesMax = 8

/** Appends to a buffer that grows. Numbers are the caller's to check: a wrong one is a RangeError. */
export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>
  #length = 0

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity)
  }

  get length(): number {
    return this.#length
  }

  /** Forgets all that was written after the given length. */
  truncate(length: number): void {
    if (length > this.#length) throw new RangeError(`cannot truncate ${this.#length} to ${length}`)
    this.#length = length
  }

  u8(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1)
    this.#bytes[this.#length++] = value
  }

  /** Writes a byte over one that was written. */
  patch(at: number, value: number): void {
    if (at >= this.#length) throw new RangeError(`nothing was written at ${at}`)
    this.#bytes[at] = value
  }

  /** Four bytes, lowest first. */
  u32(value: number): void {
    this.u8(value & 255)
    this.u8((value >>> 8) & 255)
    this.u8((value >>> 16) & 255)
    this.u8(value >>> 24)
  }

  /** Unsigned LEB128, 0 to 2^53 − 1. */
  varint(value: number): void {
    if (this.#length + varintBytesMax > this.#bytes.length) this.#grow(varintBytesMax)
    if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) throw new RangeError(`varint ${value}`)
    const bytes = this.#bytes
    let at = this.#length
    let rest = value
    while (rest >= 0x80000000) {
      bytes[at++] = (rest & 127) | 128
      rest = Math.floor(rest / 128)
    }
    while (rest >= 128) {
      bytes[at++] = (rest & 127) | 128
      rest >>>= 7
    }
    bytes[at++] = rest
    this.#length = at
  }

  /** Sign in the lowest bit, then the magnitude as LEB128; exact for every safe integer. */
  signed(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`signed ${value}`)
    const sign = value < 0 ? 1 : 0
    const magnitude = Math.abs(value)
    const low = ((magnitude & 63) << 1) | sign
    if (magnitude < 64) {
      this.u8(low)
      return
    }
    this.u8(low | 128)
    this.varint(Math.floor(magnitude / 64))
  }

  /** Byte length as varint, then UTF-8. A lone surrogate becomes U+FFFD. */
  text(value: string): void {
    const bytes = encoder.encode(value)
    this.varint(bytes.length)
    this.raw(bytes)
  }

  raw(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#bytes.length) this.#grow(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** What was written, without copying: valid until the next write. */
  view(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length)
  }

  /** A copy of what was written. */
  copy(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length)
  }

  #grow(extra: number): void {
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + extra))
    grown.set(this.view())
    this.#bytes = grown
  }
}

/** Reads bytes from outside: every read is bounds-checked, every failure is a FrameError. */
export class ByteReader {
  readonly #bytes: Uint8Array
  readonly #end: number
  #at: number

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes
    this.#at = start
    this.#end = end
  }

  get position(): number {
    return this.#at
  }

  get remaining(): number {
    return this.#end - this.#at
  }

  u8(): number {
    const byte = this.#at < this.#end ? this.#bytes[this.#at] : undefined
    if (byte === undefined) throw truncated()
    this.#at++
    return byte
  }

  u32(): number {
    const bytes = this.raw(4)
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true)
  }

  varint(): number {
    const first = this.u8()
    return first < 128 ? first : this.#varintAfter(first)
  }

  #varintAfter(first: number): number {
    let byte = this.u8()
    let value = (first & 127) | ((byte & 127) << 7)
    if (byte < 128) return value
    byte = this.u8()
    value |= (byte & 127) << 14
    if (byte < 128) return value
    let scale = 2 ** 21
    for (let count = 3; count < varintBytesMax; count++) {
      byte = this.u8()
      value += (byte & 127) * scale
      if (byte < 128) break
      scale *= 128
    }
    if (byte >= 128 || value > Number.MAX_SAFE_INTEGER)
      throw new FrameError('out_of_range', 'A whole number is larger than 2^53 − 1.')
    return value
  }

  signed(): number {
    const first = this.u8()
    let magnitude = (first & 127) >> 1
    if (first >= 128) magnitude += this.varint() * 64
    if (magnitude > Number.MAX_SAFE_INTEGER)
      throw new FrameError('out_of_range', 'A signed number is larger than 2^53 − 1.')
    return (first & 1) === 0 || magnitude === 0 ? magnitude : -magnitude
  }

  /** `bytesMax` is refused before a byte of the text is looked at. */
  text(bytesMax: number): string {
    const length = this.varint()
    if (length > bytesMax)
      throw new FrameError(
        'bad_text',
        `A text of ${length} bytes is over the limit of ${bytesMax}.`,
      )
    const bytes = this.raw(length)
    try {
      return decoder.decode(bytes)
    } catch (cause) {
      throw Object.assign(new FrameError('bad_text', 'A text is not valid UTF-8.'), { cause })
    }
  }

  /** The next bytes, not copied. */
  raw(length: number): Uint8Array {
    if (length > this.remaining) throw truncated()
    const start = this.#at
    this.#at += length
    return this.#bytes.subarray(start, this.#at)
  }
}

function truncated(): FrameError {
  return new FrameError('truncated', 'The message ends too early.')
}
