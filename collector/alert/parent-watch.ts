/** A device fails and takes away all that stands behind it: one incident, its children folded (A5). */
import type { SilenceRule } from '../../config/rule.ts'
import type { AlertRecord } from '../model/alerts.ts'
import { AlertLine, type Sink } from './alert-line.ts'
import { isGroup, numberIn, type HostView, type Memory } from './check.ts'
import type { Deadline, Deadlines } from './deadlines.ts'
import type { SiteFacts } from './host-silence.ts'
import {
  countAnew,
  foldInto,
  idsIn,
  named,
  returnMs,
  vanished,
  type Belongings,
  type WatchedHost,
} from './outage.ts'
import { spanEnd } from './span-end.ts'
import type { Calendar } from '../../config/calendar.ts'

/** A child that went earlier than so long before the device has a fault of its own. */
const windowMs = 5 * 60_000
/** The incident waits at most so long, beyond the rule's own time, for children still to be judged. */
const childrenMs = 60_000
const lookAgainMs = 15_000

export interface ParentWatchContext {
  readonly head: HostView
  /** All behind it. */
  readonly behind: () => readonly WatchedHost[]
  /** Something further up is lost and explains this loss too. */
  readonly isExplained: () => boolean
  /** Something of its site, or the device above it, is still there: else the site went. */
  readonly isReachedBeside: () => boolean
  readonly site: SiteFacts
  readonly calendar: Calendar
  readonly sink: Sink
  readonly deadlines: Deadlines
  readonly belongings: Belongings
  readonly quietUntilMs: number
  /** Id of the alert that says that the device comes and goes. */
  readonly unsteadyId: () => string | undefined
  readonly onMissing: (hosts: readonly WatchedHost[], nowMs: number) => void
}

export class ParentWatch implements Deadline {
  readonly rule: SilenceRule
  readonly #context: ParentWatchContext
  readonly #line: AlertLine
  #lost = new Set<string>()
  #backMs: number | undefined
  constructor(rule: SilenceRule, context: ParentWatchContext) {
    this.rule = rule
    this.#context = context
    const { id: hostId, siteId } = context.head.record
    this.#line = new AlertLine({ ruleId: rule.id, hostId, siteId, object: '' }, context.sink)
  }
  get headId(): string {
    return this.#context.head.record.id
  }
  incidentId(): string | undefined {
    return this.#line.open?.id ?? this.#context.unsteadyId()
  }
  get openId(): string | undefined {
    return this.#line.open?.id
  }
  /** Whether it may still turn out that this device is the cause. */
  unclear(nowMs: number): boolean {
    return this.#line.open === null && this.#isGone() && nowMs < this.#deadlineMs() + childrenMs
  }
  presenceChanged(nowMs: number): void {
    const { deadlines } = this.#context
    if (this.#line.open) return this.#judgeReturn(nowMs)
    if (!this.#isGone()) return deadlines.delete(this)
    deadlines.set(this, Math.max(nowMs, this.#deadlineMs()))
  }
  due(nowMs: number): void {
    if (this.#line.open) return this.#returned(nowMs)
    if (this.#isGone()) this.#judgeLoss(nowMs)
  }
  #isGone(): boolean {
    return vanished.has(this.#context.head.presence)
  }
  #deadlineMs(): number {
    const { head, calendar, quietUntilMs } = this.#context
    const after = this.rule.levels[0]?.after ?? { unit: 'milliseconds', amount: 0 }
    return Math.max(spanEnd(head.presenceSinceMs, after, calendar), quietUntilMs)
  }
  #judgeLoss(nowMs: number): void {
    const { head, site, deadlines, isExplained, isReachedBeside, unsteadyId } = this.#context
    const sinceMs = head.presenceSinceMs
    // Once the site or something further up is known to be the cause, this is a part of it.
    const isPart = site.incidentFor(this.headId, sinceMs) !== undefined || isExplained()
    if (isPart || !isReachedBeside()) return deadlines.set(this, nowMs + 60_000)
    const behind = this.#context.behind()
    const gone = behind.filter((one) => this.#wentWith(one, sinceMs))
    const present = behind.filter(({ host }) => host.presence === 'online')
    const unheard = present.filter(({ host }) => host.heardMs <= sinceMs)
    const waits = gone.length === 0 || unheard.length > 0
    if (waits && nowMs < this.#deadlineMs() + childrenMs) {
      return deadlines.set(this, nowMs + lookAgainMs)
    }
    if (gone.length === 0) return deadlines.set(this, nowMs + 60_000)
    this.#lost = new Set(gone.map(({ host }) => host.record.id))
    this.#backMs = undefined
    const values = {
      count: gone.length,
      total: present.length + gone.length,
      since: sinceMs / 1000,
      names: named(gone),
    }
    const { severity = 'critical' } = this.rule.levels[0] ?? {}
    this.#line.set(severity, nowMs, values, unsteadyId() ?? null)
    foldInto(this.#line.open?.id, gone, this.#context.belongings)
  }
  #wentWith({ host }: WatchedHost, sinceMs: number): boolean {
    const went = host.presence === 'cut_off' || vanished.has(host.presence)
    return went && host.presenceSinceMs >= sinceMs - windowMs
  }
  #missing(): readonly WatchedHost[] {
    return this.#context
      .behind()
      .filter(({ host }) => this.#lost.has(host.record.id) && host.presence !== 'online')
  }
  #judgeReturn(nowMs: number): void {
    const { head, deadlines, behind } = this.#context
    if (this.#isGone()) {
      this.#backMs = undefined
      deadlines.delete(this)
      return this.#join(behind().filter(({ host }) => host.presence === 'cut_off'))
    }
    // Unknown is not back: whoever asked the device may himself be gone.
    if (head.presence !== 'online') return
    this.#backMs ??= nowMs
    const wait = this.#missing().length === 0 ? 0 : returnMs
    deadlines.set(this, this.#backMs + wait)
  }
  #join(hosts: readonly WatchedHost[]): void {
    const { length } = hosts.filter(({ host }) => !this.#lost.has(host.record.id))
    if (length === 0) return
    for (const { host } of hosts) this.#lost.add(host.record.id)
    foldInto(this.#line.open?.id, hosts, this.#context.belongings)
  }
  #returned(nowMs: number): void {
    if (this.#backMs === undefined) return
    const incident = this.#line.open?.id
    const missing = this.#missing()
    this.#line.set(null, this.#backMs, {
      back: this.#lost.size - missing.length,
      total: this.#lost.size,
      missing: missing.length,
      names: named(missing),
    })
    this.#lost = new Set()
    this.#backMs = undefined
    countAnew(missing, incident, nowMs)
    this.#context.onMissing(missing, nowMs)
  }
  /** It no longer comes and goes and yet is away: that is told on its own from now on. */
  tellAnew(nowMs: number): void {
    if (this.#line.open === null || !this.#isGone()) return
    this.#line.set(null, nowMs, {})
    this.#judgeLoss(Math.max(nowMs, this.#deadlineMs() + childrenMs))
  }
  save(): Memory | undefined {
    const alert = this.#line.open?.id
    return alert === undefined
      ? undefined
      : { alert, lost: [...this.#lost], back: this.#backMs ?? null }
  }
  restore(memory: Memory | undefined, openAlert: (id: string) => AlertRecord | undefined): void {
    if (!isGroup(memory)) return
    const alert = memory['alert']
    const open = typeof alert === 'string' ? openAlert(alert) : undefined
    if (!open) return
    this.#line.resume(open)
    this.#lost = idsIn(memory['lost'])
    const back = numberIn(memory['back'], 0)
    if (back <= 0) return
    this.#backMs = back
    this.#context.deadlines.set(this, back + returnMs)
  }
}
