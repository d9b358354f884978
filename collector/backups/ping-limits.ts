/** How much any sender may ping: enough for every honest one, too little to be a burden. */
import type { Clock } from '../../lib/clock.ts'

const windowMs = 60_000
/** A job: its own address alone is known to it. */
const perJobMax = 60
/** Addresses that no job has, from one sender: guessing is hopeless, but must stay cheap. */
const strangePerAddressMax = 30
/** Counted at once; beyond it all begin anew. */
const keysMax = 20_000

export class PingLimits {
  readonly #clock: Clock
  #counts = new Map<string, number>()
  #sinceMs = -Infinity

  constructor(clock: Clock) {
    this.#clock = clock
  }
  /** Counts it; false: too many within the minute. */
  ofJob(jobId: string): boolean {
    return this.#count(`job ${jobId}`) <= perJobMax
  }
  mayGuess(address: string): boolean {
    this.#roll()
    return (this.#counts.get(`address ${address}`) ?? 0) < strangePerAddressMax
  }
  strange(address: string): void {
    this.#count(`address ${address}`)
  }
  /** It was none: the address had only just been made. */
  notStrange(address: string): void {
    const key = `address ${address}`
    this.#counts.set(key, Math.max(0, (this.#counts.get(key) ?? 0) - 1))
  }
  #count(key: string): number {
    this.#roll()
    const count = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, count)
    return count
  }
  #roll(): void {
    const now = this.#clock.monotonic()
    if (now - this.#sinceMs < windowMs && this.#counts.size < keysMax) return
    this.#sinceMs = now
    this.#counts = new Map()
  }
}
