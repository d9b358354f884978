/**
 * Hosts whose page somebody looks at just now: their agents report every ten seconds, until nobody
 * has looked for a while. Kept in memory alone: a restart ends it.
 */
import type { Clock } from '../lib/clock.ts'
import type { ProfileSettings } from '../contract/wire/messages.ts'

/** Pages ask again every 15 to 60 seconds. */
const holdMs = 120_000
/** So many at once, however many pages are open: the collector and the line serve all others too. */
const hostsMax = 20
const beatSeconds = 10

export class WatchedHosts {
  readonly #clock: Clock
  readonly #changed: (hostId: string) => void
  /** Ends the hold, by host. */
  readonly #holds = new Map<string, () => void>()

  constructor(clock: Clock, changed: (hostId: string) => void) {
    this.#clock = clock
    this.#changed = changed
  }
  /** Somebody looks at the host; past the limit nothing changes. */
  look(hostId: string): void {
    const cancel = this.#holds.get(hostId)
    if (cancel === undefined && this.#holds.size >= hostsMax) return
    cancel?.()
    this.#holds.set(
      hostId,
      this.#clock.after(holdMs, () => this.end(hostId)),
    )
    if (cancel === undefined) this.#changed(hostId)
  }
  /** Nobody looks any more, or the session in which it was asked for is over. */
  end(hostId: string): void {
    const cancel = this.#holds.get(hostId)
    if (cancel === undefined) return
    cancel()
    this.#holds.delete(hostId)
    this.#changed(hostId)
  }
  stop(): void {
    for (const cancel of this.#holds.values()) cancel()
    this.#holds.clear()
  }
  /** The profile as it is while somebody looks; a thin line stays as it is. */
  profile(hostId: string, profile: ProfileSettings): ProfileSettings {
    if (!this.#holds.has(hostId) || profile.name === 'thin') return profile
    return { ...profile, sampleSeconds: beatSeconds, postSeconds: beatSeconds }
  }
}
