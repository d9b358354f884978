/**
 * Increase rules: counters of old errors. What stood there at first sight is the baseline (told once
 * where the rule says so, until somebody accepts it); what comes on top alarms.
 */
import { severityOrder, type IncreaseRule, type RuleSeverity } from '../../config/rule.ts'
import { AlertLine, goneValues } from './alert-line.ts'
import { isGroup, type Check, type CheckContext, type Memory } from './check.ts'
import { rowValuesByName, type RowView } from './condition.ts'
import { Counter } from './increase-counter.ts'

export class IncreaseCheck implements Check {
  readonly #rule: IncreaseRule
  readonly #context: CheckContext
  readonly #counters: readonly Counter[]
  readonly #line: AlertLine
  private constructor(rule: IncreaseRule, context: CheckContext, counters: readonly Counter[]) {
    this.#rule = rule
    this.#context = context
    this.#counters = counters
    this.#line = new AlertLine(context.subject, context.sink)
  }
  /** Undefined when the series has none of the rule's fields. */
  static compile(rule: IncreaseRule, context: CheckContext): IncreaseCheck | undefined {
    const { fields } = context.descriptor
    const counters = rule.fields.flatMap((name) => {
      const column = fields.findIndex((field) => field.name === name)
      const field = fields[column]
      return field ? [new Counter(rule, name, column, 10 ** field.decimals)] : []
    })
    return counters.length > 0 ? new IncreaseCheck(rule, context, counters) : undefined
  }
  get openId(): string | undefined {
    return this.#line.open?.id
  }
  judge(row: RowView): void {
    if (!row.fresh) return
    for (const counter of this.#counters) {
      const value = row.data[row.base + counter.column] ?? Number.NaN
      if (!Number.isNaN(value)) counter.take(value / counter.scale, row.timeMs)
    }
    if (row.timeMs < this.#context.learningUntilMs)
      for (const counter of this.#counters) counter.learn(row.timeMs)
    const severity = this.#severity()
    if (severity === (this.#line.open?.severity ?? null)) return
    const values = rowValuesByName(this.#context.descriptor, row)
    this.#line.set(severity, row.timeMs, { ...values, ...this.#numbers() })
  }
  /** What stands there now is the baseline from here on. */
  accept(nowMs: number): void {
    for (const counter of this.#counters) counter.accept(nowMs)
    this.#line.set(this.#severity(), nowMs, this.#numbers())
  }
  /** The graver of a rise and of what was found and never accepted. */
  #severity(): RuleSeverity | null {
    const { severity, firstSight } = this.#rule
    const rising = this.#counters.some((counter) => counter.rise > 0)
    const found = firstSight !== null && this.#counters.some((counter) => counter.found)
    if (!rising) return found ? firstSight : null
    return found && severityOrder[firstSight] > severityOrder[severity] ? firstSight : severity
  }
  /** For the texts: all counters together, how much is new, what was there before. */
  #numbers(): Record<string, number> {
    const total = this.#counters.reduce((sum, { value }) => sum + value, 0)
    const rise = this.#counters.reduce((sum, counter) => sum + counter.rise, 0)
    return { total, rise, baseline: total - rise }
  }
  gone(timeMs: number): void {
    this.#line.set(null, timeMs, goneValues)
  }
  save(): Memory | undefined {
    const saved: Record<string, Memory> = {}
    for (const counter of this.#counters) {
      const memory = counter.save()
      if (memory !== undefined) saved[counter.name] = memory
    }
    return Object.keys(saved).length === 0 ? undefined : { alert: this.openId ?? null, saved }
  }
  restore(memory: Memory): void {
    if (!isGroup(memory)) return
    const alert = typeof memory['alert'] === 'string' ? memory['alert'] : undefined
    const open = alert === undefined ? undefined : this.#context.openAlert(alert)
    if (open) this.#line.resume(open)
    const saved = isGroup(memory['saved']) ? memory['saved'] : {}
    for (const counter of this.#counters) counter.restore(saved[counter.name])
  }
  end(): void {}
}
