/** Bytes of a hundred thousand growing strings in chained chunks, without an object for each. */

export const chunkBytes = 64
const segmentChunks = 65_536
const nowhere = new Uint8Array(0)

export class Arena {
  #segments: Uint8Array[] = []
  #next = new Int32Array(segmentChunks)
  #used = 0
  #free = -1
  chunksUsed = 0

  /** A chunk that follows `after` (-1: the first of a chain). */
  take(after: number): number {
    let chunk = this.#free
    if (chunk >= 0) this.#free = this.#next[chunk] ?? 0
    else chunk = this.#grow()
    this.#next[chunk] = -1
    if (after >= 0) this.#next[after] = chunk
    this.chunksUsed++
    return chunk
  }
  #grow(): number {
    if (this.#used === this.#segments.length * segmentChunks) {
      this.#segments.push(new Uint8Array(segmentChunks * chunkBytes))
      const next = new Int32Array(this.#segments.length * segmentChunks)
      next.set(this.#next.subarray(0, this.#used))
      this.#next = next
    }
    return this.#used++
  }
  /** Gives a whole chain back. */
  release(head: number): void {
    for (let chunk = head; chunk >= 0;) {
      const next = this.#next[chunk] ?? 0
      this.#next[chunk] = this.#free
      this.#free = chunk
      this.chunksUsed--
      chunk = next
    }
    if (this.chunksUsed === 0) this.#forget()
  }
  /** Nothing is open (a quiet night): the memory goes back. */
  #forget(): void {
    this.#segments = []
    this.#next = new Int32Array(segmentChunks)
    this.#used = 0
    this.#free = -1
  }
  #segment(chunk: number): Uint8Array {
    return this.#segments[Math.floor(chunk / segmentChunks)] ?? nowhere
  }
  /** Copies bytes to the end of a chain whose last chunk holds `used`; returns the last chunk. */
  write(tail: number, used: number, bytes: Uint8Array, count: number): number {
    let chunk = tail
    let segment = this.#segment(chunk)
    let at = (chunk % segmentChunks) * chunkBytes + used
    let room = chunkBytes - used
    for (let i = 0; i < count; i++) {
      if (room === 0) {
        chunk = this.take(chunk)
        segment = this.#segment(chunk)
        at = (chunk % segmentChunks) * chunkBytes
        room = chunkBytes
      }
      segment[at++] = bytes[i] ?? 0
      room--
    }
    return chunk
  }
  /** The chain's bytes into `target` from `at` on. */
  read(head: number, length: number, target: Uint8Array, at: number): void {
    let chunk = head
    for (let done = 0; done < length; done += chunkBytes) {
      const segment = this.#segment(chunk)
      const from = (chunk % segmentChunks) * chunkBytes
      const count = Math.min(chunkBytes, length - done)
      target.set(segment.subarray(from, from + count), at + done)
      chunk = this.#next[chunk] ?? 0
    }
  }
  get bytes(): number {
    return this.#segments.length * segmentChunks * chunkBytes + this.#next.byteLength
  }
}
