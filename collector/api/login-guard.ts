import type { Clock } from '../../lib/clock.ts'

const failuresMax = 5
const windowMs = 15 * 60_000
/** Keys remembered at once; beyond it the oldest are forgotten. */
const keysMax = 10_000

interface Failures {
  readonly count: number
  readonly sinceMs: number
}

/**
 * Counts failed logins by name and by address. Five within 15 minutes close that name or address
 * for the rest of them. A name's count is kept apart per address, so that a stranger cannot lock
 * the officer out.
 */
export class LoginGuard {
  readonly #clock: Clock
  readonly #failures = new Map<string, Failures>()

  constructor(clock: Clock) {
    this.#clock = clock
  }
  /** Whole seconds to wait, 0 when an attempt may be made. */
  waitSeconds(address: string, name: string): number {
    const now = this.#clock.monotonic()
    const waits = keys(address, name).map(({ key, limit }) => {
      const known = this.#failures.get(key)
      if (known === undefined || known.count < limit) return 0
      return Math.max(0, Math.ceil((known.sinceMs + windowMs - now) / 1000))
    })
    return Math.max(...waits)
  }
  failed(address: string, name: string): void {
    const now = this.#clock.monotonic()
    for (const { key } of keys(address, name)) {
      const known = this.#failures.get(key)
      const fresh = known === undefined || now - known.sinceMs >= windowMs
      this.#failures.delete(key)
      this.#failures.set(
        key,
        fresh ? { count: 1, sinceMs: now } : { ...known, count: known.count + 1 },
      )
    }
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= keysMax) break
      this.#failures.delete(key)
    }
  }
  succeeded(address: string, name: string): void {
    const [own, all] = keys(address, name)
    this.#failures.delete(own.key)
    // The attempt itself was counted; others' failures from this address stay.
    const known = this.#failures.get(all.key)
    if (known) this.#failures.set(all.key, { ...known, count: known.count - 1 })
  }
}

/** An office behind one router shares an address: it gets more tries than one name does. */
function keys(address: string, name: string) {
  return [
    { key: `${address}\n${name.trim().toLowerCase().slice(0, 64)}`, limit: failuresMax },
    { key: address, limit: failuresMax * 6 },
  ] as const
}
