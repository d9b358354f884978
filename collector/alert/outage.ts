/** What incidents of sites, devices and the collector have in common. */
import type { Presence } from '../model/hosts.ts'
import type { HostView, Memory } from './check.ts'
import type { HostSilence } from './host-silence.ts'

export interface WatchedHost {
  readonly host: HostView
  readonly silences: readonly HostSilence[]
}

/** Gone without a word of their own; whoever is off, asleep or never came is not. */
export const vanished: ReadonlySet<Presence> = new Set(['unreachable', 'power_lost', 'site_down'])
/** After the first are back, the others get so long before the restoration is told. */
export const returnMs = 5 * 60_000
const namesMax = 20

/** Names in the order of the alphabet; what is beyond the limit is counted. */
export function named(hosts: readonly WatchedHost[]): string {
  const names = hosts.map(({ host }) => host.record.name).sort()
  const more = names.length > namesMax ? ` (+${names.length - namesMax})` : ''
  return names.slice(0, namesMax).join(', ') + more
}

/** Where it gathers, until it is durable, what belongs to which incident. */
export interface Belongings {
  /** The alert becomes part of the incident. */
  readonly fold: (alertId: string, parentId: string) => void
  /** The incident took this host away. */
  readonly member: (incidentId: string, host: HostView) => void
}

/** The hosts are the incident's, and their own open alerts become part of it. */
export function foldInto(
  incident: string | undefined,
  hosts: readonly WatchedHost[],
  { fold, member }: Belongings,
): void {
  if (incident !== undefined) for (const { host } of hosts) member(incident, host)
  for (const silence of hosts.flatMap((one) => one.silences)) {
    const open = silence.open
    if (!open || incident === undefined || open.parentId !== null) continue
    silence.fold(incident)
    fold(open.id, incident)
  }
}

/** The incident is over: who is still missing gets its own time from now on. */
export function countAnew(
  missing: readonly WatchedHost[],
  incident: string | undefined,
  nowMs: number,
): void {
  for (const silence of missing.flatMap((one) => one.silences)) {
    if (silence.open === null || silence.open.parentId === incident) silence.countFrom(nowMs)
  }
}

export function idsIn(memory: Memory | undefined): Set<string> {
  return new Set(Array.isArray(memory) ? memory.filter((id) => typeof id === 'string') : [])
}
