/** What the page of the audit log shows. Types only. */
import type { AuditEntry } from '../state/audit.ts'

export interface AuditView {
  readonly entries: readonly AuditEntry[]
  /** Where older entries begin; null: these are the last. */
  readonly olderThanId: number | null
}
