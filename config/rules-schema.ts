/** How rules are written in YAML; the output is the plain data of rule.ts. */
import * as z from 'zod'
import type { ForecastLevel, Level } from './rule.ts'
import {
  amount,
  base,
  conditions,
  levelled,
  levelsOf,
  name,
  oneOrMore,
  severity,
  span,
  wallTime,
  word,
  zero,
} from './rules-grammar.ts'
import { scheduleFault } from './schedule-fault.ts'

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
const forecastLevel = z.strictObject({
  within: wallTime,
  clear: wallTime.default(zero),
  when: conditions.default(() => []),
  for: wallTime.default(zero),
})
const silenceLevel = z.strictObject({ after: span, missed: z.int().min(0).max(1000).default(0) })

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
    learn: wallTime.default(zero),
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
    learn: wallTime.default(zero),
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
    learn: wallTime.default(zero),
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
    of: z.enum(['host', 'source', 'site', 'parent', 'missing', 'unsteady', 'collector']),
    share: z.number().min(1).max(100).default(60),
    least: z.int().min(2).max(1000).default(3),
    ...levelled(silenceLevel),
  })
  .transform((written) => ({
    ...written,
    levels: levelsOf(written, (severity, level) => ({ severity, ...level })),
  }))
const forecast = z
  .strictObject({
    ...base,
    kind: z.literal('forecast'),
    field: name,
    reaches: amount.default(zero),
    short: wallTime.default(day),
    long: wallTime.default(7 * day),
    ...levelled(forecastLevel),
  })
  .transform((written, context) => {
    if (written.short * 2 > written.long) context.addIssue('"long" is at least twice "short"')
    return {
      ...written,
      shortMs: written.short,
      longMs: written.long,
      levels: levelsOf(written, (severity, level): ForecastLevel => ({
        severity,
        withinMs: level.within,
        clearMs: Math.max(level.clear, level.within),
        when: level.when,
        forMs: level.for,
      })),
    }
  })
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
  forecast,
} as const
export type RuleKind = keyof typeof ruleSchemas
