/** All exceptions that lie over the rules in force, for the API and the command line. */
import type { Rule } from '../../../config/rule.ts'
import type { ApiParts } from '../parts.ts'
import type { ExceptionItem } from '../rules-views.ts'
import { exceptionsOf, namesOf } from './rule-view.ts'

export interface ListedException extends ExceptionItem {
  readonly ruleId: string
}

/** By rule, and of each rule the most general first. */
export async function listExceptions(
  parts: Pick<ApiParts, 'office' | 'hosts' | 'ruleExceptions'> & {
    readonly rules: Pick<ApiParts['rules'], 'exceptionId'>
  },
  rules: readonly Rule[],
): Promise<readonly ListedException[]> {
  const names = await namesOf(parts)
  const found: ListedException[] = []
  for (const rule of rules) {
    if (rule.overrides.length === 0) continue
    for (const item of await exceptionsOf(parts, rule, (id) => names.get(id) ?? id))
      found.push({ ...item, ruleId: rule.id })
  }
  return found
}
