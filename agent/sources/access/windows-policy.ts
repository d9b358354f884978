/** Windows: sections accounts, joined and (once a day) securityPolicy of the batched query. */
import { fieldsOf, flagOf, numberOf } from '../parts/narrow.ts'
import type { Policy } from './policy.ts'

const daySeconds = 86_400
/** TIMEQ_FOREVER; some providers write it signed. */
const forever = new Set([-1, 4_294_967_295])
/** DomainRole 4 and 5: a domain controller, whose accounts are the domain's. */
const domainControllerFrom = 4

/** Undefined: these are no rules. */
export function parseWindowsPolicy(sections: {
  readonly accounts: unknown
  readonly joined: unknown
  readonly security: unknown
}): Policy | undefined {
  const accounts = fieldsOf(sections.accounts)
  const security = fieldsOf(sections.security)
  if (numberOf(accounts['minLen']) === undefined && Object.keys(security).length === 0) {
    return undefined
  }
  const lockSeconds = numberOf(accounts['lockoutSec'])
  return {
    scope: scopeOf(sections.joined),
    minLength: whole(accounts['minLen']) ?? whole(security['MinimumPasswordLength']),
    complexity: switched(security['PasswordComplexity']),
    maxAgeDays: daysOf(accounts['maxAgeSec']),
    minAgeDays: daysOf(accounts['minAgeSec']),
    history: whole(accounts['history']),
    lockoutThreshold: whole(accounts['lockoutThreshold']) ?? whole(security['LockoutBadCount']),
    lockoutMinutes:
      lockSeconds === undefined
        ? undefined
        : forever.has(lockSeconds)
          ? 0
          : Math.max(0, Math.round(lockSeconds / 60)),
    reversible: switched(security['ClearTextPassword']),
  }
}

function scopeOf(section: unknown): Policy['scope'] {
  const { domain, entra, role } = fieldsOf(section)
  if (flagOf(domain) || (numberOf(role) ?? 0) >= domainControllerFrom) return 'domain'
  if (flagOf(entra)) return 'entra'
  return flagOf(domain) === false ? 'local' : 'unknown'
}

function whole(value: unknown): number | undefined {
  const number = numberOf(value)
  return number !== undefined && Number.isInteger(number) && number >= 0 ? number : undefined
}

function switched(value: unknown): boolean | undefined {
  const number = numberOf(value)
  return number === undefined ? undefined : number !== 0
}

function daysOf(value: unknown): number | undefined {
  const seconds = numberOf(value)
  if (seconds === undefined) return undefined
  return forever.has(seconds) || seconds < 0 ? 0 : Math.round(seconds / daySeconds)
}
