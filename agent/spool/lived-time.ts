import type { Clock } from '../../lib/clock.ts'

/** A machine was off at most so long between two runs, as far as its wall clock is believed. */
const gapMsMax = 3 * 86_400_000

/**
 * The spool's own age: uptime while the agent runs, and wall time over a pause up to three days.
 * A clock that leaps from 2009 to 2026 must not make readings seventeen years old and delete them.
 */
export class LivedTime {
  readonly #clock: Clock
  #livedMs: number
  #uptimeMs: number

  constructor(
    clock: Clock,
    before: { readonly livedMs: number; readonly wallMs: number } | undefined,
  ) {
    this.#clock = clock
    this.#uptimeMs = clock.uptime()
    const gapMs = before ? clock.now() - before.wallMs : 0
    this.#livedMs =
      (before?.livedMs ?? 0) + (gapMs > 0 && gapMs <= gapMsMax ? Math.round(gapMs) : 0)
  }
  now(): number {
    const uptimeMs = this.#clock.uptime()
    this.#livedMs += Math.max(0, Math.round(uptimeMs - this.#uptimeMs))
    this.#uptimeMs = uptimeMs
    return this.#livedMs
  }
}
