/** How an exception from a rule is written, and whether the rule still stands with it. */
import * as z from 'zod'
import type { RuleOverride, WrittenRule } from './rule.ts'
import { oneOrMore, roles, name, word } from './rules-grammar.ts'

/** What makes a rule what it is; who wants another one writes a rule of his own. */
const fixed = ['id', 'kind', 'text', 'select', 'object', 'field', 'fields', 'texts'] as const

const where = z
  .strictObject({
    sites: oneOrMore(name).default(() => []),
    departments: oneOrMore(name).default(() => []),
    roles: oneOrMore(roles).default(() => []),
    critical: z.boolean().optional(),
    hosts: oneOrMore(name).default(() => []),
    objects: oneOrMore(word).default(() => []),
  })
  .prefault({})
export const overrideSchema = z.strictObject({
  override: name,
  where,
  set: z.record(z.string(), z.unknown()),
})
export const whereKeys = Object.keys(where.unwrap().shape)
export const overrideKeys = Object.keys(overrideSchema.shape)

/** Keys in `set` that an exception cannot change. */
export function fixedKeys(set: WrittenRule): readonly string[] {
  return fixed.filter((key) => Object.hasOwn(set, key))
}

export interface WrittenOverride extends RuleOverride {
  readonly ruleId: string
}
export function overrideOf(
  written: z.output<typeof overrideSchema>,
  file: string,
): WrittenOverride {
  return { ruleId: written.override, scope: written.where, set: written.set, file }
}
