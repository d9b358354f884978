/** Silence of one series: the host reports, but of this there is nothing. */
import type { SilenceRule } from '../../config/rule.ts'
import { AlertLine } from './alert-line.ts'
import { isGroup, numberIn, type Check, type CheckContext, type Memory } from './check.ts'
import { rowValuesByName, type RowView } from './condition.ts'
import type { Deadline } from './deadlines.ts'
import { spanEnd } from './span-end.ts'

const lookAgainMs = 60_000
/** A host not heard for so long is itself silent; another rule tells that. */
const hostHeardMs = 15 * 60_000

export class SourceSilence implements Check, Deadline {
  readonly #rule: SilenceRule
  readonly #context: CheckContext
  readonly #line: AlertLine
  #lastMs = 0
  #armed = false
  constructor(rule: SilenceRule, context: CheckContext) {
    this.#rule = rule
    this.#context = context
    this.#line = new AlertLine(context.subject, context.sink)
  }
  get openId(): string | undefined {
    return this.#line.open?.id
  }
  judge(row: RowView): void {
    if (!row.fresh) return
    this.#lastMs = row.arrivalMs
    if (this.#line.open) {
      this.#line.set(null, row.timeMs, rowValuesByName(this.#context.descriptor, row))
    }
    if (!this.#armed) this.#arm(this.#lastMs)
  }
  /** Nothing is moved in the heap per row: the deadline looks how late the last row was. */
  due(nowMs: number): void {
    this.#armed = false
    const { host, descriptor } = this.#context
    const levels = this.#rule.levels
    const level = levels.find(
      ({ after }) => spanEnd(this.#lastMs, after, this.#context.calendar) <= nowMs,
    )
    if (!level) return this.#arm(this.#lastMs)
    const heard = nowMs - host.heardMs <= hostHeardMs
    const after = spanEnd(host.heardSinceMs, level.after, this.#context.calendar) <= nowMs
    if (heard && after && host.presence === 'online') {
      const values = { ...Object.fromEntries(descriptor.tags), last: this.#lastMs / 1000 }
      this.#line.set(level.severity, nowMs, values)
    }
    this.#armed = true
    this.#context.deadlines.set(this, nowMs + lookAgainMs)
  }
  #arm(fromMs: number): void {
    const first = this.#rule.levels.at(-1)
    if (!first) return
    this.#armed = true
    this.#context.deadlines.set(this, spanEnd(fromMs, first.after, this.#context.calendar))
  }
  save(): Memory | undefined {
    return this.#lastMs === 0 ? undefined : { alert: this.openId ?? null, last: this.#lastMs }
  }
  restore(memory: Memory): void {
    if (!isGroup(memory)) return
    const alert = memory['alert']
    const open = typeof alert === 'string' ? this.#context.openAlert(alert) : undefined
    if (open) this.#line.resume(open)
    this.#lastMs = numberIn(memory['last'], 0)
    if (this.#lastMs > 0) this.#arm(this.#lastMs)
  }
  end(): void {
    this.#context.deadlines.delete(this)
  }
}
