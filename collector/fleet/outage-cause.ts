/** What took away what an incident names, by the evidence of those that are back. */
import type { IncidentKind, LostHost, OutageCause } from '../state/incident-nouns.ts'

/** So many must tell of lost power: one alone may have been its own plug. */
const witnessesMin = 2

export function outageCause(kind: IncidentKind, hosts: readonly LostHost[]): OutageCause {
  if (kind === 'collector') return 'collector'
  const withoutPower = hosts.filter(({ word }) => word === 'power_lost').length
  const back = hosts.filter(({ backMs }) => backMs !== null)
  const needed = Math.min(witnessesMin, Math.max(1, hosts.length))
  if (withoutPower >= needed) return 'power'
  if (kind === 'site') return back.length === 0 ? 'unknown' : 'wan'
  return kind === 'computer' ? 'computer' : 'device'
}
