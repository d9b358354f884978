/** Whether a fault of a service is on its side or on ours, from what several sites see. */
import type { ServiceVerdict } from '../state/wan-nouns.ts'

export interface SiteSees {
  readonly siteId: string | null
  readonly result: 'good' | 'failing' | 'unknown'
  /** Of the site's line at the same time. */
  readonly line: 'up' | 'down' | 'unknown'
  /** Another service outside answers there: the way out is fine, whatever measures it. */
  readonly othersGood: boolean
}

/**
 * A site whose line is down says nothing of the service. One that fails while it opens elsewhere is
 * ours; failing everywhere is theirs, once at least one of those sites is known to reach others.
 */
export function verdictOf(sees: readonly SiteSees[]): ServiceVerdict {
  const known = sees.filter(({ result }) => result !== 'unknown')
  const counted = known.filter(({ line, result }) => !(line === 'down' && result === 'failing'))
  if (counted.length === 0) return known.length > 0 ? 'line' : 'unknown'
  const failing = counted.filter(({ result }) => result === 'failing')
  if (failing.length === 0) return 'good'
  if (failing.length < counted.length) return 'ours'
  const proved = failing.some(({ line, othersGood }) => line === 'up' || othersGood)
  return proved ? 'theirs' : 'unknown'
}
