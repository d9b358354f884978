/** What a level rule looks at in series of one shape, worked out once for all hosts that have such. */
import type { Level, LevelRule } from '../../config/rule.ts'
import type { SeriesDescriptor, SeriesField } from '../../contract/wire/series.ts'
import { compileAll, type CompiledCondition } from './condition.ts'

export interface LevelPlan {
  readonly level: Level
  readonly when: readonly CompiledCondition[]
  readonly clear: readonly CompiledCondition[]
}

/** The levels that a series can have, and as the steps through them want them. */
export interface LevelPlanList {
  readonly plans: readonly LevelPlan[]
  readonly levels: readonly Level[]
}

export class LevelPlans {
  /** By field list: the store's directory has one list per shape. */
  readonly #known = new WeakMap<readonly SeriesField[], Map<LevelRule, LevelPlanList>>()

  /** Empty when the series lacks the rule's fields. */
  of(rule: LevelRule, descriptor: SeriesDescriptor): LevelPlanList {
    let ofShape = this.#known.get(descriptor.fields)
    if (ofShape === undefined) this.#known.set(descriptor.fields, (ofShape = new Map()))
    let plans = ofShape.get(rule)
    if (plans === undefined) ofShape.set(rule, (plans = compile(rule, descriptor)))
    return plans
  }
}

function compile(rule: LevelRule, descriptor: SeriesDescriptor): LevelPlanList {
  const plans = rule.levels.flatMap((level): LevelPlan[] => {
    const when = compileAll(level.when, descriptor, rule.unknown)
    const clear = compileAll(level.clear, descriptor, rule.unknown)
    return when && clear ? [{ level, when, clear }] : []
  })
  return { plans, levels: plans.map(({ level }) => level) }
}
