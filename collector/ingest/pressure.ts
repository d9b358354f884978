import type { Log } from '../../lib/log.ts'

/** Why no socket is read for the moment. */
export type PressureReason = 'slow_commit' | 'store_error' | 'queue_full'

/** Stops all reading while any reason holds. */
export class Pressure {
  readonly #reasons = new Set<PressureReason>()
  readonly #log: Log
  readonly #onChange: (on: boolean) => void

  constructor(log: Log, onChange: (on: boolean) => void) {
    this.#log = log
    this.#onChange = onChange
  }

  get on(): boolean {
    return this.#reasons.size > 0
  }

  set(reason: PressureReason, holds: boolean): void {
    if (this.#reasons.has(reason) === holds) return
    if (holds) this.#reasons.add(reason)
    else this.#reasons.delete(reason)
    this.#log.warn({ reason, holds }, 'Reading from the agents was stopped or goes on')
    const first = holds && this.#reasons.size === 1
    const last = !holds && this.#reasons.size === 0
    if (first || last) this.#onChange(this.on)
  }
}
