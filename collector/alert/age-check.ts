/** Age rules: a time in the past that lies too far back, as the agent says and by our clock (A4). */
import type { Calendar } from '../../config/calendar.ts'
import type { AgeRule, Span } from '../../config/rule.ts'
import { agentInstant } from './agent-instant.ts'
import { AlertLine, goneValues } from './alert-line.ts'
import { isGroup, type Check, type CheckContext, type Memory } from './check.ts'
import { rowValuesByName, type RowView } from './condition.ts'

const dayMs = 86_400_000

export class AgeCheck implements Check {
  readonly #rule: AgeRule
  readonly #context: CheckContext
  readonly #column: number
  readonly #scale: number
  readonly #line: AlertLine
  private constructor(rule: AgeRule, context: CheckContext, column: number, scale: number) {
    this.#rule = rule
    this.#context = context
    this.#column = column
    this.#scale = scale
    this.#line = new AlertLine(context.subject, context.sink)
  }
  static compile(rule: AgeRule, context: CheckContext): AgeCheck | undefined {
    const column = context.descriptor.fields.findIndex((field) => field.name === rule.field)
    const field = context.descriptor.fields[column]
    return field ? new AgeCheck(rule, context, column, 10 ** field.decimals) : undefined
  }
  get openId(): string | undefined {
    return this.#line.open?.id
  }
  judge(row: RowView): void {
    const value = row.data[row.base + this.#column] ?? Number.NaN
    if (!row.fresh || Number.isNaN(value)) return
    const { calendar, descriptor, host } = this.#context
    const nowMs = row.arrivalMs
    const atMs = agentInstant((value / this.#scale) * 1000, host, nowMs)
    const level = this.#rule.levels.find(({ olderThan }) => older(atMs, nowMs, olderThan, calendar))
    if ((level?.severity ?? null) === (this.#line.open?.severity ?? null)) return
    this.#line.set(level?.severity ?? null, row.timeMs, {
      ...rowValuesByName(descriptor, row),
      age_days: Math.floor((nowMs - atMs) / dayMs),
      age_working_days: calendar.workingDaysBetween(atMs, nowMs),
      last: atMs / 1000,
    })
  }
  gone(timeMs: number): void {
    this.#line.set(null, timeMs, goneValues)
  }
  save(): Memory | undefined {
    return this.openId === undefined ? undefined : { alert: this.openId }
  }
  restore(memory: Memory): void {
    const alert = isGroup(memory) ? memory['alert'] : undefined
    const open = typeof alert === 'string' ? this.#context.openAlert(alert) : undefined
    if (open) this.#line.resume(open)
  }
  end(): void {}
}

function older(atMs: number, nowMs: number, span: Span, calendar: Calendar): boolean {
  if (span.unit === 'milliseconds') return nowMs - atMs > span.amount
  // Counting days costs more than comparing: most things are younger than that by the wall.
  if (nowMs - atMs < span.amount * dayMs * 0.5) return false
  return calendar.workingDaysBetween(atMs, nowMs) >= span.amount
}
