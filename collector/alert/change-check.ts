/** Change rules: a value differs from the one before. The first sight is no change. */
import type { ChangeRule } from '../../config/rule.ts'
import { record } from './alert-line.ts'
import { isGroup, type Check, type CheckContext, type Memory } from './check.ts'
import {
  compileAll,
  allOf,
  rowValuesByName,
  shown,
  type CompiledCondition,
  type RowView,
} from './condition.ts'

export class ChangeCheck implements Check {
  readonly openId = undefined
  readonly #rule: ChangeRule
  readonly #context: CheckContext
  readonly #column: number
  readonly #from: readonly CompiledCondition[]
  readonly #to: readonly CompiledCondition[]
  #before: string | number | undefined
  /** Whether the value before met `from`. */
  #eligible = false
  private constructor(
    rule: ChangeRule,
    context: CheckContext,
    column: number,
    from: readonly CompiledCondition[],
    to: readonly CompiledCondition[],
  ) {
    this.#rule = rule
    this.#context = context
    this.#column = column
    this.#from = from
    this.#to = to
  }
  static compile(rule: ChangeRule, context: CheckContext): ChangeCheck | undefined {
    const column = context.descriptor.fields.findIndex((field) => field.name === rule.field)
    const from = compileAll(rule.from, context.descriptor)
    const to = compileAll(rule.to, context.descriptor)
    return column >= 0 && from && to ? new ChangeCheck(rule, context, column, from, to) : undefined
  }
  judge(row: RowView): void {
    if (!row.fresh) return
    const field = this.#context.descriptor.fields[this.#column]
    const value = row.data[row.base + this.#column] ?? Number.NaN
    if (!field || Number.isNaN(value)) return
    const now = shown(value, field, row)
    const before = this.#before
    if (before !== undefined && this.#eligible && this.#differs(before, now)) {
      if (allOf(this.#to, row) === 'yes') this.#tell(before, now, row)
    } else if (before !== undefined && !this.#differs(before, now)) {
      // A drift in steps smaller than `by` must not hide a change: the reference stays.
      this.#eligible = allOf(this.#from, row) === 'yes'
      return
    }
    this.#before = now
    this.#eligible = allOf(this.#from, row) === 'yes'
  }
  #differs(before: string | number, now: string | number): boolean {
    if (typeof before !== 'number' || typeof now !== 'number') return before !== now
    return before !== now && Math.abs(before - now) >= this.#rule.by
  }
  #tell(from: string | number, to: string | number, row: RowView): void {
    const { subject, sink, descriptor, learningUntilMs } = this.#context
    if (row.timeMs < learningUntilMs) return
    const values = { ...rowValuesByName(descriptor, row), from, to }
    sink.change({
      alert: record(subject, sink.newId(), this.#rule.severity, row.timeMs, values),
      kind: 'opened',
      atMs: row.timeMs,
      expiresAtMs: row.arrivalMs + this.#rule.staysMs,
    })
  }
  save(): Memory | undefined {
    return this.#before === undefined
      ? undefined
      : { before: this.#before, eligible: this.#eligible }
  }
  restore(memory: Memory): void {
    if (!isGroup(memory)) return
    const before = memory['before']
    if (typeof before === 'string' || typeof before === 'number') this.#before = before
    this.#eligible = memory['eligible'] === true
  }
  end(): void {}
}
