import type { CalendarSettings } from '../../config/calendar.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { Site } from '../model/office.ts'
import type { IncidentSummary } from '../state/incident-nouns.ts'
import type { NetworkState } from '../state/network-records.ts'
import type { Span } from '../state/wan-nouns.ts'
import type { WanRepository } from '../state/wan.ts'
import type { WanStore } from './ping-runs.ts'

/** What the stage of the lines stands on. */
export interface WanDeskParts {
  readonly wan: WanRepository
  readonly store: WanStore
  readonly hosts: () => readonly HostRecord[]
  readonly sites: () => readonly Site[]
  readonly calendar: () => CalendarSettings
  readonly network: () => NetworkState
  /** Site in which the collector itself stands; undefined: that is not known. */
  readonly homeSite: () => string | undefined
  /** Incidents open at some time between these. */
  readonly incidents: (fromMs: number, toMs: number) => Promise<readonly IncidentSummary[]>
  readonly powerCuts: (fromMs: number, toMs: number, siteId: string) => Promise<readonly Span[]>
  readonly clock: Clock
  readonly log: Log
  readonly add: (hostId: string, one: Reading, timeMs: number) => void
}
