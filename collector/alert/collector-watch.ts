/** The collector itself has no network: then the computers are unknown, and only this is told. */
import type { SilenceRule } from '../../config/rule.ts'
import type { AlertRecord } from '../model/alerts.ts'
import { AlertLine, type Sink } from './alert-line.ts'
import { isGroup, numberIn, type Memory } from './check.ts'
import type { Deadline, Deadlines } from './deadlines.ts'
import { countAnew, foldInto, named, type Belongings, type WatchedHost } from './outage.ts'

export interface CollectorWatchContext {
  readonly hosts: () => readonly WatchedHost[]
  readonly sink: Sink
  readonly deadlines: Deadlines
  readonly belongings: Belongings
}

export class CollectorWatch implements Deadline {
  readonly #rule: SilenceRule
  readonly #context: CollectorWatchContext
  readonly #line: AlertLine
  #sinceMs: number | null = null
  constructor(rule: SilenceRule, context: CollectorWatchContext) {
    this.#rule = rule
    this.#context = context
    const subject = { ruleId: rule.id, hostId: null, siteId: null, object: '' }
    this.#line = new AlertLine(subject, context.sink)
  }
  incidentId(): string | undefined {
    return this.#line.open?.id
  }
  get isCutOff(): boolean {
    return this.#sinceMs !== null
  }
  /** Since when it is so; null: the network is there. */
  set(sinceMs: number | null, nowMs: number): void {
    if (sinceMs === this.#sinceMs) return
    this.#sinceMs = sinceMs
    const { deadlines } = this.#context
    if (sinceMs !== null) return deadlines.set(this, sinceMs + this.#afterMs())
    deadlines.delete(this)
    const incident = this.#line.open?.id
    if (incident === undefined) return
    const missing = this.#cut()
    this.#line.set(null, nowMs, { missing: missing.length, names: named(missing) })
    countAnew(missing, incident, nowMs)
  }
  due(nowMs: number): void {
    if (this.#sinceMs === null) return
    const cut = this.#cut()
    const { severity = 'critical' } = this.#rule.levels[0] ?? {}
    this.#line.set(severity, nowMs, { since: this.#sinceMs / 1000, count: cut.length })
    foldInto(this.#line.open?.id, cut, this.#context.belongings)
  }
  #cut(): readonly WatchedHost[] {
    return this.#context.hosts().filter(({ host }) => host.presence === 'cut_off')
  }
  #afterMs(): number {
    const after = this.#rule.levels[0]?.after
    return after?.unit === 'milliseconds' ? after.amount : 0
  }
  save(): Memory | undefined {
    const alert = this.#line.open?.id
    return alert === undefined ? undefined : { alert, since: this.#sinceMs }
  }
  /** After a start the network is looked at anew: `set` tells what is true by then. */
  restore(memory: Memory | undefined, openAlert: (id: string) => AlertRecord | undefined): void {
    if (!isGroup(memory)) return
    const alert = memory['alert']
    const open = typeof alert === 'string' ? openAlert(alert) : undefined
    if (!open) return
    this.#line.resume(open)
    this.#sinceMs = numberIn(memory['since'], 0)
  }
}
