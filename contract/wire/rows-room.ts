import type { PackedRows } from './packed-rows.ts'

const chunkLength = 1 << 15
/** A frame with more numbers gets an array of its own. */
const sharedLengthMax = chunkLength / 8

/**
 * Where a reader of many small frames unpacks them. Each frame's rows become a view into a chunk
 * that they share with others: an array of their own for each would cost the collector more than
 * the decoding. A chunk is freed when the last of its frames is.
 */
export class RowsRoom {
  readonly #scratch: PackedRows = {
    data: new Float64Array(1024),
    length: 0,
    rowCount: 0,
    strings: [],
  }
  #chunk = new Float64Array(0)
  #used = 0

  /** Empty rows to decode into; what was decoded before and not kept is forgotten. */
  begin(): PackedRows {
    const scratch = this.#scratch
    scratch.length = 0
    scratch.rowCount = 0
    if (scratch.strings.length > 0) scratch.strings = []
    return scratch
  }

  /** What was decoded since `begin`, no longer than it must be and safe from the next `begin`. */
  keep(): PackedRows {
    const { data, length, rowCount, strings } = this.#scratch
    this.#scratch.strings = []
    return { data: this.#place(data.subarray(0, length)), length, rowCount, strings }
  }

  #place(numbers: Float64Array): Float64Array {
    if (numbers.length > sharedLengthMax) return numbers.slice()
    if (this.#used + numbers.length > this.#chunk.length) {
      this.#chunk = new Float64Array(chunkLength)
      this.#used = 0
    }
    const from = this.#used
    this.#used += numbers.length
    const view = this.#chunk.subarray(from, this.#used)
    view.set(numbers)
    return view
  }
}
