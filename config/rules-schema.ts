/** How rules are written in YAML; the output is the plain data of rule.ts. */
import * as z from 'zod'
import { parseSize, parseSpan } from './quantity.ts'
import type { Comparison, Condition, Level, RuleSeverity, Span } from './rule.ts'
import { scheduleFault } from './schedule-fault.ts'

const name = z.string().min(1).max(255)
const span = z.string().transform((text, context): Span => {
  const parsed = parseSpan(text)
  if (parsed) return parsed
  context.addIssue(`"${text}" is no length of time; write 90s, 5m, 2h, 3d or 3wd (working days)`)
  return z.NEVER
})
const wallTime = span.transform((value, context) => {
  if (value.unit === 'milliseconds') return value.amount
  context.addIssue('working days cannot be used here; write 90s, 5m, 2h or 3d')
  return z.NEVER
})
const amount = z.union([z.number(), z.string()]).transform((value, context) => {
  const parsed = typeof value === 'number' ? value : parseSize(value)
  if (parsed !== undefined) return parsed
  context.addIssue(`"${value}" is no number or size; write 90 or 15 GB`)
  return z.NEVER
})
const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([item.transform((one) => [one]), z.array(item).min(1).max(16)])
const word = z.union([name, z.boolean(), z.number()]).transform(String)

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
const conditions = oneOrMore(condition)
const zero = (): number => 0

const thresholdLevel = z.strictObject({
  when: conditions,
  for: wallTime.default(zero),
  clear: conditions.default(() => []),
  clearFor: wallTime.default(zero),
})
const stateLevel = z.strictObject({
  is: oneOrMore(word),
  for: wallTime.default(zero),
  clearFor: wallTime.default(zero),
})
const silenceLevel = z.strictObject({ after: span, missed: z.int().min(0).max(1000).default(0) })

const severities = ['critical', 'warning', 'info'] as const
const levelled = <T extends z.ZodType>(level: T) => ({
  critical: level.optional(),
  warning: level.optional(),
  info: level.optional(),
})
type Levelled<T> = { readonly [S in RuleSeverity]?: T | undefined }

/** The written levels, highest severity first. */
function levelsOf<T, L>(
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
const selector = z
  .strictObject({
    measurement: name.optional(),
    tags: z.record(name, oneOrMore(word)).default({}),
    roles: z
      .array(z.enum(['server', 'network', 'printer', 'ups', 'desktop', 'laptop']))
      .default([]),
    sites: z.array(name).default([]),
    departments: z.array(name).default([]),
    critical: z.boolean().optional(),
  })
  .prefault({})
const base = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'an id is small letters, digits and -'),
  text: name.optional(),
  enabled: z.boolean().default(true),
  select: selector,
  object: z.array(name).default([]),
  texts: z.strictObject({ sw: words, en: words }).optional(),
}
const severity = z.enum(['info', 'warning', 'critical'])
const day = 86_400_000

const threshold = z
  .strictObject({ ...base, kind: z.literal('threshold'), ...levelled(thresholdLevel) })
  .transform((written) => ({
    ...written,
    // A state among the conditions that turns unknown must not end an alert (A3).
    unknown: ['unknown'],
    levels: levelsOf(written, (severity, level): Level => ({
      severity,
      when: level.when,
      forMs: level.for,
      clear: level.clear,
      clearForMs: level.clearFor,
    })),
  }))
const state = z
  .strictObject({
    ...base,
    kind: z.literal('state'),
    field: name,
    unknown: z.array(word).default(['unknown']),
    ...levelled(stateLevel),
  })
  .transform((written) => ({
    ...written,
    levels: levelsOf(written, (severity, level): Level => ({
      severity,
      when: [{ field: written.field, comparison: 'is', value: level.is }],
      forMs: level.for,
      clear: [],
      clearForMs: level.clearFor,
    })),
  }))
const event = z
  .strictObject({
    ...base,
    kind: z.literal('event'),
    field: name,
    severity,
    when: conditions.default(() => []),
    stays: wallTime.default(7 * day),
  })
  .transform((written) => ({ ...written, staysMs: written.stays }))
const change = z
  .strictObject({
    ...base,
    kind: z.literal('change'),
    field: name,
    severity,
    from: conditions.default(() => []),
    to: conditions.default(() => []),
    by: amount.default(zero),
    stays: wallTime.default(day),
  })
  .transform((written) => ({ ...written, staysMs: written.stays }))
const increase = z
  .strictObject({
    ...base,
    kind: z.literal('increase'),
    fields: oneOrMore(name),
    by: amount.refine((value) => value > 0, 'an increase is more than 0').default(1),
    severity,
    firstSight: severity.optional(),
    within: wallTime.default(zero),
    settle: wallTime.default(zero),
  })
  .transform((written) => ({
    ...written,
    firstSight: written.firstSight ?? null,
    withinMs: written.within,
    settleMs: written.settle,
  }))
const silence = z
  .strictObject({
    ...base,
    kind: z.literal('silence'),
    of: z.enum(['host', 'source', 'site']),
    share: z.number().min(1).max(100).default(60),
    least: z.int().min(2).max(1000).default(3),
    ...levelled(silenceLevel),
  })
  .transform((written) => ({
    ...written,
    levels: levelsOf(written, (severity, level) => ({ severity, ...level })),
  }))
const age = z
  .strictObject({
    ...base,
    kind: z.literal('age'),
    field: name,
    ...levelled(z.strictObject({ olderThan: span })),
  })
  .transform((written) => ({
    ...written,
    levels: levelsOf(written, (severity, level) => ({ severity, ...level })),
  }))
const schedule = z
  .strictObject({
    ...base,
    kind: z.literal('schedule'),
    every: wallTime.refine((value) => value >= 60_000, 'not oftener than every minute').optional(),
    cron: z.string().max(100).optional(),
    zone: name.optional(),
    days: z.enum(['all', 'working']).default('all'),
    grace: wallTime,
    proof: z.union([z.strictObject({ field: name }), z.strictObject({ when: conditions })]),
    ...levelled(z.strictObject({ missed: z.int().min(1).max(100) })),
  })
  .transform((written, context) => {
    const fault = scheduleFault(written)
    if (fault) context.addIssue(fault)
    return {
      ...written,
      graceMs: written.grace,
      levels: levelsOf(written, (severity, level) => ({ severity, ...level })),
    }
  })

/** By kind: what a rule of that kind may say. */
export const ruleSchemas = {
  threshold,
  state,
  event,
  change,
  silence,
  age,
  schedule,
  increase,
} as const
export type RuleKind = keyof typeof ruleSchemas
