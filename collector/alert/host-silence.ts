/** Silence of one host: fires only when it should be on, and never before agents had time to report. */
import type { ExpectedTime } from '../../config/expected-on.ts'
import type { SilenceRule } from '../../config/rule.ts'
import type { AlertRecord, Severity } from '../model/alerts.ts'
import { AlertLine, type Sink } from './alert-line.ts'
import { isGroup, numberIn, type HostView, type Memory } from './check.ts'
import type { Deadline, Deadlines } from './deadlines.ts'
import { expectedEnd } from './span-end.ts'

/** What a host's site knows that the host alone does not. */
export interface SiteFacts {
  readonly postMs: number
  /** Id of the open incident that explains the silence of this host since then. */
  incidentFor(hostId: string, sinceMs: number): string | undefined
  /** Id of the open incident that took this very host away. */
  tookAway(hostId: string): string | undefined
  /**
   * Whether it cannot be told yet that only this host is silent: the others have not had their
   * next post since.
   */
  unclear(hostId: string, sinceMs: number, nowMs: number): boolean
}

/** What is known of the way to a host: a lost device above it, the collector's own network. */
export interface WayFacts {
  incidentId(hostId: string): string | undefined
  /** It may still turn out that something else is the cause, or it is told there already. */
  unclear(hostId: string, nowMs: number): boolean
}

export interface HostSilenceContext {
  readonly host: HostView
  readonly site: SiteFacts
  readonly way: WayFacts
  readonly sink: Sink
  readonly deadlines: Deadlines
  /** When it should be on: only that time counts. */
  readonly expected: ExpectedTime
  /** Nothing about silence fires before this (A4). */
  readonly quietUntilMs: number
}

const unclearMs = 15_000

export class HostSilence implements Deadline {
  readonly rule: SilenceRule
  readonly #context: HostSilenceContext
  readonly #line: AlertLine
  /** After a site's restoration silence counts from then. */
  #countFromMs = 0
  constructor(rule: SilenceRule, context: HostSilenceContext) {
    this.rule = rule
    this.#context = context
    const { id: hostId, siteId } = context.host.record
    this.#line = new AlertLine({ ruleId: rule.id, hostId, siteId, object: '' }, context.sink)
  }
  get open(): AlertRecord | null {
    return this.#line.open
  }
  /** Called when the host's presence may have changed. */
  presenceChanged(nowMs: number): void {
    const { host, deadlines } = this.#context
    if (this.#absent()) return this.#arm(nowMs)
    deadlines.delete(this)
    this.#countFromMs = 0
    if (host.presence === 'online') this.#line.set(null, nowMs, {})
  }
  /** The site is back and this host is not: it gets its own time from now on. */
  countFrom(nowMs: number): void {
    this.#countFromMs = nowMs
    this.#line.set(null, nowMs, {})
    if (this.#absent()) this.#arm(nowMs)
  }
  fold(parentId: string): void {
    this.#line.fold(parentId)
  }
  due(nowMs: number): void {
    if (!this.#absent()) return
    const { host, site, way, deadlines } = this.#context
    const level = this.rule.levels.find((one) => this.#deadlineOf(one) <= nowMs)
    if (level) {
      const { id } = host.record
      const since = host.presenceSinceMs
      const wall = level.after.unit === 'milliseconds' || host.presence === 'cut_off'
      // Days of absence are the incident's only where it began them.
      const incident = wall
        ? (site.incidentFor(id, since) ?? way.incidentId(id))
        : site.tookAway(id)
      const alone = incident === undefined && !this.#line.open && wall
      const unclear = way.unclear(id, nowMs) || site.unclear(id, since, nowMs)
      if (alone && unclear) return deadlines.set(this, nowMs + unclearMs)
      this.#tell(level.severity, nowMs, incident)
    }
    this.#arm(nowMs)
  }
  #tell(severity: Severity, nowMs: number, incident: string | undefined): void {
    const { host, expected } = this.#context
    const since = host.presenceSinceMs
    const values = {
      since: since / 1000,
      presence: host.presence,
      days: expected.calendar.workingDaysBetween(since, nowMs),
    }
    this.#line.set(severity, nowMs, values, incident ?? null)
  }
  #absent(): boolean {
    const { presence } = this.#context.host
    return presence !== 'online' && presence !== 'never_seen'
  }
  /** The next level that is not told yet. */
  #arm(nowMs: number): void {
    const next = this.rule.levels
      .map((level) => this.#deadlineOf(level))
      .filter((atMs) => atMs > nowMs || !this.#line.open)
    if (next.length > 0) this.#context.deadlines.set(this, Math.min(...next))
    else this.#context.deadlines.delete(this)
  }
  #deadlineOf({ after, missed }: SilenceRule['levels'][number]): number {
    const { host, site, expected, quietUntilMs } = this.#context
    const since = Math.max(host.presenceSinceMs, this.#countFromMs)
    const posts = since + missed * site.postMs
    return Math.max(expectedEnd(since, after, expected), posts, quietUntilMs)
  }
  save(): Memory | undefined {
    const alert = this.#line.open?.id
    if (alert === undefined && this.#countFromMs === 0) return undefined
    return { alert: alert ?? null, from: this.#countFromMs }
  }
  restore(memory: Memory | undefined, openAlert: (id: string) => AlertRecord | undefined): void {
    if (!isGroup(memory)) return
    const alert = memory['alert']
    const open = typeof alert === 'string' ? openAlert(alert) : undefined
    if (open) this.#line.resume(open)
    this.#countFromMs = numberIn(memory['from'], 0)
  }
  /** The rule no longer applies: what it told is over. */
  end(nowMs: number, keep: boolean): void {
    this.#context.deadlines.delete(this)
    if (!keep) this.#line.set(null, nowMs, {})
  }
}
