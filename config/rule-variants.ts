/**
 * Exceptions from rules: what is more particular lies over what is more general, in the order
 * everywhere → site → department → role → critical computers → computer → object. A value replaces
 * the one before, a group is joined key by key (conditions are whole), and null takes a key away.
 */
import { patternMatches } from './pattern.ts'
import { parseWritten } from './rule-parse.ts'
import type { Rule, RuleScope, WrittenRule } from './rule.ts'

/** What decides which exceptions hold; the names of a place or computer are its id and its name. */
export interface ScopeFacts {
  readonly siteNames: readonly string[]
  readonly departmentNames: readonly string[]
  readonly role: string
  readonly critical: boolean
  readonly hostNames: readonly string[]
  readonly object: string
}

/** By what an exception is chosen, the most particular first. */
const ranks: readonly ((scope: RuleScope) => boolean)[] = [
  ({ objects }) => objects.length > 0,
  ({ hosts }) => hosts.length > 0,
  ({ critical }) => critical !== undefined,
  ({ roles }) => roles.length > 0,
  ({ departments }) => departments.length > 0,
  ({ sites }) => sites.length > 0,
]

/** The higher, the more particular: an object's exception wins over all others of the rule. */
export function rankOf(scope: RuleScope): number {
  return ranks.reduce((sum, chosen, at) => sum + (chosen(scope) ? 2 ** (ranks.length - at) : 0), 0)
}

const variants = new WeakMap<Rule, Map<string, Rule>>()

/**
 * The rule as it holds there; the same object for the same set of exceptions, so that what was made
 * of it can be kept. Whether it is in force at all says its `enabled`.
 */
export function variantOf<R extends Rule>(rule: R, facts: ScopeFacts): R {
  if (rule.overrides.length === 0) return rule
  const chosen = rule.overrides.filter(({ scope }) => holds(scope, facts))
  if (chosen.length === 0) return rule
  const key = chosen.map((one) => rule.overrides.indexOf(one)).join(' ')
  const known = variants.get(rule) ?? new Map<string, Rule>()
  variants.set(rule, known)
  const variant = known.get(key) ?? made(rule, chosen)
  known.set(key, variant)
  // An exception cannot change the kind.
  return variant as R
}

/** Several exceptions that are good each can be wrong together; the rule then holds as it is. */
function made(rule: Rule, chosen: Rule['overrides']): Rule {
  const written = chosen.reduce((before, { set }) => merged(before, set), rule.written)
  const result = parseWritten(rule.kind, written)
  return 'rule' in result ? result.rule : rule
}

export function merged(under: WrittenRule, over: WrittenRule): WrittenRule {
  const both: Record<string, unknown> = { ...under }
  for (const [key, value] of Object.entries(over)) {
    const before = both[key]
    if (value === null) delete both[key]
    else if (!wholes.has(key) && isGroup(before) && isGroup(value))
      both[key] = merged(before, value)
    else both[key] = value
  }
  return both
}

/** "below 5" must not stand beside the "above 80" that it replaces. */
const wholes: ReadonlySet<string> = new Set(['when', 'clear', 'from', 'to', 'proof'])

function isGroup(value: unknown): value is WrittenRule {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function holds(scope: RuleScope, facts: ScopeFacts): boolean {
  const among = (patterns: readonly string[], names: readonly string[]): boolean =>
    patterns.length === 0 ||
    patterns.some((pattern) =>
      names.some((name) => patternMatches(pattern.toLowerCase(), name.toLowerCase())),
    )
  return (
    among(scope.sites, facts.siteNames) &&
    among(scope.departments, facts.departmentNames) &&
    among(scope.roles, [facts.role]) &&
    (scope.critical === undefined || scope.critical === facts.critical) &&
    among(scope.hosts, facts.hostNames) &&
    among(scope.objects, [facts.object])
  )
}
