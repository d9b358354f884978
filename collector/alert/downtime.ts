import type { Clock } from '../../lib/clock.ts'

/** A greater step of the wall clock against the monotonic one: this machine slept or was set. */
const stepMs = 2 * 60_000

/** The collector's own downtime: until when after it nothing about silence is told (A4). */
export class Downtime {
  readonly #clock: Clock
  readonly #quietMs: number
  #aheadMs = 0
  #untilMs = 0
  constructor(clock: Clock, quietMs: number) {
    this.#clock = clock
    this.#quietMs = quietMs
  }
  get quietUntilMs(): number {
    return this.#untilMs
  }
  /** We are back: agents need time to report. */
  over(): void {
    this.#aheadMs = this.#clock.now() - this.#clock.monotonic()
    this.#untilMs = this.#clock.now() + this.#quietMs
  }
  /** True once after each step of the wall clock; the quiet time then begins anew. */
  noticed(): boolean {
    const aheadMs = this.#clock.now() - this.#clock.monotonic()
    const stepped = Math.abs(aheadMs - this.#aheadMs) > stepMs
    this.#aheadMs = aheadMs
    if (stepped) this.over()
    return stepped
  }
}
