export interface BackoffOptions {
  readonly firstMs: number
  readonly maxMs: number
  /** 0 to 1, like Math.random. */
  readonly random: () => number
}

/** Waits that double up to a limit, each spread over its upper half so that many do not meet. */
export class Backoff {
  readonly #options: BackoffOptions
  #failures = 0

  constructor(options: BackoffOptions) {
    this.#options = options
  }
  /** Milliseconds to wait before the next try. */
  next(): number {
    const { firstMs, maxMs, random } = this.#options
    const full = Math.min(maxMs, firstMs * 2 ** Math.min(this.#failures++, 30))
    return Math.round(full / 2 + (random() * full) / 2)
  }
  /** After a success. */
  reset(): void {
    this.#failures = 0
  }
}
