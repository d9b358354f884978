/** Hosts and sites as they are there or not: silence of hosts, incidents of sites. */
import type { Calendar } from '../../config/calendar.ts'
import type { ExpectedTime } from '../../config/expected-on.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { HostRecord, Presence } from '../model/hosts.ts'
import type { Site } from '../model/office.ts'
import type { Sink } from './alert-line.ts'
import type { HostView, Memory } from './check.ts'
import type { Deadlines } from './deadlines.ts'
import { HostSilence, type SiteFacts } from './host-silence.ts'
import type { RuleBook } from './rule-book.ts'
import type { ParentGraph } from '../../lib/parent-graph.ts'
import type { IncidentHost } from '../state/incident-hosts.ts'
import type { Belongings, WatchedHost } from './outage.ts'
import { SiteWatch } from './site-watch.ts'
import { Ways } from './ways.ts'

/** A host not heard for so long begins a new time of being heard. */
const silentMs = 15 * 60_000

export interface BoardOptions {
  readonly book: RuleBook
  readonly calendar: Calendar
  readonly expected: (host: HostRecord) => ExpectedTime
  readonly sites: readonly Site[]
  /** What stands behind what. */
  readonly graph: ParentGraph
  /** Power cuts of the site in the fiscal quarter. */
  readonly powerCuts: (siteId: string, nowMs: number) => number
  /** Ids of hosts whose supply went on battery after that instant, and has not said that it is back. */
  readonly onBattery: (afterMs: number) => ReadonlySet<string>
  readonly sink: Sink
  readonly deadlines: Deadlines
  readonly quietUntilMs: number
  readonly views: ReadonlyMap<string, HostView>
  readonly openAlert: (id: string) => AlertRecord | undefined
  /** Memory by host id, by `site:<id>` and by `way:<id>`. */
  readonly remembered: (subject: string) => Readonly<Record<string, Memory>>
}

export class PresenceBoard {
  readonly #options: BoardOptions
  readonly #silences = new Map<string, readonly HostSilence[]>()
  readonly #sites = new Map<string, SiteWatch>()
  readonly #ways: Ways
  readonly #folds: (readonly [alertId: string, parentId: string])[] = []
  readonly #members: IncidentHost[] = []
  readonly #belongings: Belongings = {
    fold: (alertId, parentId) => this.#folds.push([alertId, parentId]),
    member: (incidentId, { record, presenceSinceMs }) =>
      this.#members.push({ incidentId, hostId: record.id, lostMs: presenceSinceMs }),
  }

  constructor(options: BoardOptions) {
    this.#options = options
    this.#ways = new Ways({
      ...options,
      siteOf: (siteId) => this.#sites.get(siteId ?? '') ?? noSite,
      watched: (hostId) => this.#watched(hostId),
      belongings: this.#belongings,
    })
    for (const site of options.sites) this.#watch(site)
    for (const view of options.views.values()) this.#place(view)
  }
  /** Judges every host as it stands, once after a start. */
  begin(nowMs: number): void {
    for (const id of this.#silences.keys()) this.presenceChanged(id, nowMs)
    this.#ways.begin(nowMs)
  }
  presenceChanged(hostId: string, nowMs: number): void {
    const view = this.#options.views.get(hostId)
    const site = this.#sites.get(view?.record.siteId ?? '')
    // The site first: an incident that this loss completes takes its children in.
    site?.presenceChanged(nowMs)
    this.#ways.presenceChanged(hostId, nowMs)
    for (const silence of this.#silences.get(hostId) ?? []) silence.presenceChanged(nowMs)
  }
  openIds(hostId: string): readonly string[] {
    const own = (this.#silences.get(hostId) ?? []).flatMap(({ open }) => open?.id ?? [])
    return [...own, ...this.#ways.openIds(hostId)]
  }
  /** Since when the collector has no network; null: it has. */
  cutOff(sinceMs: number | null, nowMs: number): void {
    this.#ways.cutOff(sinceMs, nowMs)
  }
  siteOpenIds(): readonly string[] {
    const sites = [...this.#sites.values()].flatMap((site) => site.openId ?? [])
    return [...sites, ...this.#ways.collectorOpenIds()]
  }
  /** The host's next boot told what its absence was. */
  restated(hostId: string, presence: Presence): void {
    const siteId = this.#options.views.get(hostId)?.record.siteId
    this.#sites.get(siteId ?? '')?.restated(hostId, presence)
  }
  get hasBelongings(): boolean {
    return this.#folds.length > 0 || this.#members.length > 0
  }
  members(): readonly IncidentHost[] {
    return this.#members
  }
  folds(): readonly (readonly [alertId: string, parentId: string])[] {
    return this.#folds
  }
  /** The first so many are durable. */
  settle(folds: number, members: number): void {
    this.#folds.splice(0, folds)
    this.#members.splice(0, members)
  }
  add(view: HostView): void {
    this.#place(view)
    this.#ways.add(view)
  }
  saveHost(hostId: string): Record<string, Memory> {
    const saved: Record<string, Memory> = {}
    for (const silence of this.#silences.get(hostId) ?? []) {
      const memory = silence.save()
      if (memory !== undefined) saved[silence.rule.id] = memory
    }
    return saved
  }
  saveSites(): readonly (readonly [subject: string, memory: Record<string, Memory>])[] {
    const sites = [...this.#sites].map(([id, watch]) => {
      const memory = watch.save()
      return [`site:${id}`, memory === undefined ? {} : { watch: memory }] as const
    })
    return [...sites, ...this.#ways.save()]
  }
  #watch(site: Site): void {
    const { book, sink, deadlines, quietUntilMs, powerCuts, openAlert, remembered } = this.#options
    const rule = book.siteRule(site.id)
    if (!rule) return
    const watch = new SiteWatch(rule, {
      site,
      hosts: () => this.#hostsOf(site.id),
      sink,
      deadlines,
      belongings: this.#belongings,
      powerCuts: (atMs) => powerCuts(site.id, atMs),
      onBattery: (afterMs) => this.#onBatteryAt(site.id, afterMs),
      quietUntilMs,
      onMissing: (hosts, nowMs) => this.#ways.missing(hosts, nowMs),
      mayBeBehind: (hosts, newestMs, nowMs) => this.#ways.mayBeBehind(hosts, newestMs, nowMs),
    })
    watch.restore(remembered(`site:${site.id}`)['watch'], openAlert)
    this.#sites.set(site.id, watch)
  }
  #hostsOf(siteId: string): readonly WatchedHost[] {
    const hosts: WatchedHost[] = []
    for (const host of this.#options.views.values()) {
      if (host.record.siteId !== siteId) continue
      hosts.push({ host, silences: this.#silences.get(host.record.id) ?? [] })
    }
    return hosts
  }
  #onBatteryAt(siteId: string, afterMs: number): readonly string[] {
    const records = [...this.#options.onBattery(afterMs)].map(
      (id) => this.#options.views.get(id)?.record,
    )
    return records.flatMap((record) => (record?.siteId === siteId ? [record.name] : [])).sort()
  }
  #watched(hostId: string): WatchedHost | undefined {
    const host = this.#options.views.get(hostId)
    return host && { host, silences: this.#silences.get(hostId) ?? [] }
  }
  #place(host: HostView): void {
    const { book, sink, deadlines, quietUntilMs, openAlert, remembered } = this.#options
    const { id, siteId } = host.record
    const expected = this.#options.expected(host.record)
    const site = this.#sites.get(siteId ?? '') ?? noSite
    const memory = remembered(id)
    const silences = book.forHost(host.record).map((rule) => {
      const way = this.#ways
      const context = { host, site, way, sink, deadlines, expected, quietUntilMs }
      const silence = new HostSilence(rule, context)
      silence.restore(memory[rule.id], openAlert)
      return silence
    })
    if (silences.length > 0 || siteId !== null) this.#silences.set(id, silences)
  }
}

const noSite: SiteFacts = {
  postMs: 60_000,
  incidentFor: () => undefined,
  tookAway: () => undefined,
  unclear: () => false,
}

/** A host as it is first known; `record` may be a stand-in for one that the registers lack. */
export function viewOf(record: HostRecord, nowMs: number): HostView {
  return {
    record,
    presence: record.presence,
    presenceSinceMs: record.presenceSinceMs ?? record.lastSeenMs ?? nowMs,
    heardMs: record.lastSeenMs ?? 0,
    heardSinceMs: nowMs,
    rowMs: -Infinity,
    onMs: 0,
    clockAheadMs: (record.clockOffsetSeconds ?? 0) * 1000,
  }
}

export function heard(view: HostView, arrivalMs: number): void {
  if (arrivalMs - view.heardMs > silentMs) view.heardSinceMs = arrivalMs
  view.heardMs = Math.max(view.heardMs, arrivalMs)
}

export function setPresence(view: HostView, presence: Presence, sinceMs: number): boolean {
  if (view.presence === presence && view.presenceSinceMs === sinceMs) return false
  view.presence = presence
  view.presenceSinceMs = sinceMs
  return true
}

/** For rows of a host that the registers do not know yet. */
export function strangerRecord(id: string): HostRecord {
  return {
    id,
    name: id,
    siteId: null,
    departmentId: null,
    role: 'desktop',
    critical: false,
    simulated: false,
    labels: {},
    createdAtMs: 0,
    lastSeenMs: null,
    presence: 'never_seen',
    presenceSinceMs: null,
    clockOffsetSeconds: null,
    agentVersion: null,
    inventory: null,
  }
}
