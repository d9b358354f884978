/** Hosts and sites as they are there or not: silence of hosts, incidents of sites. */
import type { Calendar } from '../../config/calendar.ts'
import type { AlertRecord, HostRecord, Presence, Site } from '../model.ts'
import type { Sink } from './alert-line.ts'
import type { HostView, Memory } from './check.ts'
import type { Deadlines } from './deadlines.ts'
import { HostSilence, type SiteFacts } from './host-silence.ts'
import type { RuleBook } from './rule-book.ts'
import { SiteWatch, type WatchedHost } from './site-watch.ts'

/** A host not heard for so long begins a new time of being heard. */
const silentMs = 15 * 60_000

export interface BoardOptions {
  readonly book: RuleBook
  readonly calendar: Calendar
  readonly sites: readonly Site[]
  readonly sink: Sink
  readonly deadlines: Deadlines
  readonly quietUntilMs: number
  readonly views: ReadonlyMap<string, HostView>
  readonly openAlert: (id: string) => AlertRecord | undefined
  /** Memory by host id and by `site:<id>`. */
  readonly remembered: (subject: string) => Readonly<Record<string, Memory>>
}

export class PresenceBoard {
  readonly #options: BoardOptions
  readonly #silences = new Map<string, readonly HostSilence[]>()
  readonly #sites = new Map<string, SiteWatch>()
  readonly #folds: (readonly [alertId: string, parentId: string])[] = []

  constructor(options: BoardOptions) {
    this.#options = options
    for (const site of options.sites) this.#watch(site)
    for (const view of options.views.values()) this.#place(view)
  }
  /** Judges every host as it stands, once after a start. */
  begin(nowMs: number): void {
    for (const id of this.#silences.keys()) this.presenceChanged(id, nowMs)
  }
  presenceChanged(hostId: string, nowMs: number): void {
    const view = this.#options.views.get(hostId)
    const site = this.#sites.get(view?.record.siteId ?? '')
    // The site first: an incident that this loss completes takes its children in.
    site?.presenceChanged(nowMs)
    for (const silence of this.#silences.get(hostId) ?? []) silence.presenceChanged(nowMs)
  }
  openIds(hostId: string): readonly string[] {
    return (this.#silences.get(hostId) ?? []).flatMap(({ open }) => open?.id ?? [])
  }
  siteOpenIds(): readonly string[] {
    return [...this.#sites.values()].flatMap((site) => site.incidentId() ?? [])
  }
  folds(): readonly (readonly [alertId: string, parentId: string])[] {
    return this.#folds
  }
  /** The first so many folds are durable. */
  settle(count: number): void {
    this.#folds.splice(0, count)
  }
  add(view: HostView): void {
    this.#place(view)
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
    return [...this.#sites].map(([id, watch]) => {
      const memory = watch.save()
      return [`site:${id}`, memory === undefined ? {} : { watch: memory }] as const
    })
  }
  #watch(site: Site): void {
    const { book, sink, deadlines, quietUntilMs, openAlert, remembered } = this.#options
    if (!book.site) return
    const { sites } = book.site.select
    if (sites.length > 0 && !sites.includes(site.id)) return
    const watch = new SiteWatch(book.site, {
      site,
      hosts: () => this.#hostsOf(site.id),
      sink,
      deadlines,
      fold: (alertId, parentId) => this.#folds.push([alertId, parentId]),
      quietUntilMs,
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
  #place(host: HostView): void {
    const { book, calendar, sink, deadlines, quietUntilMs, openAlert, remembered } = this.#options
    const { id, siteId } = host.record
    const site = this.#sites.get(siteId ?? '') ?? noSite
    const memory = remembered(id)
    const silences = book.forHost(host.record).map((rule) => {
      const context = { host, site, sink, deadlines, calendar, quietUntilMs }
      const silence = new HostSilence(rule, context)
      silence.restore(memory[rule.id], openAlert)
      return silence
    })
    if (silences.length > 0 || siteId !== null) this.#silences.set(id, silences)
  }
}

const noSite: SiteFacts = { postMs: 60_000, incidentId: () => undefined, unclear: () => false }

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
