/** What the pages about facts show: the fleet by subject, a host by section. Types only. */
import type { Unit } from '../../contract/catalogue/grammar.ts'
import type { Presence } from '../model/hosts.ts'
import type { Department, Site } from '../model/office.ts'

export type FactValue = number | string | boolean | null
/** `word`: a state, to be said in the reader's language. */
export type FactUnit = Unit | 'word'
export interface FactCell {
  /** Key of its heading. */
  readonly field: string
  readonly value: FactValue
  readonly unit: FactUnit
}

export type FactSubject = 'antivirus' | 'backups' | 'disks' | 'updates'
/** `silent`: the host has not told it yet; `none`: it does not concern this host. */
export type Verdict = 'bad' | 'attention' | 'unknown' | 'silent' | 'good' | 'none'
export type SectionName =
  | 'printing'
  | 'power'
  | 'device'
  | 'sensors'
  | 'protection'
  | 'backup'
  | 'disks'
  | 'access'
  | 'signals'

/** Facts of one kind about a host: a list of facts, or a table of several things. */
export interface FactGroupView {
  readonly measurement: string
  readonly several: boolean
  readonly fields: readonly string[]
  readonly items: readonly {
    readonly label: string
    readonly timeMs: number
    readonly cells: readonly FactCell[]
  }[]
}
export interface FactSectionView {
  readonly name: SectionName
  readonly groups: readonly FactGroupView[]
}

export interface FactsFilter {
  readonly verdict: Verdict | ''
  readonly site: string
  readonly department: string
}
/** One host in a subject's list. */
export interface FactsLine {
  readonly hostId: string
  readonly name: string
  readonly siteId: string | null
  readonly departmentId: string | null
  readonly site: string | null
  readonly department: string | null
  readonly presence: Presence
  readonly verdict: Verdict
  readonly cells: readonly FactCell[]
  /** Null: nothing has been told yet. */
  readonly toldMs: number | null
}
export interface FactsView {
  readonly subject: FactSubject
  readonly filter: FactsFilter
  readonly columns: readonly string[]
  readonly lines: readonly FactsLine[]
  readonly matched: number
  readonly total: number
  readonly page: number
  readonly pageCount: number
  readonly counts: Readonly<Record<Verdict, number>>
  readonly byDepartment: readonly {
    readonly id: string | null
    readonly name: string | null
    readonly counts: Readonly<Record<Verdict, number>>
  }[]
  readonly sites: readonly Site[]
  readonly departments: readonly Department[]
}
