import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { ParentGraph } from '../../lib/parent-graph.ts'
import type { HostRecord, HostsRepository, Presence } from '../model/hosts.ts'
import type { OfficeCalendar } from '../model/office.ts'
import type { SessionEvent } from '../model/sessions.ts'
import type { SiteBeat } from './site-marks.ts'

/** A host's presence changed; a restated change corrects a time that is already past. */
export interface PresenceChange {
  readonly hostId: string
  readonly presence: Presence
  readonly previous: Presence
  readonly sinceMs: number
  /** Null: it is so now. */
  readonly untilMs: number | null
  readonly restated: boolean
}

export interface PresenceParts {
  readonly hosts: Pick<HostsRepository, 'all' | 'setPresence' | 'setContact'>
  readonly clock: Clock
  readonly log: Log
  readonly calendar: () => OfficeCalendar
  /** Posting interval of a site's profile; null: a host without a site. */
  readonly postingMs: (siteId: string | null) => number
  readonly onPresence: (change: PresenceChange) => void
  /** The hosts were put back from a backup: what they were is not what they are. */
  readonly restored?: boolean
  /** What stands behind what; left out: nothing is known of that. */
  readonly parents?: () => ParentGraph
  /** Since when the collector itself has no network; null: it has one. */
  readonly cutOffSinceMs?: () => number | null
  /** Agents had their time to report after the start. */
  readonly onSettled?: () => void
}

export interface PresenceStage {
  /** Takes up what was last written. Nothing about silence is said until agents could report. */
  start(): Promise<void>
  session(event: SessionEvent): void
  /** Live readings of a host came. */
  heard(hostId: string, atMs: number): void
  /** Points of a host without an agent came, or had come by then before a restart. */
  written(hostId: string, atMs: number): void
  /** The agent that speaks for a thin site told which machines are on. */
  marked(beat: SiteBeat): void
  /** Looks again at all hosts; called by the owner's timer, every 10 s or so. */
  evaluate(): Promise<void>
  /** A host was added, or its name, site or role changed. */
  changed(host: HostRecord): void
  removed(hostId: string): void
  of(hostId: string): Presence | undefined
  /** Whether a host of its role should be on now: otherwise its absence is a list, no alarm. */
  expectedOn(hostId: string): boolean
}
