import type { Beat } from './beat.ts'

/** Beats that are not in the file yet: one at most, unless the disk is full or failing. */
export class MemoryQueue {
  readonly #rowsMax: number
  #beats: Beat[] = []
  #rows = 0

  constructor(rowsMax: number) {
    this.#rowsMax = rowsMax
  }
  get rowCount(): number {
    return this.#rows
  }
  /** Oldest first. */
  beats(): readonly Beat[] {
    return this.#beats
  }
  /** Answers the oldest beats when there is no room for them any more. */
  push(beat: Beat): readonly Beat[] {
    this.#beats.push(beat)
    this.#rows += beat.rows.length
    const over: Beat[] = []
    while (this.#rows > this.#rowsMax && this.#beats.length > 1) {
      const oldest = this.#beats.shift()
      if (!oldest) break
      this.#rows -= oldest.rows.length
      over.push(oldest)
    }
    return over
  }
  /** The oldest so many are in the file now. */
  drop(count: number): void {
    for (const beat of this.#beats.splice(0, count)) this.#rows -= beat.rows.length
  }
}
