import type { Clock } from '../../../lib/clock.ts'

const tickMs = 60_000
/** A timer that comes so late was not late: the machine slept. */
const lateMs = 60_000

/**
 * Tells when the machine last woke. Its clocks run on during sleep, but timers do not come; so a
 * tick that is long overdue is a sleep.
 */
export class ResumeWatch {
  readonly #clock: Clock
  #tickDueMs: number
  #resumedMs = -Infinity
  #cancel: () => void

  constructor(clock: Clock) {
    this.#clock = clock
    this.#tickDueMs = clock.uptime() + tickMs
    this.#cancel = clock.after(tickMs, () => this.#tick())
  }

  /** Milliseconds of uptime since then; Infinity when it has not slept. */
  sinceResumeMs(): number {
    const nowMs = this.#clock.uptime()
    if (nowMs - this.#tickDueMs > lateMs) this.#resumedMs = nowMs
    if (nowMs > this.#tickDueMs) this.#tickDueMs = nowMs + tickMs
    return nowMs - this.#resumedMs
  }

  stop(): void {
    this.#cancel()
  }

  #tick(): void {
    this.sinceResumeMs()
    this.#tickDueMs = this.#clock.uptime() + tickMs
    this.#cancel = this.#clock.after(tickMs, () => this.#tick())
  }
}
