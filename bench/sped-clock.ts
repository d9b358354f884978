import type { Clock } from '../lib/clock.ts'
import { systemClock } from '../lib/system-clock.ts'

/**
 * A clock that runs faster than the machine's by a factor that may change. With `wholly` the wall
 * clock is sped too, so that readings carry the simulated time; without, only waits are shorter.
 */
export class SpedClock implements Clock {
  readonly #wholly: boolean
  readonly #waiting = new Set<() => void>()
  #factor: number
  #realMs = systemClock.monotonic()
  #spedMs = this.#realMs
  readonly #wallMs: number
  readonly #bootMs: number

  constructor(factor: number, wholly: boolean, startMs = systemClock.now()) {
    this.#factor = factor
    this.#wholly = wholly
    this.#wallMs = startMs - this.#spedMs
    this.#bootMs = systemClock.uptime() - this.#spedMs
  }
  set factor(factor: number) {
    this.#spedMs = this.monotonic()
    this.#realMs = systemClock.monotonic()
    this.#factor = factor
    for (const rearm of Array.from(this.#waiting)) rearm()
  }
  now(): number {
    return this.#wholly ? Math.round(this.#wallMs + this.monotonic()) : systemClock.now()
  }
  monotonic(): number {
    return this.#spedMs + (systemClock.monotonic() - this.#realMs) * this.#factor
  }
  uptime(): number {
    return this.#wholly ? Math.round(this.#bootMs + this.monotonic()) : systemClock.uptime()
  }
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const cancel = this.#arm(milliseconds, alive, () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      })
      const abort = (): void => {
        cancel()
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', abort, { once: true })
    })
  }
  after(milliseconds: number, callback: () => void): () => void {
    return this.#arm(milliseconds, (ms, wake) => systemClock.after(ms, wake), callback)
  }
  #arm(milliseconds: number, wait: Wait, callback: () => void): () => void {
    const dueMs = this.monotonic() + Math.max(0, milliseconds)
    let cancelReal: () => void = () => undefined
    const cancel = (): void => {
      cancelReal()
      this.#waiting.delete(arm)
    }
    const arm = (): void => {
      cancelReal()
      cancelReal = wait((dueMs - this.monotonic()) / this.#factor, () => {
        cancel()
        callback()
      })
    }
    this.#waiting.add(arm)
    arm()
    return cancel
  }
}

type Wait = (milliseconds: number, wake: () => void) => () => void

/** A wait that keeps the process alive, as the machine's clock has it for `sleep`. */
const alive: Wait = (milliseconds, wake) => {
  const over = new AbortController()
  systemClock.sleep(milliseconds, over.signal).then(wake, () => undefined)
  return () => over.abort(new Error('No longer awaited'))
}
