/** What the pages about ways, incidents and power are given. Types only. */
import type { AlertTransition, Severity } from '../model/alerts.ts'
import type { Presence } from '../model/hosts.ts'
import type { IncidentKind, OutageCause } from '../state/incident-nouns.ts'

export interface WayItem {
  readonly id: string
  readonly name: string
}
export interface WayCandidate extends WayItem {
  readonly behind: boolean
  /** It stands in front: it cannot stand behind too. */
  readonly above: boolean
}
export interface WaysView {
  readonly above: readonly WayItem[]
  /** Those behind it first, then by name. */
  readonly candidates: readonly WayCandidate[]
  readonly candidateCount: number
  readonly behindCount: number
}

/** One line of the list. */
export interface IncidentItem {
  readonly id: string
  readonly kind: IncidentKind
  readonly cause: OutageCause
  readonly severity: Severity
  readonly title: string
  /** Name of the device or the site; null: neither. */
  readonly where: string | null
  readonly beganMs: number
  readonly endedMs: number | null
  readonly hostCount: number
}
export interface IncidentsView {
  readonly days: number
  readonly incidents: readonly IncidentItem[]
}
export interface IncidentHostItem {
  readonly id: string
  readonly name: string
  readonly lostMs: number
  readonly backMs: number | null
  readonly presence: Presence
}
export type IncidentStepKind =
  | 'lost'
  | 'back'
  | AlertTransition['kind']
  | 'mail'
  | 'part_opened'
  | 'part_cleared'
/** One line of the timeline. */
export interface IncidentStep {
  readonly atMs: number
  readonly kind: IncidentStepKind
  /** Names, the title of an alert, or who did it. */
  readonly text: string
  readonly count: number
}
export interface IncidentView {
  readonly item: IncidentItem
  readonly fact: string
  readonly meaning: string
  readonly steps: readonly string[]
  readonly hosts: readonly IncidentHostItem[]
  readonly timeline: readonly IncidentStep[]
  readonly cut: { readonly fromMs: number; readonly toMs: number; readonly hosts: number } | null
}
export interface PowerItem {
  readonly siteId: string
  readonly site: string
  readonly fromMs: number
  readonly toMs: number
  readonly hosts: readonly string[]
  /** Of the site, within the quarter. */
  readonly number: number
}
export interface PowerView {
  readonly startYear: number
  readonly quarter: 1 | 2 | 3 | 4
  readonly cuts: readonly PowerItem[]
  readonly sites: readonly {
    readonly site: string
    readonly count: number
    readonly seconds: number
  }[]
  /** Instants within the quarters before and after; null: that one has not begun. */
  readonly beforeMs: number
  readonly afterMs: number | null
}
/** What the console must offer of them. */
export interface IncidentPages<Frame> {
  list(frame: Frame, view: IncidentsView): string
  one(frame: Frame, view: IncidentView): string
  power(frame: Frame, view: PowerView): string
}
