/**
 * The stage of the sites' lines: each minute it looks whether every line carries and how well, what
 * of its bundle is used, when it was away and why, and on whose side a failing service is; it writes
 * that as readings for the rules, and answers the pages, the sheet and the API.
 */
import { officeCalendar } from '../../config/calendar.ts'
import { instantAt, zoneReader } from '../../config/office-time.ts'
import type { AlertRecord } from '../model/alerts.ts'
import {
  unwrittenLine,
  type Span,
  type WanData,
  type WanDoor,
  type WanLine,
  type WanMonth,
  type WanOutage,
  type WanService,
  type WanSite,
} from '../state/wan-nouns.ts'
import { bundleForecast, bundlePeriod } from './bundle.ts'
import { computersData, routerData } from './data-used.ts'
import { EvidenceReader } from './evidence.ts'
import { LineLook, lineChecks } from './line-look.ts'
import { availability, outagesIn } from './outages.ts'
import { ServiceDesk } from './service-desk.ts'
import type { WanDeskParts } from './wan-parts.ts'
import { serviceReading, siteReading } from './wan-readings.ts'

/** Data and outages are read again after so long; the state of the line each time. */
const dataMs = 10 * 60_000
/** By then it is known whether one address is down or the line. */
const undecidedMs = 5 * 60_000
/** After our own line is back the sites beyond it get so long to be heard again. */
const comeBackMs = 10 * 60_000

/** What a site beyond a dead line looks like from here. */
const beyondLine: ReadonlySet<string> = new Set([
  'site-silent',
  'server-silent',
  'network-silent',
  'critical-computer-silent',
  'parent-silent',
  'source-silent',
])

export class WanDesk implements WanDoor {
  readonly #parts: WanDeskParts
  readonly #lines: LineLook
  readonly #evidence: EvidenceReader
  readonly #services: ServiceDesk
  readonly #data = new Map<
    string,
    { readonly key: string; readonly atMs: number; readonly data: WanData }
  >()
  /** Sites whose line is down, and the checks that measure lines, as of the last turn. */
  #down: ReadonlySet<string> = new Set()
  /** When each line was last seen to be down. */
  readonly #downMs = new Map<string, number>()
  #measuring: ReadonlySet<string> = new Set()

  constructor(parts: WanDeskParts) {
    this.#parts = parts
    this.#lines = new LineLook(parts)
    this.#evidence = new EvidenceReader(parts)
    this.#services = new ServiceDesk(parts)
  }

  /** A round: looks at all, writes what the rules judge. */
  async turn(): Promise<void> {
    const { add, clock, hosts } = this.#parts
    const sites = await this.sites()
    const services = await this.services(sites)
    const nowMs = clock.now()
    for (const site of sites) {
      const known = site.checks.length > 0 || site.line.bundleBytes !== null
      if (site.pollerId === null || !known) continue
      const name = this.#parts.sites().find(({ id }) => id === site.siteId)?.name ?? site.siteId
      add(site.pollerId, siteReading(name, site, nowMs), nowMs)
    }
    const siteNames = new Map(this.#parts.sites().map(({ id, name }) => [id, name]))
    const records = new Map(hosts().map((host) => [host.id, host]))
    for (const service of services) {
      const first = service.sites.find(({ hostId }) => records.has(hostId))
      if (first) add(first.hostId, serviceReading(service, siteNames, records), nowMs)
    }
    this.#down = new Set(
      sites.filter(({ quality }) => quality.state === 'down').map(({ siteId }) => siteId),
    )
    for (const siteId of this.#down) this.#downMs.set(siteId, nowMs)
    this.#measuring = new Set(
      sites.flatMap(({ pollerId, checks }) => checks.map((check) => `${pollerId} ${check}`)),
    )
  }

  async sites(): Promise<readonly WanSite[]> {
    const { wan, sites, clock } = this.#parts
    const lines = await wan.lines()
    const nowMs = clock.now()
    const span = this.#monthOf(nowMs)
    const found: WanSite[] = []
    for (const { id } of sites()) {
      const line = lines.get(id) ?? unwrittenLine
      const pollerId = this.#parts.network().sites.get(id) ?? null
      const checks = pollerId === null ? [] : lineChecks(this.#parts.network(), line, pollerId)
      const quality = await this.#lines.look(id, pollerId, checks)
      found.push({
        siteId: id,
        line,
        pollerId,
        checks: checks.map(({ name }) => name),
        quality,
        data: await this.#dataOf(id, line),
        outages: await this.#outages(id, line, span),
      })
    }
    return found
  }

  async services(sites?: readonly WanSite[]): Promise<readonly WanService[]> {
    const known = sites ?? (await this.sites())
    const states = new Map(known.map(({ siteId, quality }) => [siteId, quality.state]))
    return this.#services.look((siteId) => states.get(siteId ?? '') ?? 'unknown')
  }

  async month(siteId: string, year: number, month: number): Promise<WanMonth | undefined> {
    const { wan, sites, calendar, clock } = this.#parts
    if (!sites().some(({ id }) => id === siteId)) return undefined
    const line = (await wan.lines()).get(siteId) ?? unwrittenLine
    const local = zoneReader(calendar().zone)
    const next = month === 12 ? ([year + 1, 1] as const) : ([year, month + 1] as const)
    const whole = {
      fromMs: instantAt(local, year, month, 1, 0),
      toMs: instantAt(local, ...next, 1, 0),
    }
    // Before the first computer of the site was watched nothing is known: it is not counted.
    const fromMs = Math.min(whole.toMs, Math.max(whole.fromMs, this.#watchedSince(siteId)))
    const span = { fromMs, toMs: Math.max(fromMs, Math.min(whole.toMs, clock.now())) }
    const outages = await this.#outages(siteId, line, span)
    return {
      siteId,
      line,
      span,
      outages,
      providerPercent: availability(span, outages, (cause) => cause === 'provider'),
      allPercent: availability(span, outages, () => true),
    }
  }

  /**
   * Why nobody is mailed of this alert: it only shows by another sign what is told of the line or of
   * the service as a whole. Undefined: it is news.
   */
  explains(alert: AlertRecord): 'line' | 'service' | undefined {
    if (this.#isBeyondOurLine(alert)) return 'line'
    const { ruleId, hostId, siteId, object, openedAtMs } = alert
    if (hostId === null || !/^(service-(port|web|dns)-|ping-)/.test(ruleId)) return undefined
    const young = this.#parts.clock.now() - openedAtMs < undecidedMs
    // How slow and lossy a line may be, its own week says: a satellite is slow every day.
    const byItsWeek = ruleId === 'ping-slow' || ruleId === 'ping-loss'
    if (this.#measuring.has(`${hostId} ${object}`) && (young || byItsWeek)) return 'line'
    if (siteId !== null && this.#down.has(siteId) && this.#isPoller(hostId)) return 'line'
    const judged = this.#services.judged.get(object)
    return judged?.sites.some((one) => one.hostId === hostId) ? 'service' : undefined
  }

  /** Department that works with the service of this alert; null: none is named. */
  usedBy({ ruleId, object }: AlertRecord): string | null {
    if (!ruleId.startsWith('service-theirs')) return null
    return this.#services.judged.get(object)?.departmentId ?? null
  }

  /** Our own line is dead: that the other sites are not heard is that, and told as that. */
  #isBeyondOurLine({ ruleId, siteId }: AlertRecord): boolean {
    if (!beyondLine.has(ruleId) || siteId === null) return false
    const home = this.#parts.homeSite()
    if (home === undefined || home === siteId) return false
    return this.#parts.clock.now() - (this.#downMs.get(home) ?? -Infinity) < comeBackMs
  }

  #isPoller(hostId: string): boolean {
    return [...this.#parts.network().sites.values()].includes(hostId)
  }

  #watchedSince(siteId: string): number {
    const own = this.#parts.hosts().filter((host) => host.siteId === siteId)
    return Math.min(this.#parts.clock.now(), ...own.map(({ createdAtMs }) => createdAtMs))
  }

  #monthOf(nowMs: number): Span {
    const local = zoneReader(this.#parts.calendar().zone)
    const { year, month } = local(nowMs)
    return { fromMs: instantAt(local, year, month, 1, 0), toMs: nowMs + 1 }
  }

  async #outages(siteId: string, line: WanLine, span: Span): Promise<readonly WanOutage[]> {
    const evidence = await this.#evidence.of(siteId, line, span)
    const calendar = officeCalendar(this.#parts.calendar())
    return outagesIn(evidence, span, calendar, this.#parts.clock.now())
  }

  async #dataOf(siteId: string, line: WanLine): Promise<WanData> {
    const { clock, calendar, store, hosts } = this.#parts
    const nowMs = clock.now()
    const key = JSON.stringify([line.router, line.bundleBytes, line.renewDay])
    const before = this.#data.get(siteId)
    if (before?.key === key && nowMs - before.atMs < dataMs && nowMs >= before.atMs)
      return before.data
    const periodMs = bundlePeriod(zoneReader(calendar().zone), nowMs, line.renewDay)
    const span = { fromMs: periodMs.fromMs, toMs: nowMs + 1 }
    const own = hosts().filter((host) => host.siteId === siteId)
    const used = line.router
      ? await routerData(store, line.router, span)
      : await computersData(
          store,
          own.map(({ id }) => id),
          span,
        )
    const usedBytes = used === undefined ? null : Math.round(used.usedBytes)
    const countedFromMs = used?.fromMs ?? null
    const data: WanData = {
      usedBytes,
      countedFromMs,
      source: line.router ? 'router' : 'computers',
      ...bundleForecast(line.bundleBytes, usedBytes, countedFromMs, periodMs, nowMs),
      periodMs,
    }
    this.#data.set(siteId, { key, atMs: nowMs, data })
    return data
  }
}
