/** Whether a line carries now and how well, and the record of the times in which it did not. */
import type { NetworkState, StoredCheck } from '../state/network-records.ts'
import type { Span, WanLine, WanQuality } from '../state/wan-nouns.ts'
import { downSpans, type MeasuredCheck } from './line-spans.ts'
import { pingRuns } from './ping-runs.ts'
import { qualityOf, usualOf, type Usual } from './quality.ts'
import { isInside } from './inside-address.ts'
import type { WanDeskParts } from './wan-parts.ts'

const minuteMs = 60_000
const nowWindowMs = 15 * minuteMs
const usualMs = 10 * minuteMs
/** Each turn so much is looked at again; what a poller brings after a cut is older. */
const shortMs = 2 * 3_600_000
/** The full readings reach back so far, depending on what the office keeps. */
const longDays = [13, 6, 2]
const dayMs = 86_400_000
const longEveryMs = 3_600_000

/** The ping checks of the site's poller that measure its line. */
export function lineChecks(
  { checks }: Pick<NetworkState, 'checks'>,
  line: WanLine,
  pollerId: string,
): readonly StoredCheck[] {
  const pings = checks.filter(
    ({ deviceId, enabled, pollers, check }) =>
      deviceId === null && enabled && check?.kind === 'ping' && pollers.includes(pollerId),
  )
  if (line.checks.length > 0) return pings.filter(({ id }) => line.checks.includes(id))
  // An address inside the office answers also while the line is down.
  return pings.filter(({ check }) => check?.kind === 'ping' && !isInside(check.host))
}

export class LineLook {
  readonly #parts: WanDeskParts
  readonly #usual = new Map<string, { readonly atMs: number; readonly usual: Usual }>()
  readonly #longMs = new Map<string, number>()
  readonly #heardMs = new Map<string, number>()

  constructor(parts: WanDeskParts) {
    this.#parts = parts
  }

  async look(
    siteId: string,
    pollerId: string | null,
    checks: readonly StoredCheck[],
  ): Promise<WanQuality> {
    if (pollerId === null || checks.length === 0) return nothing
    const nowMs = this.#parts.clock.now()
    const down = await this.#record(siteId, pollerId, checks, nowMs)
    const now = qualityOf(await this.#measured(pollerId, checks, nowMs))
    const last = down.at(-1)
    const lasts = last?.toMs === Infinity
    const everyMs = Math.max(...checks.map(({ check }) => (check?.everySeconds ?? 0) * 1000))
    const fresh = now.atMs !== null && nowMs - now.atMs < 3 * everyMs + 2 * minuteMs
    return {
      state: !fresh ? 'unknown' : lasts ? 'down' : 'up',
      downSinceMs: fresh && lasts ? last.fromMs : null,
      latencyMs: fresh ? now.latencyMs : null,
      latencyMedianMs: now.usual.latencyMs,
      lossPercent: fresh ? now.lossPercent : null,
      lossMedianPercent: now.usual.lossPercent,
      atMs: now.atMs,
    }
  }

  async #measured(pollerId: string, checks: readonly StoredCheck[], nowMs: number) {
    return Promise.all(
      checks.map(async ({ name }) => ({
        runs:
          (await pingRuns(this.#parts.store, pollerId, name, nowMs - nowWindowMs, nowMs + 1)) ?? [],
        usual: await this.#usualOf(pollerId, name, nowMs),
      })),
    )
  }

  async #usualOf(pollerId: string, name: string, nowMs: number): Promise<Usual> {
    const key = `${pollerId} ${name}`
    const before = this.#usual.get(key)
    if (before && Math.abs(nowMs - before.atMs) < usualMs) return before.usual
    const usual = await usualOf(this.#parts.store, pollerId, name, nowMs)
    this.#usual.set(key, { atMs: nowMs, usual })
    return usual
  }

  /** Reads the recent past again, at times all that is kept, and writes down what it tells. */
  async #record(
    siteId: string,
    pollerId: string,
    checks: readonly StoredCheck[],
    nowMs: number,
  ): Promise<readonly Span[]> {
    const { wan, store } = this.#parts
    const long = nowMs - (this.#longMs.get(siteId) ?? 0) >= longEveryMs || this.#isBack(pollerId)
    if (long) this.#longMs.set(siteId, nowMs)
    const lookBacks = [...(long ? longDays.map((days) => days * dayMs) : []), shortMs]
    for (const lookBackMs of lookBacks) {
      const wishedMs = nowMs - lookBackMs
      // One that began before is told whole: reading starts where it did.
      const [first] = await wan.outages(siteId, wishedMs, nowMs)
      const oldestMs = nowMs - Math.max(lookBackMs, 2 * dayMs)
      const fromMs = Math.max(oldestMs, Math.min(wishedMs, first?.fromMs ?? wishedMs))
      const measured: MeasuredCheck[] = []
      for (const { name, check } of checks) {
        const runs = await pingRuns(store, pollerId, name, fromMs, nowMs + 1)
        if (runs) measured.push({ everyMs: (check?.everySeconds ?? 60) * 1000, runs })
      }
      if (measured.length < checks.length) continue
      const spans = downSpans(measured, nowMs)
      await wan.replaceOutages(siteId, fromMs, spans)
      return spans
    }
    return []
  }

  /** It was away for a while: what it kept meanwhile has come, or comes. */
  #isBack(pollerId: string): boolean {
    const host = this.#parts.hosts().find(({ id }) => id === pollerId)
    const heardMs = host?.lastSeenMs ?? 0
    const before = this.#heardMs.get(pollerId) ?? heardMs
    this.#heardMs.set(pollerId, heardMs)
    return heardMs - before > 10 * minuteMs
  }
}

const nothing: WanQuality = {
  state: 'unknown',
  downSinceMs: null,
  latencyMs: null,
  latencyMedianMs: null,
  lossPercent: null,
  lossMedianPercent: null,
  atMs: null,
}
