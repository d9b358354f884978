/** Colours of numbers: where the rules warn, the panels turn orange; where they alarm, red. */
import type { AgeRule, Condition, LevelRule, Rule } from '../config/rule.ts'
import { colours } from './look/colours.ts'

export interface Step {
  readonly value: number | null
  readonly color: string
}
export type Rules = (id: string) => Rule | undefined

/** Nothing is judged. */
export const plainSteps: readonly Step[] = [{ value: null, color: colours.plain }]

/**
 * Where the rule's conditions on that field begin to hold; an age rule's spans are seconds.
 * @throws when there is no such rule or it says nothing of the field: the panel is wrong then.
 */
export function stepsOf(rules: Rules, id: string, field: string): readonly Step[] {
  const rule = rules(id)
  if (rule?.kind === 'age') return ascending(ageLimits(rule))
  if (rule?.kind !== 'threshold' && rule?.kind !== 'state') {
    throw new Error(`There is no rule ${id} with limits (it may have been disabled)`)
  }
  const found = limitsOf(rule, field)
  if (found.length === 0) throw new Error(`The rule ${id} says nothing of ${field}`)
  return found.some(({ comparison }) => comparison === 'below' || comparison === 'atMost')
    ? descending(found)
    : ascending(found)
}

/** From where downwards the rule says something of the field. */
export function mostOf(rules: Rules, id: string, field: string): number {
  const values = stepsOf(rules, id, field).flatMap(({ value }) => (value === null ? [] : [value]))
  return Math.max(...values)
}

/** From where on the rule says something of the field. */
export function leastOf(rules: Rules, id: string, field: string): number {
  const values = stepsOf(rules, id, field).flatMap(({ value }) => (value === null ? [] : [value]))
  return Math.min(...values)
}

interface Limit {
  readonly value: number
  readonly color: string
  readonly comparison: Condition['comparison']
}
const severityColours = {
  info: colours.notice,
  warning: colours.warning,
  critical: colours.critical,
} as const

function limitsOf(rule: LevelRule, field: string): readonly Limit[] {
  return rule.levels.flatMap(({ severity, when }) =>
    when.flatMap((condition) =>
      condition.field === field && typeof condition.value === 'number'
        ? [
            {
              value: condition.value,
              color: severityColours[severity],
              comparison: condition.comparison,
            },
          ]
        : [],
    ),
  )
}
const daySeconds = 86_400
function ageLimits({ levels }: AgeRule): readonly Limit[] {
  return levels.map(({ severity, olderThan: { unit, amount } }) => ({
    value: unit === 'workingDays' ? amount * daySeconds : amount / 1000,
    color: severityColours[severity],
    comparison: 'above',
  }))
}
function ascending(limits: readonly Limit[]): readonly Step[] {
  const steps = limits.toSorted((a, b) => a.value - b.value)
  return [
    { value: null, color: colours.good },
    ...steps.map(({ value, color }) => ({ value, color })),
  ]
}
/** Below the least limit it is worst; each limit begins the milder colour. */
function descending(limits: readonly Limit[]): readonly Step[] {
  const steps = limits.toSorted((a, b) => a.value - b.value)
  return [
    { value: null, color: steps[0]?.color ?? colours.good },
    ...steps.map(({ value }, at) => ({ value, color: steps[at + 1]?.color ?? colours.good })),
  ]
}
