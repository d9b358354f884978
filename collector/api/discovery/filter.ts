import type { FoundFilter, FoundRow } from '../discovery-views.ts'

/** What can be computers that should have an agent. */
const computers: ReadonlySet<string> = new Set(['computer', 'server'])

/** `unknown` are those of which nobody knows what they are; all of them are `new` as well. */
export function fitsFilter({ state, kind, snmp }: FoundRow, filter: FoundFilter): boolean {
  if (filter === 'declined' || filter === 'known') return state === filter
  if (state !== 'new') return false
  if (filter === 'computers') return computers.has(kind)
  return filter === 'new' || (kind === 'unknown' && !snmp)
}
