/** One rule from its written form: the schema of its kind, what follows from it, nothing of files. */
import type * as z from 'zod'
import type { Rule, WrittenRule } from './rule.ts'
import { ruleSchemas, type RuleKind } from './rules-schema.ts'

export function isKind(value: unknown): value is RuleKind {
  return typeof value === 'string' && Object.hasOwn(ruleSchemas, value)
}

/** The rule, or what is wrong with it by the schema; its words are not checked here. */
export function parseWritten(
  kind: RuleKind,
  written: WrittenRule,
): { readonly rule: Rule } | { readonly issues: readonly z.core.$ZodIssue[] } {
  const result = ruleSchemas[kind].safeParse(written)
  if (!result.success) return { issues: result.error.issues }
  const { text, id } = result.data
  const learnMs = 'learn' in result.data ? result.data.learn : 0
  return {
    rule: { ...result.data, text: text ?? id, learnMs, written, overrides: [] } as Rule,
  }
}
