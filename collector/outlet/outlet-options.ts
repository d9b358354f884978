import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { Presence } from '../model/hosts.ts'
import type { TimeSeriesStore } from '../model/store.ts'
import type { OutletRepository } from '../state/outlet.ts'
import type { OfficeBooks } from './office-books.ts'
import type { HostTags } from './series-lines.ts'
import type { OutletSettings } from './settings.ts'
import type { FaultKind } from './verdict.ts'

export interface KnownPresence {
  readonly hostId: string
  readonly presence: Presence
  readonly sinceMs: number
}
export interface OutletOptions {
  readonly settings: OutletSettings
  readonly store: Pick<TimeSeriesStore, 'commitsAfter' | 'range' | 'release' | 'series' | 'stats'>
  readonly state: OutletRepository
  readonly tagsOf: (hostId: string) => HostTags | undefined
  readonly presences: () => Iterable<KnownPresence>
  readonly siteName: (siteId: string) => string | undefined
  readonly optionalTags: (measurement: string) => readonly string[]
  /** Left out: alerts are told by their transitions alone, and no incidents or power cuts. */
  readonly books?: OfficeBooks
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
}
export interface OutletStats {
  /** Undefined: the database takes points. */
  readonly fault: { readonly why: FaultKind; readonly reason: string } | undefined
  readonly waitingHours: number
  /** For how long, without an end, hours have waited while the database took points; 0: none wait. */
  readonly behindMs: number
  readonly commit: number
  readonly pointsSent: number
  readonly pointsRefused: number
}
