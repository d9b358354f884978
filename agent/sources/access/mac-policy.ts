/** macOS: `pwpolicy -getaccountpolicies`, a property list after a line of text. */
import { parsePlist, plistGroup, plistList, type PlistValue } from '../parts/plist.ts'
import type { Policy } from './policy.ts'

/** Undefined: it is no answer of pwpolicy. */
export function parseMacPolicy(text: string): Policy | undefined {
  const root = parsePlist(text)
  if (root === undefined) return undefined
  const facts = plistGroup(root)
  const content = plistList(facts['policyCategoryPasswordContent']).map(contentOf).join('\n')
  const authentication = plistList(facts['policyCategoryAuthentication']).map(contentOf).join('\n')
  const change = plistList(facts['policyCategoryPasswordChange']).map(contentOf).join('\n')
  const lengths = [...content.matchAll(/\.\{(\d{1,3}),/g)].map(([, digits]) => Number(digits))
  return {
    scope: 'local',
    // Without a rule of its own macOS demands four characters.
    minLength: Math.max(4, ...lengths),
    complexity: /\[A-Z\]|\[0-9\]|\[\^a-zA-Z0-9\]|ContainsNumericCharacters|RequiresAlpha/i.test(
      content,
    ),
    maxAgeDays:
      numberIn(/policyAttributeExpiresEveryNDays\D{0,40}?(\d{1,5})/.exec(change)?.[1]) ?? 0,
    history:
      parameter(
        plistList(facts['policyCategoryPasswordContent']),
        'policyAttributePasswordHistoryDepth',
      ) ?? 0,
    lockoutThreshold:
      parameter(
        plistList(facts['policyCategoryAuthentication']),
        'policyAttributeMaximumFailedAuthentications',
      ) ??
      numberIn(/policyAttributeFailedAuthentications\s*<\s*(\d{1,5})/.exec(authentication)?.[1]) ??
      0,
    reversible: false,
  }
}

function contentOf(rule: PlistValue): string {
  const content = plistGroup(rule)['policyContent']
  return typeof content === 'string' ? content : ''
}

function parameter(rules: readonly PlistValue[], name: string): number | undefined {
  for (const rule of rules) {
    const value = plistGroup(plistGroup(rule)['policyParameters'])[name]
    if (typeof value === 'number') return value
  }
  return undefined
}

function numberIn(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits)
}
