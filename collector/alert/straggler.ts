/** A computer that did not come back with its site or switch: a line in the morning's summary. */
import type { SilenceRule } from '../../config/rule.ts'
import type { AlertRecord } from '../model/alerts.ts'
import { AlertLine, type Sink } from './alert-line.ts'
import { isGroup, numberIn, type HostView, type Memory } from './check.ts'
import type { Deadline, Deadlines } from './deadlines.ts'

export interface StragglerContext {
  readonly host: HostView
  readonly sink: Sink
  readonly deadlines: Deadlines
}

export class Straggler implements Deadline {
  readonly #rule: SilenceRule
  readonly #context: StragglerContext
  readonly #line: AlertLine
  /** Since when it is awaited; 0: it is not. */
  #fromMs = 0
  constructor(rule: SilenceRule, context: StragglerContext) {
    this.#rule = rule
    this.#context = context
    const { id: hostId, siteId } = context.host.record
    this.#line = new AlertLine({ ruleId: rule.id, hostId, siteId, object: '' }, context.sink)
  }
  get openId(): string | undefined {
    return this.#line.open?.id
  }
  /** The others are back. */
  awaited(nowMs: number): void {
    this.#fromMs = nowMs
    this.#context.deadlines.set(this, nowMs + this.#afterMs())
  }
  presenceChanged(nowMs: number): void {
    if (this.#context.host.presence !== 'online') return
    this.#fromMs = 0
    this.#context.deadlines.delete(this)
    this.#line.set(null, nowMs, {})
  }
  due(nowMs: number): void {
    const { host } = this.#context
    if (this.#fromMs === 0 || host.presence === 'online') return
    const { severity = 'info' } = this.#rule.levels[0] ?? {}
    this.#line.set(severity, nowMs, { since: host.presenceSinceMs / 1000 })
  }
  #afterMs(): number {
    const after = this.#rule.levels[0]?.after
    return after?.unit === 'milliseconds' ? after.amount : 0
  }
  save(): Memory | undefined {
    return this.#fromMs === 0 ? undefined : { alert: this.openId ?? null, from: this.#fromMs }
  }
  restore(memory: Memory | undefined, openAlert: (id: string) => AlertRecord | undefined): void {
    if (!isGroup(memory)) return
    this.#fromMs = numberIn(memory['from'], 0)
    const alert = memory['alert']
    const open = typeof alert === 'string' ? openAlert(alert) : undefined
    if (open) this.#line.resume(open)
    else if (this.#fromMs > 0) this.#context.deadlines.set(this, this.#fromMs + this.#afterMs())
  }
}
