/** What is known of the times in which a site or its line was away. */
import type { ping } from '../../contract/catalogue/families/ping.ts'
import type { IncidentSummary } from '../state/incident-nouns.ts'
import type { Span, WanLine } from '../state/wan-nouns.ts'
import { lineChecks } from './line-look.ts'
import type { Evidence, SiteAway } from './outages.ts'
import { pingSeries } from './ping-runs.ts'
import type { WanDeskParts } from './wan-parts.ts'

const windowMs = 300_000
const dayMs = 86_400_000

export class EvidenceReader {
  readonly #parts: WanDeskParts

  constructor(parts: WanDeskParts) {
    this.#parts = parts
  }

  async of(siteId: string, line: WanLine, span: Span): Promise<Evidence> {
    const { wan, incidents, powerCuts } = this.#parts
    const all = await incidents(span.fromMs, span.toMs)
    const own = all.filter(({ kind, alert }) => kind === 'site' && alert.siteId === siteId)
    const away: SiteAway[] = []
    for (const one of own) away.push(await this.#away(siteId, line, one))
    const cuts = await powerCuts(span.fromMs - dayMs, span.toMs, siteId)
    const down = await wan.outages(siteId, span.fromMs, span.toMs)
    return { down, away, powerCuts: cuts.map(({ fromMs, toMs }) => ({ fromMs, toMs })) }
  }

  async #away(siteId: string, line: WanLine, incident: IncidentSummary): Promise<SiteAway> {
    const { beganMs, endedMs, cause: known } = incident
    const cause = known === 'power' || known === 'wan' ? known : 'unknown'
    const span = { fromMs: beganMs, toMs: endedMs ?? Infinity }
    return { ...span, cause, carried: await this.#carried(siteId, line, span) }
  }

  /** Whether the poller's pings of that time, brought afterwards, were answered. */
  async #carried(siteId: string, line: WanLine, span: Span): Promise<SiteAway['carried']> {
    const { network, store, clock } = this.#parts
    const pollerId = network().sites.get(siteId)
    if (pollerId === undefined) return 'unknown'
    const toMs = Math.min(span.toMs, clock.now())
    const seriesIds = lineChecks(network(), line, pollerId).flatMap(({ name }) =>
      pingSeries(store, pollerId, name).map(({ id }) => id),
    )
    if (seriesIds.length === 0 || toMs <= span.fromMs) return 'unknown'
    const ask = { seriesIds, fromMs: span.fromMs, toMs, stepMs: windowMs }
    const losses = await store.range({ ...ask, field: lossField, aggregate: 'min' })
    const told = losses
      .flatMap(({ points }) => points)
      .flatMap(({ value }) => (typeof value === 'number' ? [value] : []))
    if (told.length === 0) return 'unknown'
    return told.every((loss) => loss < 100) ? 'all' : 'none'
  }
}

const lossField: keyof typeof ping.fields = 'percent_packet_loss'
