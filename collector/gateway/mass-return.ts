/** Many agents coming back at once are asked to begin their histories at different times (I3). */
const windowMs = 60_000
const manyPerWindow = 50
const spreadSeconds = 120

export class MassReturn {
  #windowStartMs = 0
  #count = 0

  /** Notes a session's start; gives the seconds over which its history's start is to be spread. */
  historyStartSeconds(nowMs: number): number {
    if (nowMs - this.#windowStartMs > windowMs || nowMs < this.#windowStartMs) {
      this.#windowStartMs = nowMs
      this.#count = 0
    }
    this.#count++
    return this.#count > manyPerWindow ? spreadSeconds : 0
  }
}
