/** Services that several sites check, and systems of others: each judged as a whole. */
import type { LatestRow } from '../model/store.ts'
import type { StoredCheck } from '../state/network-records.ts'
import type { ServiceVerdict, WanService } from '../state/wan-nouns.ts'
import { verdictOf, type SiteSees } from './theirs-or-ours.ts'
import type { WanDeskParts } from './wan-parts.ts'

const measurementOf: Readonly<Record<string, string>> = {
  tcp: 'net_response',
  http: 'http_response',
  dns: 'dns_query',
}
/** As the rules of one poller: so many bad runs in a row are a failure. */
const failsMin = 3
const freshIntervals = 3
const slackMs = 120_000

interface Held {
  /** What is told. */
  readonly verdict: ServiceVerdict
  readonly sinceMs: number
  /** What was last seen, and since when. */
  readonly seen: ServiceVerdict
  readonly seenSinceMs: number
}

export type LineOf = (siteId: string | null) => 'up' | 'down' | 'unknown'

export class ServiceDesk {
  readonly #parts: WanDeskParts
  readonly #held = new Map<string, Held>()
  /** Ids by name: alerts know a check by its name. */
  #judged = new Map<string, WanService>()

  constructor(parts: WanDeskParts) {
    this.#parts = parts
  }
  get judged(): ReadonlyMap<string, WanService> {
    return this.#judged
  }

  async look(lineOf: LineOf): Promise<readonly WanService[]> {
    const { wan, network, clock } = this.#parts
    const named = await wan.services()
    const { checks } = network()
    const asked = checks.filter(
      ({ id, deviceId, pollers, enabled, check }) =>
        deviceId === null &&
        enabled &&
        check !== null &&
        check.kind in measurementOf &&
        (pollers.length > 1 || named.has(id)),
    )
    const rows = await this.#newest(checks)
    const services = asked.map((check) => {
      const sees = check.pollers.flatMap((hostId) => this.#sees(check, hostId, rows, lineOf))
      const { verdict, sinceMs } = this.#hold(check, verdictOf(sees), clock.now())
      return {
        checkId: check.id,
        name: check.name,
        departmentId: named.get(check.id) ?? null,
        verdict,
        sinceMs: verdict === 'good' || verdict === 'unknown' ? null : sinceMs,
        sites: sees.map(({ hostId, siteId, result, line }) => ({
          hostId,
          siteId,
          state: result === 'failing' && line === 'down' ? ('line' as const) : result,
        })),
      }
    })
    this.#judged = new Map(services.map((one) => [one.name, one]))
    return services
  }

  /** The sites look one after the other: until each had its turn, one of them alone seems to fail. */
  #hold({ id, check }: StoredCheck, seen: ServiceVerdict, nowMs: number): Held {
    const before = this.#held.get(id)
    const seenSinceMs = before?.seen === seen ? before.seenSinceMs : nowMs
    const waits = nowMs - seenSinceMs < (check?.everySeconds ?? 0) * 1000 && seen !== 'good'
    const held: Held =
      before && (waits || before.verdict === seen)
        ? { ...before, seen, seenSinceMs }
        : { verdict: waits ? 'unknown' : seen, sinceMs: seenSinceMs, seen, seenSinceMs }
    this.#held.set(id, held)
    return held
  }

  async #newest(checks: readonly StoredCheck[]): Promise<ReadonlyMap<string, LatestRow>> {
    const hostIds = [...new Set(checks.flatMap(({ pollers }) => pollers))]
    const { store } = this.#parts
    if (hostIds.length === 0) return new Map()
    const rows = await store.latest({ hostIds, measurements: Object.values(measurementOf) })
    const newest = new Map<string, LatestRow>()
    for (const row of rows) {
      const series = store.series.get(row.seriesId)
      const check = series?.descriptor.tags.find(([name]) => name === 'check')?.[1]
      if (!series || check === undefined) continue
      const key = `${series.hostId} ${series.descriptor.measurement} ${check}`
      if ((newest.get(key)?.timeMs ?? 0) <= row.timeMs) newest.set(key, row)
    }
    return newest
  }

  #sees(
    check: StoredCheck,
    hostId: string,
    rows: ReadonlyMap<string, LatestRow>,
    lineOf: LineOf,
  ): readonly (SiteSees & { readonly hostId: string })[] {
    const host = this.#parts.hosts().find(({ id }) => id === hostId)
    if (!host) return []
    const result = this.#result(check, hostId, rows)
    const othersGood = this.#parts
      .network()
      .checks.some(
        (other) =>
          other.id !== check.id &&
          other.deviceId === null &&
          other.pollers.includes(hostId) &&
          this.#result(other, hostId, rows) === 'good',
      )
    return [{ hostId, siteId: host.siteId, result, line: lineOf(host.siteId), othersGood }]
  }

  #result(
    { check, name }: StoredCheck,
    hostId: string,
    rows: ReadonlyMap<string, LatestRow>,
  ): SiteSees['result'] {
    const row = rows.get(`${hostId} ${measurementOf[check?.kind ?? ''] ?? ''} ${name}`)
    const everyMs = (check?.everySeconds ?? 0) * 1000
    const nowMs = this.#parts.clock.now()
    if (!row || nowMs - row.timeMs > freshIntervals * everyMs + slackMs) return 'unknown'
    const { result, fails } = row.values
    if (result === 'no_egress' || result === 'refused_here') return 'unknown'
    if (typeof fails === 'number' && fails >= failsMin) return 'failing'
    // One bad run is no failure yet, and one good one no recovery.
    return fails === 0 ? 'good' : 'unknown'
  }
}
