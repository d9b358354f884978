/** A switch, router or printer without an agent: a poller asks it every minute. */
import type { VirtualClock } from '../virtual-clock.ts'
import type { Observed } from './observed.ts'

const everyMs = 60_000
/** Unanswered so often it is lost (collector/network/device-presence.ts). */
const missesMax = 2

export class Device {
  readonly id: string
  readonly #clock: VirtualClock
  readonly #observed: Observed
  #nextMs: number
  #there = false
  #misses = 0
  /** Whether it has power and a way to it. */
  reachable: () => boolean = () => true
  on = true

  constructor(id: string, clock: VirtualClock, observed: Observed, phaseMs: number) {
    this.id = id
    this.#clock = clock
    this.#observed = observed
    this.#nextMs = clock.now() + phaseMs
  }
  turn(): void {
    const nowMs = this.#clock.now()
    for (; this.#nextMs <= nowMs; this.#nextMs += everyMs) this.#ask(nowMs)
  }
  #ask(nowMs: number): void {
    if (this.on && this.reachable()) {
      this.#misses = 0
      if (!this.#there)
        this.#observed.session({ type: 'connected', hostId: this.id, atMs: nowMs, bootAtMs: 0 })
      this.#there = true
      return this.#observed.answered(this.id, nowMs)
    }
    if (++this.#misses !== missesMax || !this.#there) return
    this.#there = false
    this.#observed.session({
      type: 'disconnected',
      hostId: this.id,
      atMs: nowMs,
      goodbye: null,
    })
  }
}
