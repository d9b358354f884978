/**
 * Calls an address outside while all is well here: a service there tells the officer when the calls
 * stop. Nothing of the office goes with it.
 */
import type { Clock } from '../lib/clock.ts'
import { post } from '../lib/http-post.ts'
import type { Log } from '../lib/log.ts'

export interface OutsideBeatOptions {
  readonly url: string
  readonly minutes: number
  /** Rejects or answers false when the collector cannot do its work. */
  readonly well: () => Promise<boolean>
  readonly clock: Clock
  readonly log: Log
}

const minuteMs = 60_000

export class OutsideBeat {
  readonly #options: OutsideBeatOptions
  #calledMs = -Infinity
  #fault: string | null = null
  constructor(options: OutsideBeatOptions) {
    this.#options = options
  }
  /** Called each minute; a failure is said once until it changes. */
  async turn(): Promise<void> {
    const { url, minutes, well, clock } = this.#options
    const nowMs = clock.monotonic()
    if (url === '' || nowMs - this.#calledMs < minutes * minuteMs - minuteMs / 2) return
    if (!(await well().catch(() => false)))
      return this.#note('not called: the collector is not well')
    this.#calledMs = nowMs
    const result = await post({ method: 'GET', url, headers: {}, body: '' })
    if (result.type === 'unreachable') return this.#note(result.message)
    this.#note(result.status < 400 ? null : `it answers ${result.status}`)
  }
  #note(fault: string | null): void {
    if (fault === this.#fault) return
    this.#fault = fault
    // The address itself is a secret: whoever has it can call it.
    if (fault === null) this.#options.log.info({}, 'The watcher outside is called again')
    else this.#options.log.warn({ fault }, 'The watcher outside is not called')
  }
}
