/** What took a whole site away: a guess while nobody is back, and what those that are back prove. */
import type { SilenceRule } from '../../config/rule.ts'
import type { Severity } from '../model/alerts.ts'
import type { Role } from '../model/hosts.ts'
import { isGroup, numberIn, type HostView, type Memory } from './check.ts'
import { named, type WatchedHost } from './outage.ts'

/** So many must tell of lost power: one alone may have been its own plug. */
const witnessesMin = 2
/** They have no battery: one that stayed on proves that the power did. */
const withoutBattery: ReadonlySet<Role> = new Set(['desktop', 'server'])

/** Outages of the site in its memory: older ones count less. */
const pastMax = 12
/** So many of one kind, and three times as many as of the other, make the next one likely the same. */
const habitMin = 2
const habitTimes = 3

/** What the site's outages were, as those that came back proved. */
export class PastOutages {
  powers = 0
  lines = 0
  note(cause: 'power' | 'line' | 'unknown'): void {
    if (cause === 'power') this.powers++
    if (cause === 'line') this.lines++
    if (this.powers + this.lines <= pastMax) return
    this.powers = Math.floor(this.powers / 2)
    this.lines = Math.floor(this.lines / 2)
  }
  get habit(): 'power' | 'line' | undefined {
    const { powers, lines } = this
    if (lines >= habitMin && lines >= habitTimes * powers) return 'line'
    return powers >= habitMin && powers >= habitTimes * lines ? 'power' : undefined
  }
  save(): Memory | undefined {
    const { powers, lines } = this
    return powers + lines === 0 ? undefined : { powers, lines }
  }
  restore(memory: Memory | undefined): void {
    if (!isGroup(memory)) return
    this.powers = numberIn(memory['powers'], 0)
    this.lines = numberIn(memory['lines'], 0)
  }
}

/** What is known while nobody is back. */
export interface Signs {
  readonly hosts: readonly WatchedHost[]
  /** The last sign of life of the lost. */
  readonly newestMs: number
  readonly postMs: number
  /** Names of supplies of the site that last said that they run on battery. */
  readonly onBattery: readonly string[]
  readonly past: PastOutages
}
export interface Likely extends Readonly<Record<string, string | number>> {
  readonly cause: 'power' | 'line' | 'inside'
  readonly reason: 'ups' | 'laptop' | 'desktop' | 'network' | 'oftenLine' | 'oftenPower' | 'none'
  /** Who shows it; empty: nobody. */
  readonly witness: string
  readonly powers: number
  readonly lines: number
}

/**
 * What the loss looks like before anybody is back, and why. From outside a power cut and a dead line
 * look alike; a supply on battery, whoever of the site is still heard, and what the site's outages
 * were before tell more.
 */
export function likelyCause({ hosts, newestMs, postMs, onBattery, past }: Signs): Likely {
  const { powers, lines } = past
  const there = hosts.filter(({ host }) => host.presence === 'online')
  const heard = there.filter(({ host }) => host.heardMs > newestMs + postMs)
  const ofRole = (of: readonly WatchedHost[], ...roles: readonly Role[]): string =>
    named(of.filter(({ host }) => roles.includes(host.record.role)))
  const said = (cause: Likely['cause'], reason: Likely['reason'], witness: string): Likely => ({
    cause,
    reason,
    witness,
    powers,
    lines,
  })
  if (onBattery.length > 0) return said('power', 'ups', onBattery.join(', '))
  const fixed = ofRole(heard, ...withoutBattery)
  if (fixed !== '') return said('inside', 'desktop', fixed)
  const laptops = ofRole(heard, 'laptop')
  if (laptops !== '') return said('power', 'laptop', laptops)
  const devices = ofRole(there, 'network')
  if (devices !== '' && ofRole(there, 'laptop') === '') return said('inside', 'network', devices)
  if (past.habit === 'line') return said('line', 'oftenLine', '')
  return said('power', past.habit === 'power' ? 'oftenPower' : 'none', '')
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

export function withServer(gone: readonly WatchedHost[]): boolean {
  return gone.some(({ host }) => host.record.role === 'server')
}

/** A server among the lost stops the work of others too. */
export function lossSeverity(rule: SilenceRule, gone: readonly WatchedHost[]): Severity {
  return withServer(gone) ? 'critical' : (rule.levels[0]?.severity ?? 'warning')
}

/** Its later loss is told on its own: a server that outlived the cut has a fault of its own. */
export function isAlwaysOn({ record }: HostView): boolean {
  return record.role === 'server' || record.role === 'network'
}
