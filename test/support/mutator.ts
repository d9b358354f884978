/** Spoilt messages from honest ones, always the same for the same seed. */
export interface SpoiltMessage {
  readonly bytes: Uint8Array
  readonly binary: boolean
}

const brace = 0x7b
const lengthMax = 64 * 1024
/** Numbers, texts and shapes at which parsers stumble. */
const words = ['-1', '1e308', '9007199254740993', 'null', '[]', '{}', '""', '"\\u0000"', '[[1,0]]']

export class Mutator {
  readonly #samples: readonly Uint8Array[]
  readonly #frames: readonly Uint8Array[]
  #state: number

  constructor(seed: number, samples: readonly Uint8Array[]) {
    this.#state = seed
    this.#samples = samples
    this.#frames = samples.filter(([first]) => first !== brace)
  }

  /** Without `texts`, only what begins as a binary message does. */
  next(texts: boolean): SpoiltMessage {
    let bytes: Buffer = Buffer.from(this.#pick(texts ? this.#samples : this.#frames) ?? [])
    if (this.#below(8) === 0) bytes = this.#noise()
    else for (let left = this.#below(4); left >= 0; left--) bytes = this.#spoil(bytes)
    // Text that is no UTF-8 ends the connection in the WebSocket library already: it is rare.
    if (texts && this.#below(8) === 0) return { bytes, binary: bytes[0] === brace }
    if (bytes[0] !== brace || !texts) return { bytes, binary: true }
    return { bytes: Buffer.from(bytes.toString('utf8')), binary: false }
  }

  #spoil(bytes: Buffer): Buffer {
    const at = this.#below(bytes.length + 1)
    switch (this.#below(6)) {
      case 0:
        return bytes.subarray(0, at)
      case 1: {
        const changed = Buffer.from(bytes)
        if (at < changed.length) changed[at] = this.#below(256)
        return changed
      }
      case 2:
        return Buffer.concat([bytes.subarray(0, at), this.#noise(), bytes.subarray(at)])
      case 3:
        return Buffer.concat([bytes, bytes]).subarray(0, lengthMax)
      case 4:
        return Buffer.from(
          bytes.toString('latin1').replace(/:("[^"]*"|[\d.]+)/, `:${this.#pick(words)}`),
          'latin1',
        )
      default:
        return bytes
    }
  }
  #noise(): Buffer {
    const length = this.#below(this.#below(64) === 0 ? lengthMax : 64)
    return Buffer.from(Array.from({ length }, () => this.#below(256)))
  }
  #pick<T>(from: readonly T[]): T | undefined {
    return from[this.#below(from.length)]
  }
  /** Mulberry32: small, and good enough to spoil things. */
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(limit, 1)
  }
}
