/** What of a rule an officer may set otherwise, read off the rule as it is written. */
import type { WrittenRule } from '../../../config/rule.ts'
import type { RuleSetting } from '../rules-views.ts'

const levels = ['critical', 'warning', 'info'] as const
const comparisons = ['above', 'below', 'atLeast', 'atMost'] as const
const times = [
  'for',
  'clearFor',
  'after',
  'olderThan',
  'within',
  'settle',
  'stays',
  'learn',
  'grace',
  'every',
] as const
const counts = ['missed', 'share', 'least', 'by'] as const
const severities = ['severity', 'firstSight'] as const

type Group = Readonly<Record<string, unknown>>
const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

/** The gravest level first, then what holds for the rule as a whole. */
export function ruleSettings(written: WrittenRule): readonly RuleSetting[] {
  return [
    ...levels.flatMap((level) => {
      const of = written[level]
      return isGroup(of) ? partsOf(of, level) : []
    }),
    ...partsOf(written, null),
  ]
}

/** The severities at which the rule tells. */
export function ruleSeverities(written: WrittenRule): readonly (typeof levels)[number][] {
  return levels.filter((level) => isGroup(written[level]))
}

function partsOf(group: Group, level: RuleSetting['level']): readonly RuleSetting[] {
  const at = level === null ? '' : `${level}.`
  const found: RuleSetting[] = []
  for (const part of ['when', 'clear'] as const) {
    conditionsOf(group[part]).forEach((condition, index) => {
      for (const key of comparisons) {
        const value = textOf(condition[key])
        if (value === undefined) continue
        const field = textOf(condition['field']) ?? ''
        found.push({ path: `${at}${part}.${index}.${key}`, level, part, key, field, value })
      }
    })
  }
  for (const key of [...times, ...counts, ...severities]) {
    const value = textOf(group[key])
    if (value === undefined) continue
    found.push({ path: `${at}${key}`, level, part: 'own', key, field: '', value })
  }
  return found
}

function conditionsOf(value: unknown): readonly Group[] {
  return (Array.isArray(value) ? value : [value]).filter(isGroup)
}

/**
 * What an exception must set so that these paths have these values. Conditions are given whole, as
 * an exception replaces them whole (config/rule-variants.ts).
 */
export function settingOtherwise(
  written: WrittenRule,
  changed: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const set: Record<string, unknown> = {}
  for (const [path, text] of changed) {
    const steps = path.split('.')
    const level = levels.find((one) => one === steps[0])
    const [key = '', ...rest] = level === undefined ? steps : steps.slice(1)
    const source = level === undefined ? written : written[level]
    const target = level === undefined ? set : groupAt(set, level)
    if (rest.length === 0) {
      target[key] = valueOf(text)
      continue
    }
    if (!isGroup(source)) continue
    const whole = (target[key] ?? conditionsOf(source[key]).map((one) => ({ ...one }))) as Record<
      string,
      unknown
    >[]
    const condition = whole[Number(rest[0])]
    if (condition) condition[rest[1] ?? ''] = valueOf(text)
    target[key] = whole
  }
  return set
}

function groupAt(set: Record<string, unknown>, key: string): Record<string, unknown> {
  const known = set[key]
  if (isGroup(known)) return known
  const made = {}
  set[key] = made
  return made
}

function valueOf(text: string): string | number {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}
