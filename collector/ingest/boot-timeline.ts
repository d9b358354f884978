import type { ClockNow } from '../../contract/wire/messages.ts'
import type { BootChanges, KnownBoot } from '../state/boots.ts'
import { placeBoot, type SessionClock } from './place-boot.ts'

/** Quartz is off by up to 100 millionths; uptime counters are not all disciplined by NTP. */
export const driftShare = 1e-4
/** Two contacts that place one boot further apart than this speak of different boots. */
const sameBootMs = 120_000

/** All that is known of an agent's boots; kept durable by its owner through `takeChanges`. */
export class BootTimeline {
  readonly #agentId: string
  readonly #boots = new Map<number, KnownBoot>()
  readonly #changed = new Set<number>()
  #highest = 0

  constructor(agentId: string, boots: readonly KnownBoot[]) {
    this.#agentId = agentId
    for (const boot of boots) this.#set(boot)
    this.#changed.clear()
  }

  get(boot: number): KnownBoot | undefined {
    return this.#boots.get(boot)
  }

  all(): Iterable<KnownBoot> {
    return this.#boots.values()
  }

  /**
   * A hello: the uptime counter then tells when this boot began. The smallest delay on the way
   * gives the earliest and truest instant, so a later one only counts as the counter drifts.
   */
  contact(clock: ClockNow, arrivalMs: number): KnownBoot {
    this.#forgetAbove(clock.boot)
    const instantMs = arrivalMs - clock.uptimeMs
    const old = this.#boots.get(clock.boot)
    if (!old || !isSameBoot(old, clock.uptimeMs, instantMs)) {
      return this.#set({
        boot: clock.boot,
        instantMs,
        observedUptimeMs: clock.uptimeMs,
        lastUptimeMs: clock.uptimeMs,
        estimated: false,
      })
    }
    const aged = old.instantMs + driftShare * (clock.uptimeMs - old.observedUptimeMs)
    if (instantMs > aged) return this.reached(old, clock.uptimeMs)
    const observed = { ...old, instantMs, observedUptimeMs: clock.uptimeMs }
    this.#set(observed)
    return this.reached(observed, clock.uptimeMs)
  }

  /** Rows of the boot up to this uptime were seen. Durable only with the boot's next change. */
  reached(boot: KnownBoot, uptimeMs: number): KnownBoot {
    if (uptimeMs <= boot.lastUptimeMs) return boot
    const longer = { ...boot, lastUptimeMs: uptimeMs }
    this.#boots.set(boot.boot, longer)
    return longer
  }

  /** A row came sooner than its boot's instant allows: the counter has drifted. */
  pullBack(boot: KnownBoot, milliseconds: number): KnownBoot {
    return this.#set({ ...boot, instantMs: boot.instantMs - milliseconds })
  }

  /** A boot that never met the collector, given a place between its neighbours. */
  estimate(
    boot: number,
    uptimes: { readonly firstMs: number; readonly lastMs: number },
    claimedMs: number,
    session: SessionClock,
  ): KnownBoot {
    const placed = placeBoot({ boot, uptimes, claimedMs, session, boots: this.#boots })
    return placed === this.#boots.get(boot) ? placed : this.#set(placed)
  }

  /** What must be made durable before rows that rest on it; undefined: nothing. */
  takeChanges(): BootChanges | undefined {
    if (this.#changed.size === 0) return undefined
    const boots = [...this.#changed].flatMap((boot) => this.#boots.get(boot) ?? [])
    this.#changed.clear()
    return { agentId: this.#agentId, highest: this.#highest, boots }
  }

  /** Marks the session's boot as changed, so that the end it reached becomes durable. */
  touch(boot: number): void {
    if (this.#boots.has(boot)) this.#changed.add(boot)
  }

  #set(boot: KnownBoot): KnownBoot {
    this.#boots.set(boot.boot, boot)
    this.#changed.add(boot.boot)
    this.#highest = Math.max(this.#highest, boot.boot)
    return boot
  }

  /** The counter stood higher before: it was rolled back with a disk image. */
  #forgetAbove(boot: number): void {
    for (const number of this.#boots.keys()) if (number > boot) this.#boots.delete(number)
    this.#highest = boot
  }
}

function isSameBoot(old: KnownBoot, uptimeMs: number, instantMs: number): boolean {
  if (old.estimated) return false
  const drift = driftShare * Math.abs(uptimeMs - old.observedUptimeMs)
  return Math.abs(instantMs - old.instantMs) <= sameBootMs + drift
}
