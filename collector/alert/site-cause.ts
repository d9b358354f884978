/** What took a whole site away: a guess while nobody is back, and what those that are back prove. */
import type { SilenceRule } from '../../config/rule.ts'
import type { Role, Severity } from '../model.ts'
import type { WatchedHost } from './outage.ts'

/** So many must tell of lost power: one alone may have been its own plug. */
const witnessesMin = 2
/** They have no battery: one that stayed on proves that the power did. */
const withoutBattery: ReadonlySet<Role> = new Set(['desktop', 'server'])

/**
 * What the loss looks like before anybody is back. A network device that still answers shows that
 * the way to the site is there; where computers with batteries are heard as well, it was the power.
 */
export function probableCause(hosts: readonly WatchedHost[]): 'power' | 'inside' {
  const heard = hosts.filter(({ host }) => host.presence === 'online')
  const has = (role: Role): boolean => heard.some(({ host }) => host.record.role === role)
  return has('network') && !has('laptop') ? 'inside' : 'power'
}

/** @param sudden how many of those that are back told that they had lost power. */
export function provenCause(
  back: readonly WatchedHost[],
  sudden: number,
): 'power' | 'line' | 'unknown' {
  if (sudden >= witnessesMin) return 'power'
  const witness = back.some(({ host }) => withoutBattery.has(host.record.role))
  return sudden === 0 && witness ? 'line' : 'unknown'
}

/** So long a server may be silent before it is told of. */
const serverAfterMs = 3 * 60_000

/** Milliseconds: a line that is back by then was a hiccup; where a server is gone, its time counts. */
export function waitBeforeTelling(rule: SilenceRule, gone: readonly WatchedHost[]): number {
  const { unit, amount } = rule.levels[0]?.after ?? { unit: 'milliseconds', amount: 0 }
  const afterMs = unit === 'milliseconds' ? amount : 0
  return withServer(gone) ? Math.min(afterMs, serverAfterMs) : afterMs
}

function withServer(gone: readonly WatchedHost[]): boolean {
  return gone.some(({ host }) => host.record.role === 'server')
}

/** A server among the lost stops the work of others too. */
export function lossSeverity(rule: SilenceRule, gone: readonly WatchedHost[]): Severity {
  return withServer(gone) ? 'critical' : (rule.levels[0]?.severity ?? 'warning')
}
