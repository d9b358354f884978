/**
 * Threshold and state rules: levels with a condition, a time and a clear condition. There are ten of
 * these for each computer, so one holds only what is its own.
 */
import type { LevelRule } from '../../config/rule.ts'
import type { SeriesDescriptor } from '../../contract/wire/series.ts'
import type { Severity } from '../model/alerts.ts'
import { AlertLine, goneValues } from './alert-line.ts'
import { isGroup, type Check, type CheckContext, type Memory } from './check.ts'
import { allOf, anyOf, rowValuesByName, type RowView, type Truth } from './condition.ts'
import type { LevelPlan, LevelPlanList } from './level-plans.ts'
import { LevelSteps } from './level-steps.ts'

export class LevelCheck implements Check {
  readonly #line: AlertLine
  readonly #descriptor: SeriesDescriptor
  readonly #openAlert: CheckContext['openAlert']
  readonly #plans: readonly LevelPlan[]
  readonly #steps: LevelSteps

  private constructor(context: CheckContext, { plans, levels }: LevelPlanList) {
    this.#descriptor = context.descriptor
    this.#openAlert = context.openAlert
    this.#plans = plans
    this.#steps = new LevelSteps(levels)
    this.#line = new AlertLine(context.subject, context.sink)
  }
  /** Undefined when the series lacks the rule's fields. */
  static compile(rule: LevelRule, context: CheckContext): LevelCheck | undefined {
    const list = context.levelPlans.of(rule, context.descriptor)
    return list.plans.length > 0 ? new LevelCheck(context, list) : undefined
  }
  get openId(): string | undefined {
    return this.#line.open?.id
  }
  judge(row: RowView): void {
    if (!row.fresh) return
    let severity: Severity | null = null
    let returns = 0
    const plans = this.#plans
    const steps = this.#steps
    for (let at = 0; at < plans.length; at++) {
      const plan = plans[at]
      if (plan === undefined) break
      const turning = steps.isActive(at) ? over(plan, row) : allOf(plan.when, row)
      steps.step(at, turning, row.observedMs, row.timeMs)
      if (severity !== null || !steps.isActive(at)) continue
      severity = plan.level.severity
      returns = steps.returns(at)
    }
    if (severity === (this.#line.open?.severity ?? null)) return
    const values = rowValuesByName(this.#descriptor, row)
    if (returns > 0) values['flapping'] = returns
    this.#line.set(severity, row.timeMs, values)
  }
  gone(timeMs: number): void {
    this.#line.set(null, timeMs, goneValues)
  }
  save(): Memory | undefined {
    const levels = this.#steps.save()
    if (levels === undefined && !this.#line.open) return undefined
    return { alert: this.openId ?? null, levels }
  }
  restore(memory: Memory): void {
    if (!isGroup(memory)) return
    const alert = typeof memory['alert'] === 'string' ? memory['alert'] : undefined
    const open = alert === undefined ? undefined : this.#openAlert(alert)
    if (open) this.#line.resume(open)
    this.#steps.restore(memory['levels'])
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
