/** The ways to the hosts: devices with others behind them, what comes and goes, the collector's line. */
import type { Calendar } from '../../config/calendar.ts'
import type { ParentGraph } from '../../lib/parent-graph.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { Sink } from './alert-line.ts'
import type { HostView, Memory } from './check.ts'
import { CollectorWatch } from './collector-watch.ts'
import type { Deadlines } from './deadlines.ts'
import type { SiteFacts, WayFacts } from './host-silence.ts'
import { countAnew, vanished, type Belongings, type WatchedHost } from './outage.ts'
import { ParentWatch } from './parent-watch.ts'
import type { RuleBook } from './rule-book.ts'
import { Steadiness } from './steadiness.ts'
import { Straggler } from './straggler.ts'

export interface WaysOptions {
  readonly book: RuleBook
  readonly graph: ParentGraph
  readonly calendar: Calendar
  readonly sink: Sink
  readonly deadlines: Deadlines
  readonly quietUntilMs: number
  readonly views: ReadonlyMap<string, HostView>
  readonly siteOf: (siteId: string | null) => SiteFacts
  readonly watched: (hostId: string) => WatchedHost | undefined
  readonly belongings: Belongings
  readonly openAlert: (id: string) => AlertRecord | undefined
  readonly remembered: (subject: string) => Readonly<Record<string, Memory>>
}
type Saved = readonly (readonly [subject: string, memory: Record<string, Memory>])[]

/** A device is asked every minute, and a second time before it counts as lost. */
const headJudgedMs = 4 * 60_000
/** What the collector's own line is remembered as. */
const collectorSubject = 'way:'

export class Ways implements WayFacts {
  readonly #options: WaysOptions
  readonly #heads = new Map<string, ParentWatch>()
  /** The devices above each host. */
  readonly #above = new Map<string, ParentWatch[]>()
  readonly #steadiness = new Map<string, Steadiness>()
  readonly #stragglers = new Map<string, Straggler>()
  readonly #collector: CollectorWatch | undefined
  /** Hosts of which something was or may have been written. */
  readonly #written = new Set<string>()

  constructor(options: WaysOptions) {
    this.#options = options
    const { book, graph, views, sink, deadlines, belongings, openAlert, remembered } = options
    if (book.collector) {
      const hosts = (): readonly WatchedHost[] => this.#hosts(views.keys())
      this.#collector = new CollectorWatch(book.collector, { hosts, sink, deadlines, belongings })
      this.#collector.restore(remembered(collectorSubject)['collector'], openAlert)
    }
    for (const view of views.values()) this.add(view)
    for (const id of graph.heads()) this.#watch(id)
  }
  /** A host as it becomes known. */
  add(host: HostView): void {
    const { book, sink, deadlines, openAlert, remembered } = this.#options
    const { id, role } = host.record
    const memory = remembered(`way:${id}`)
    if (Object.keys(memory).length > 0) this.#written.add(id)
    if (book.unsteady && (role === 'network' || role === 'server')) {
      const onSteady = (nowMs: number): void => this.#steady(id, nowMs)
      const { graph } = this.#options
      const steadiness = new Steadiness(book.unsteady, {
        host,
        sink,
        deadlines,
        onSteady,
        isBehind: graph.parentsOf(id).length > 0,
        isExplained: () => this.#isUnsteadyAbove(id),
      })
      steadiness.restore(memory['unsteady'], openAlert)
      this.#steadiness.set(id, steadiness)
    }
    if (memory['missing'] !== undefined)
      this.#straggler(host)?.restore(memory['missing'], openAlert)
  }
  begin(nowMs: number): void {
    for (const watch of this.#heads.values()) watch.presenceChanged(nowMs)
  }
  presenceChanged(hostId: string, nowMs: number): void {
    this.#steadiness.get(hostId)?.presenceChanged(nowMs)
    this.#stragglers.get(hostId)?.presenceChanged(nowMs)
    this.#heads.get(hostId)?.presenceChanged(nowMs)
    for (const watch of this.#above.get(hostId) ?? []) watch.presenceChanged(nowMs)
  }
  cutOff(sinceMs: number | null, nowMs: number): void {
    this.#collector?.set(sinceMs, nowMs)
  }
  incidentId(hostId: string): string | undefined {
    const own = this.#steadiness.get(hostId)?.openId()
    if (own !== undefined || !this.#isCutOff(hostId)) return own
    if (this.#collector?.isCutOff) return this.#collector.incidentId()
    const above = this.#above.get(hostId) ?? []
    return above.map((watch) => watch.incidentId()).find((id) => id !== undefined)
  }
  unclear(hostId: string, nowMs: number): boolean {
    const head = this.#heads.get(hostId)
    if (head && (head.openId !== undefined || head.unclear(nowMs))) return true
    if (!this.#isCutOff(hostId)) return false
    if (this.#collector?.isCutOff) return true
    return (this.#above.get(hostId) ?? []).some((watch) => watch.unclear(nowMs))
  }
  /** All of these stand behind one device of which it is not known yet whether it is lost. */
  mayBeBehind(hosts: readonly WatchedHost[], newestMs: number, nowMs: number): boolean {
    if (nowMs >= newestMs + headJudgedMs) return false
    const ids = hosts.map(({ host }) => host.record.id)
    const heads = [...this.#heads.keys()].filter((id) => this.#isOnline(id))
    return heads.some((id) => {
      const behind = this.#options.graph.behind(id)
      return ids.every((one) => behind.has(one))
    })
  }
  /** The others are back and these are not. */
  missing(hosts: readonly WatchedHost[], nowMs: number): void {
    for (const { host } of hosts) this.#straggler(host)?.awaited(nowMs)
  }
  openIds(hostId: string): readonly string[] {
    const ids = [
      this.#heads.get(hostId)?.openId,
      this.#steadiness.get(hostId)?.openId(),
      this.#stragglers.get(hostId)?.openId,
    ]
    return ids.flatMap((id) => id ?? [])
  }
  collectorOpenIds(): readonly string[] {
    return [this.#collector?.incidentId()].flatMap((id) => id ?? [])
  }
  save(): Saved {
    const saved: (readonly [string, Record<string, Memory>])[] = []
    const ids = [...this.#heads.keys(), ...this.#steadiness.keys(), ...this.#stragglers.keys()]
    for (const id of new Set(ids)) {
      const memory = this.#memoryOf(id)
      if (Object.keys(memory).length === 0 && !this.#written.has(id)) continue
      this.#written.add(id)
      saved.push([`way:${id}`, memory])
    }
    const collector = this.#collector?.save()
    saved.push([collectorSubject, collector === undefined ? {} : { collector }])
    return saved
  }
  #memoryOf(id: string): Record<string, Memory> {
    const memory: Record<string, Memory> = {}
    const parent = this.#heads.get(id)?.save()
    const unsteady = this.#steadiness.get(id)?.save()
    const missing = this.#stragglers.get(id)?.save()
    if (parent !== undefined) memory['parent'] = parent
    if (unsteady !== undefined) memory['unsteady'] = unsteady
    if (missing !== undefined) memory['missing'] = missing
    return memory
  }
  #watch(id: string): void {
    const { book, graph, views, siteOf, openAlert, remembered } = this.#options
    const head = views.get(id)
    if (!book.parent || !head) return
    const behind = graph.behind(id)
    const watch = new ParentWatch(book.parent, {
      ...this.#options,
      head,
      site: siteOf(head.record.siteId),
      behind: () => this.#hosts(behind),
      isExplained: () => graph.rootOf(id, (one) => this.#isGone(one)) !== undefined,
      isReachedBeside: () => this.#isReachedBeside(head, behind),
      unsteadyId: () => this.#steadiness.get(id)?.openId(),
      onMissing: (hosts, nowMs) => this.missing(hosts, nowMs),
    })
    watch.restore(remembered(`way:${id}`)['parent'], openAlert)
    this.#heads.set(id, watch)
    for (const child of behind) {
      const above = this.#above.get(child)
      if (above) above.push(watch)
      else this.#above.set(child, [watch])
    }
  }
  #straggler(host: HostView): Straggler | undefined {
    const { book, sink, deadlines } = this.#options
    const { id } = host.record
    const known = this.#stragglers.get(id)
    if (known || !book.missing) return known
    const made = new Straggler(book.missing, { host, sink, deadlines })
    this.#stragglers.set(id, made)
    return made
  }
  /** What was folded into its coming and going, and is still away, is told on its own now. */
  #steady(id: string, nowMs: number): void {
    const host = this.#options.watched(id)
    this.#heads.get(id)?.tellAnew(nowMs)
    if (host && this.#isGone(id))
      countAnew([host], host.silences[0]?.open?.parentId ?? undefined, nowMs)
  }
  #hosts(ids: Iterable<string>): readonly WatchedHost[] {
    return [...ids].flatMap((id) => this.#options.watched(id) ?? [])
  }
  #isUnsteadyAbove(id: string): boolean {
    return (this.#above.get(id) ?? []).some(
      ({ headId }) => this.#isGone(headId) || this.#steadiness.get(headId)?.isUnsteady === true,
    )
  }
  #isReachedBeside({ record }: HostView, behind: ReadonlySet<string>): boolean {
    const { graph, views } = this.#options
    if (graph.parentsOf(record.id).some((id) => this.#isOnline(id))) return true
    for (const { record: one } of views.values()) {
      const beside = one.siteId === record.siteId && one.id !== record.id && !behind.has(one.id)
      if (beside && this.#isOnline(one.id)) return true
    }
    return false
  }
  #isOnline(id: string): boolean {
    return this.#options.views.get(id)?.presence === 'online'
  }
  #isGone(id: string): boolean {
    const view = this.#options.views.get(id)
    return view !== undefined && vanished.has(view.presence)
  }
  #isCutOff(id: string): boolean {
    return this.#options.views.get(id)?.presence === 'cut_off'
  }
}
