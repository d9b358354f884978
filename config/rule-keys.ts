/** The key names that a rule file knows, for telling the nearest right one. */
import { comparisons } from './rules-grammar.ts'
import { ruleSchemas, type RuleKind } from './rules-schema.ts'

export const conditionKeys = ['field', ...comparisons] as const
/** Key names of the parts of a rule, for telling the nearest right one. */
export const ruleKeys: Readonly<Record<RuleKind, readonly string[]>> = {
  threshold: Object.keys(ruleSchemas.threshold.in.shape),
  state: Object.keys(ruleSchemas.state.in.shape),
  event: Object.keys(ruleSchemas.event.in.shape),
  change: Object.keys(ruleSchemas.change.in.shape),
  silence: Object.keys(ruleSchemas.silence.in.shape),
  age: Object.keys(ruleSchemas.age.in.shape),
  schedule: Object.keys(ruleSchemas.schedule.in.shape),
  increase: Object.keys(ruleSchemas.increase.in.shape),
  forecast: Object.keys(ruleSchemas.forecast.in.shape),
}
/** Key names inside the parts of a rule. */
export const partKeys: Readonly<Record<string, readonly string[]>> = {
  select: ['measurement', 'tags', 'roles', 'sites', 'departments', 'critical'],
  level: ['when', 'for', 'clear', 'clearFor', 'is', 'after', 'missed', 'olderThan', 'within'],
  proof: ['field', 'when'],
  texts: ['sw', 'en', 'title', 'fact', 'meaning', 'steps', 'cleared'],
}
