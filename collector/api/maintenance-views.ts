/** What the page of maintenance windows shows. Types only. */
import type { Department, Site } from '../model/office.ts'
import type { FormState } from './form-views.ts'

export interface WindowItem {
  readonly id: string
  readonly name: string
  readonly kind: 'host' | 'site' | 'department'
  /** Name of what it covers; null: that is no more. */
  readonly place: string | null
  readonly hostId: string | null
  /** Of a weekly one, Monday first; null: it comes once. */
  readonly weekly: {
    readonly days: readonly number[]
    readonly from: string
    readonly until: string
  } | null
  readonly runs: boolean
  /** The span that runs or comes next; null: it is over. */
  readonly next: { readonly fromMs: number; readonly untilMs: number } | null
  readonly by: string
}
export interface MaintenanceView {
  /** Running ones first, then by their next time, then those that are over. */
  readonly windows: readonly WindowItem[]
  readonly sites: readonly Site[]
  readonly departments: readonly Department[]
  /** Names to choose from while typing; cut off at some hundreds. */
  readonly computers: readonly string[]
  /** "2026-11-12". */
  readonly today: string
  readonly form: FormState | null
}
