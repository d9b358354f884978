/** Rows of traps on their way into the spool: a second's worth in few transactions. */
import type { Reading } from '../../../../contract/catalogue/grammar.ts'
import type { Clock } from '../../../../lib/clock.ts'

const waitMs = 1000

export class TrapOutbox {
  readonly #clock: Clock
  readonly #append: (timeMs: number, readings: readonly Reading[]) => void
  #waiting: Reading[] = []
  #cancel: (() => void) | undefined
  #lastMs = 0

  constructor(clock: Clock, append: (timeMs: number, readings: readonly Reading[]) => void) {
    this.#clock = clock
    this.#append = append
  }

  readonly push = (readings: readonly Reading[]): void => {
    this.#waiting.push(...readings)
    this.#cancel ??= this.#clock.after(waitMs, this.flush)
  }

  /** Rows of one series need times of their own, a millisecond apart. */
  readonly flush = (): void => {
    this.#cancel?.()
    this.#cancel = undefined
    let rest = this.#waiting
    this.#waiting = []
    while (rest.length > 0) {
      const now = new Map<string, Reading>()
      const later: Reading[] = []
      for (const one of rest) {
        const series = `${one.forHost} ${one.tags['kind']}`
        if (now.has(series)) later.push(one)
        else now.set(series, one)
      }
      this.#append(this.#time(), [...now.values()])
      rest = later
    }
  }

  /** Rises, but for a wall clock that was set back by more than what a storm takes. */
  #time(): number {
    const nowMs = this.#clock.now()
    const near = nowMs > this.#lastMs - 60_000 && nowMs <= this.#lastMs
    this.#lastMs = near ? this.#lastMs + 1 : nowMs
    return this.#lastMs
  }
}
