/**
 * Threshold and state rules: levels with a condition, a time and a clear condition. There are ten of
 * these for each computer, so one holds only what is its own.
 */
import type { LevelRule } from '../../config/rule.ts'
import type { SeriesDescriptor } from '../../contract/wire/series.ts'
import type { Severity } from '../model.ts'
import { AlertLine } from './alert-line.ts'
import { isGroup, numberIn, type Check, type CheckContext, type Memory } from './check.ts'
import { allOf, anyOf, rowValuesByName, type RowView, type Truth } from './condition.ts'
import type { LevelPlan } from './level-plans.ts'

export class LevelCheck implements Check {
  readonly #line: AlertLine
  readonly #descriptor: SeriesDescriptor
  readonly #openAlert: CheckContext['openAlert']
  readonly #plans: readonly LevelPlan[]
  /** A bit for each level. */
  #active = 0
  /** Per level: observed time for which the deciding condition has held; -1: it does not hold. */
  readonly #heldMs: number[]

  private constructor(context: CheckContext, plans: readonly LevelPlan[]) {
    this.#descriptor = context.descriptor
    this.#openAlert = context.openAlert
    this.#plans = plans
    this.#heldMs = plans.map(() => -1)
    this.#line = new AlertLine(context.subject, context.sink)
  }
  /** Undefined when the series lacks the rule's fields. */
  static compile(rule: LevelRule, context: CheckContext): LevelCheck | undefined {
    const plans = context.levelPlans.of(rule, context.descriptor)
    return plans.length > 0 ? new LevelCheck(context, plans) : undefined
  }
  get openId(): string | undefined {
    return this.#line.open?.id
  }
  judge(row: RowView): void {
    if (!row.fresh) return
    let severity: Severity | null = null
    const plans = this.#plans
    for (let at = 0; at < plans.length; at++) {
      const plan = plans[at]
      if (plan === undefined) break
      this.#step(plan, at, row)
      if (severity === null && this.#isActive(at)) severity = plan.level.severity
    }
    if (severity === (this.#line.open?.severity ?? null)) return
    this.#line.set(severity, row.timeMs, rowValuesByName(this.#descriptor, row))
  }
  #isActive(at: number): boolean {
    return (this.#active & (1 << at)) !== 0
  }
  /** One row on one level. Neither "yes" nor "no" moves nothing (A3). */
  #step(plan: LevelPlan, at: number, row: RowView): void {
    const active = this.#isActive(at)
    const truth = active ? over(plan, row) : allOf(plan.when, row)
    if (truth === 'unknown') return
    if (truth === 'no') {
      this.#heldMs[at] = -1
      return
    }
    const before = this.#heldMs[at] ?? -1
    const heldMs = before < 0 ? 0 : before + row.observedMs
    const turns = heldMs >= (active ? plan.level.clearForMs : plan.level.forMs)
    if (turns) this.#active ^= 1 << at
    this.#heldMs[at] = turns ? -1 : heldMs
  }
  save(): Memory | undefined {
    const quiet = this.#active === 0 && this.#heldMs.every((heldMs) => heldMs < 0)
    if (quiet && !this.#line.open) return undefined
    const levels = this.#plans.map(({ level }, at) => [
      level.severity,
      this.#isActive(at),
      this.#heldMs[at] ?? -1,
    ])
    return { alert: this.openId ?? null, levels }
  }
  restore(memory: Memory): void {
    if (!isGroup(memory)) return
    const alert = typeof memory['alert'] === 'string' ? memory['alert'] : undefined
    const open = alert === undefined ? undefined : this.#openAlert(alert)
    if (open) this.#line.resume(open)
    const saved = Array.isArray(memory['levels']) ? (memory['levels'] as readonly Memory[]) : []
    for (const entry of saved) {
      if (!Array.isArray(entry)) continue
      const [severity, active, heldMs] = entry as readonly Memory[]
      const at = this.#plans.findIndex(({ level }) => level.severity === severity)
      if (at < 0) continue
      if (active === true) this.#active |= 1 << at
      this.#heldMs[at] = numberIn(heldMs, -1)
    }
  }
  end(): void {}
}

/** Whether an active level is over; without a clear condition, when its own no longer holds. */
function over(plan: LevelPlan, row: RowView): Truth {
  if (plan.clear.length > 0) return anyOf(plan.clear, row)
  const truth = allOf(plan.when, row)
  if (truth === 'unknown') return 'unknown'
  return truth === 'yes' ? 'no' : 'yes'
}
