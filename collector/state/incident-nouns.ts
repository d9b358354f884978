/** The nouns of incidents between stages. Types only. */
import type { AlertRecord, AlertTransition } from '../model/alerts.ts'
import type { Presence } from '../model/hosts.ts'
import type { IncidentMail } from './incidents.ts'

/** What kind of incident it is: who is named as lost. */
export type IncidentKind = 'site' | 'device' | 'unsteady' | 'computer' | 'collector'
/**
 * power: computers lost it; wan: they stayed on and the way to the whole site was down; device: a
 * switch or router; computer: that one alone; collector: its own network; unknown: nobody is back.
 */
export type OutageCause = 'power' | 'wan' | 'device' | 'computer' | 'collector' | 'unknown'

/** One host of an incident, as its absence is known by now. */
export interface LostHost {
  readonly hostId: string
  readonly lostMs: number
  /** Null: it is not back. */
  readonly backMs: number | null
  readonly word: Presence
}
export interface PowerCut {
  readonly siteId: string
  /** The last sign of life of any of them: until then there was power. */
  readonly fromMs: number
  /** When the first of them was back; Infinity: none is. */
  readonly toMs: number
  readonly hostIds: readonly string[]
}
export interface IncidentSummary {
  readonly id: string
  readonly kind: IncidentKind
  readonly alert: AlertRecord
  /** The last sign of life of what was lost. */
  readonly beganMs: number
  readonly endedMs: number | null
  readonly hostCount: number
  readonly cause: OutageCause
}
export interface IncidentStory extends IncidentSummary {
  readonly hosts: readonly LostHost[]
  /** The cut of the register that explains it. */
  readonly powerCut: PowerCut | null
  /** Alerts that became part of it. */
  readonly parts: readonly AlertRecord[]
  readonly transitions: readonly AlertTransition[]
  readonly mails: readonly IncidentMail[]
}

/** What the pages are made of. */
export interface IncidentsDoor {
  /** Open at some time between these, newest first. */
  list(fromMs: number, toMs: number): Promise<readonly IncidentSummary[]>
  story(id: string): Promise<IncidentStory | undefined>
}
export interface PowerDoor {
  /** Cuts that began in that time, oldest first; of one site or of all. */
  cuts(fromMs: number, toMs: number, siteId?: string): Promise<readonly PowerCut[]>
}
