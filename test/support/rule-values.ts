import type { Rule } from '../../config/rule.ts'
import { findMeasurement } from '../../contract/catalogue/catalogue.ts'

/** Thursday 12/11/2026, 10:42 in Dar es Salaam, in seconds. */
export const sampleInstant = Date.parse('2026-11-12T10:42:00+03:00') / 1000

/** The values that the engine gives an alert of this rule (alert-line.ts and the checks). */
export function ruleValues(rule: Rule): Record<string, string | number> {
  const values: Record<string, string | number> = {}
  const measurement = findMeasurement(rule.select.measurement ?? '')
  for (const tag of Object.keys(measurement?.tags ?? {})) values[tag] = 'x'
  for (const [name, field] of Object.entries(measurement?.fields ?? {})) {
    const number = field.kind === 'float' || field.kind === 'integer'
    values[name] = number ? 93 : 'x'
    const hasEnd = ['threshold', 'state', 'forecast'].includes(rule.kind)
    if (hasEnd) values[`now_${name}`] = values[name]
  }
  const own: Partial<Record<Rule['kind'], Record<string, string | number>>> = {
    change: { from: 1, to: sampleInstant },
    increase: { total: 9, rise: 1, baseline: 8 },
    event: { event: 'x' },
    forecast: { days_left: 9, full_at: sampleInstant, per_day: 1.85 * 1024 ** 3 },
    age: { age_days: 4, age_working_days: 3, last: sampleInstant },
    schedule: { missed: 2, last: sampleInstant, expected: sampleInstant },
  }
  const silences = {
    host: { since: sampleInstant, presence: 'unreachable', days: 3 },
    source: { last: sampleInstant },
    site: {
      count: 5,
      total: 6,
      since: sampleInstant,
      first: sampleInstant,
      names: 'A, B',
      cause: 'power',
      reason: 'none',
      spread: 'yes',
      witness: 'UPS-1',
      powers: 3,
      lines: 0,
      now_cause: 'power',
      now_back: 4,
      now_total: 5,
      now_missing: 1,
      now_names: 'B',
      now_sudden: 3,
      now_cuts: 7,
    },
    parent: {
      count: 14,
      total: 14,
      since: sampleInstant,
      names: 'A, B',
      now_back: 13,
      now_total: 14,
      now_missing: 1,
      now_names: 'B',
    },
    unsteady: { changes: 3, within: 480, since: sampleInstant },
    missing: { since: sampleInstant },
    collector: { since: sampleInstant, count: 142, now_missing: 2, now_names: 'A, B' },
  }
  return { ...values, ...own[rule.kind], ...(rule.kind === 'silence' ? silences[rule.of] : {}) }
}
