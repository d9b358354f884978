/** What the pages of declared backup jobs show. Types only; see pages.ts. */
import type { HostCover, JudgedJob, RestoreTest } from '../state/backup-job.ts'
import type { FormState } from './page-views.ts'

export type { JobSchedule } from '../state/backup-job.ts'

export interface BackupJobRow extends JudgedJob {
  readonly hostName: string
  readonly department: string | null
  /** No good restore test within six months. */
  readonly restoreOverdue: boolean
}
export const jobGroups = ['missed', 'attention', 'good', 'waiting', 'waived'] as const
/** How the list's states are counted and filtered. */
export type JobGroup = (typeof jobGroups)[number]
export interface UncoveredHost extends HostCover {
  readonly name: string
  readonly department: string | null
}
export interface BackupJobsView {
  readonly rows: readonly BackupJobRow[]
  readonly filter: { readonly group: JobGroup | ''; readonly search: string }
  readonly counts: Readonly<Record<JobGroup, number>>
  readonly total: number
  readonly matched: number
  readonly page: number
  readonly pageCount: number
  /** Computers without any backup, and those that were said to need none. */
  readonly uncovered: readonly UncoveredHost[]
  readonly uncoveredCount: number
  readonly form: FormState | null
}
export interface BackupJobView {
  readonly row: BackupJobRow
  readonly tests: readonly RestoreTest[]
  /** The heartbeat address, shown this once. */
  readonly url: string | null
  readonly form: FormState | null
}
