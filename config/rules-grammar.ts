/** What all kinds of rules in YAML have in common: lengths of time, conditions, selectors, levels. */
import * as z from 'zod'
import { parseSize, parseSpan } from './quantity.ts'
import type { Comparison, Condition, RuleSeverity, Span } from './rule.ts'

export const name = z.string().min(1).max(255)
export const span = z.string().transform((text, context): Span => {
  const parsed = parseSpan(text)
  if (parsed) return parsed
  context.addIssue(`"${text}" is no length of time; write 90s, 5m, 2h, 3d or 3wd (working days)`)
  return z.NEVER
})
export const wallTime = span.transform((value, context) => {
  if (value.unit === 'milliseconds') return value.amount
  context.addIssue('working days cannot be used here; write 90s, 5m, 2h or 3d')
  return z.NEVER
})
export const amount = z.union([z.number(), z.string()]).transform((value, context) => {
  const parsed = typeof value === 'number' ? value : parseSize(value)
  if (parsed !== undefined) return parsed
  context.addIssue(`"${value}" is no number or size; write 90 or 15 GB`)
  return z.NEVER
})
export const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([item.transform((one) => [one]), z.array(item).min(1).max(16)])
export const word = z.union([name, z.boolean(), z.number()]).transform(String)

export const comparisons = ['above', 'below', 'atLeast', 'atMost', 'is', 'isNot'] as const
const condition = z
  .strictObject({
    field: name,
    above: amount.optional(),
    below: amount.optional(),
    atLeast: amount.optional(),
    atMost: amount.optional(),
    is: oneOrMore(word).optional(),
    isNot: oneOrMore(word).optional(),
  })
  .transform((written, context): Condition => {
    const given = comparisons.filter((one) => written[one] !== undefined)
    const comparison: Comparison | undefined = given[0]
    const value = comparison && written[comparison]
    if (given.length === 1 && comparison && value !== undefined) {
      return { field: written.field, comparison, value }
    }
    context.addIssue(`a condition has exactly one of ${comparisons.join(', ')}`)
    return z.NEVER
  })
export const conditions = oneOrMore(condition)
export const zero = (): number => 0

const severities = ['critical', 'warning', 'info'] as const
export const levelled = <T extends z.ZodType>(level: T) => ({
  critical: level.optional(),
  warning: level.optional(),
  info: level.optional(),
})
type Levelled<T> = { readonly [S in RuleSeverity]?: T | undefined }

/** The written levels, highest severity first. */
export function levelsOf<T, L>(
  written: Levelled<T>,
  make: (severity: RuleSeverity, level: T) => L,
): readonly L[] {
  return severities.flatMap((severity) => {
    const level = written[severity]
    return level === undefined ? [] : [make(severity, level)]
  })
}

const words = z.strictObject({
  title: z.string().min(1).max(60),
  fact: z.string().min(1).max(500),
  meaning: z.string().min(1).max(500),
  steps: z.array(z.string().min(1).max(300)).min(1).max(6),
  cleared: z.string().min(1).max(300),
})
export const roles = z.enum(['server', 'network', 'printer', 'ups', 'desktop', 'laptop'])
const selector = z
  .strictObject({
    measurement: name.optional(),
    tags: z.record(name, oneOrMore(word)).default({}),
    roles: z.array(roles).default([]),
    sites: z.array(name).default([]),
    departments: z.array(name).default([]),
    critical: z.boolean().optional(),
  })
  .prefault({})
export const base = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'an id is small letters, digits and -'),
  text: name.optional(),
  enabled: z.boolean().default(true),
  select: selector,
  object: z.array(name).default([]),
  texts: z.strictObject({ sw: words, en: words }).optional(),
}
export const severity = z.enum(['info', 'warning', 'critical'])
