import type { Clock } from '../../lib/clock.ts'

interface Waiter {
  readonly at: number
  readonly order: number
  readonly wake: () => void
}

/** A clock that moves only when told; waiters wake in the order of their times. */
export class VirtualClock implements Clock {
  #wall: number
  #monotonic = 0
  #boot: number
  #order = 0
  #waiters: Waiter[] = []

  constructor(startMs = Date.UTC(2026, 10, 12, 5, 0), uptimeMs = 3_600_000) {
    this.#wall = startMs
    this.#boot = -uptimeMs
  }
  now(): number {
    return this.#wall
  }
  monotonic(): number {
    return this.#monotonic
  }
  uptime(): number {
    return this.#monotonic - this.#boot
  }
  /** Steps the wall clock alone, as an officer or NTP does. */
  set(wallMs: number): void {
    this.#wall = wallMs
  }
  /** Suspend: wall time and uptime go on, the monotonic clock and all waits stand still. */
  suspend(milliseconds: number): void {
    this.#wall += milliseconds
    this.#boot -= milliseconds
  }
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error)
      const cancel = this.after(milliseconds, () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      })
      const abort = (): void => {
        cancel()
        reject(signal?.reason as Error)
      }
      signal?.addEventListener('abort', abort, { once: true })
    })
  }
  after(milliseconds: number, callback: () => void): () => void {
    const waiter: Waiter = {
      at: this.#monotonic + Math.max(0, milliseconds),
      order: this.#order++,
      wake: callback,
    }
    this.#waiters.push(waiter)
    return () => {
      this.#waiters = this.#waiters.filter((other) => other !== waiter)
    }
  }
  /** Moves all clocks on, waking what falls due; lets promises settle between wakings. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#monotonic + milliseconds
    for (;;) {
      await settled()
      const next = this.#waiters
        .filter((waiter) => waiter.at <= end)
        .sort((a, b) => a.at - b.at || a.order - b.order)[0]
      if (!next) break
      this.#moveTo(next.at)
      this.#waiters = this.#waiters.filter((waiter) => waiter !== next)
      next.wake()
    }
    this.#moveTo(end)
    await settled()
  }
  #moveTo(monotonic: number): void {
    if (monotonic <= this.#monotonic) return
    this.#wall += monotonic - this.#monotonic
    this.#monotonic = monotonic
  }
}

/** A few turns of the event loop, so that awaited work between two wakings gets done. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve))
}
