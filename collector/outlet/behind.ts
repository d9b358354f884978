/** For how long hours have waited without an end while the database took points. */
import type { Clock } from '../../lib/clock.ts'

export class Behind {
  readonly #clock: Pick<Clock, 'monotonic'>
  #sinceMs: number | undefined

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock
  }
  /** Milliseconds since it was first seen so. A database that is away is another matter. */
  see(waitingHours: number, isAway: boolean): number {
    if (waitingHours === 0 || isAway) this.#sinceMs = undefined
    else this.#sinceMs ??= this.#clock.monotonic()
    return this.#sinceMs === undefined ? 0 : this.#clock.monotonic() - this.#sinceMs
  }
}
