import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'

interface Noted {
  readonly address: string
  readonly reason: string
  repeats: number
}

const noteMs = 60_000
/** Past it, further addresses of a minute are told together. */
const notedMax = 1024

/** Refusals in the log: each address and reason once a minute, the repeats as one number. */
export class Refusals {
  readonly #clock: Clock
  readonly #log: Log
  readonly #noted = new Map<string, Noted>()
  #total = 0
  #sweeping = false

  constructor(clock: Clock, log: Log) {
    this.#clock = clock
    this.#log = log
  }
  get total(): number {
    return this.#total
  }
  note(address: string, reason: string): void {
    this.#total++
    const whose = this.#noted.size < notedMax ? address : 'other addresses'
    const key = `${whose} ${reason}`
    const noted = this.#noted.get(key)
    if (noted !== undefined) {
      noted.repeats++
      return
    }
    this.#noted.set(key, { address: whose, reason, repeats: 0 })
    this.#log.warn({ address: whose, reason }, 'Refused a connection')
    this.#sweepLater()
  }
  #sweepLater(): void {
    if (this.#sweeping) return
    this.#sweeping = true
    this.#clock.after(noteMs, () => {
      this.#sweeping = false
      for (const { address, reason, repeats } of this.#noted.values())
        if (repeats > 0)
          this.#log.warn({ address, reason, repeats }, 'Refused more connections in a minute')
      this.#noted.clear()
    })
  }
}
