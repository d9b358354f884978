/** Event rules: each event is told once, whatever its age, with its own time. */
import type { EventRule } from '../../config/rule.ts'
import { record } from './alert-line.ts'
import type { Check, CheckContext } from './check.ts'
import {
  allOf,
  compileAll,
  rowValuesByName,
  type CompiledCondition,
  type RowView,
} from './condition.ts'

export class EventCheck implements Check {
  readonly openId = undefined
  readonly #rule: EventRule
  readonly #context: CheckContext
  readonly #column: number
  readonly #when: readonly CompiledCondition[]
  private constructor(
    rule: EventRule,
    context: CheckContext,
    column: number,
    when: readonly CompiledCondition[],
  ) {
    this.#rule = rule
    this.#context = context
    this.#column = column
    this.#when = when
  }
  static compile(rule: EventRule, context: CheckContext): EventCheck | undefined {
    const column = context.descriptor.fields.findIndex((field) => field.name === rule.field)
    const when = compileAll(rule.when, context.descriptor)
    return column >= 0 && when ? new EventCheck(rule, context, column, when) : undefined
  }
  judge(row: RowView): void {
    const text = row.strings[row.data[row.base + this.#column] ?? Number.NaN]
    if (text === undefined || text === '' || allOf(this.#when, row) !== 'yes') return
    if (row.timeMs < this.#context.learningUntilMs) return
    const { subject, sink, descriptor } = this.#context
    const values = { ...rowValuesByName(descriptor, row), event: text.slice(0, 255) }
    const { severity, staysMs } = this.#rule
    const { ruleId, hostId, object } = subject
    sink.change({
      alert: record(subject, sink.newId(), severity, row.timeMs, values),
      kind: 'opened',
      atMs: row.timeMs,
      eventKey: JSON.stringify([ruleId, hostId, object, text]),
      expiresAtMs: row.arrivalMs + staysMs,
    })
  }
  save(): undefined {}
  restore(): void {}
  end(): void {}
}
