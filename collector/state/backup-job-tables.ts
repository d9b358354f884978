import type { Generated } from 'kysely'
import type { BackupKind } from '../../contract/catalogue/families/backup.ts'
import type { RestoreResult } from './backup-job.ts'

/** Tables of migration 0005. */
export interface BackupJobTables {
  backup_job: {
    id: string
    host_id: string
    name: string
    kind: BackupKind
    agent_job: string | null
    every_s: number | null
    cron: string | null
    zone: string | null
    working_days: number
    grace_s: number
    longest_run_s: number
    rotating: number
    waived_reason: string | null
    waived_by: string | null
    waived_at_ms: number | null
    /** SHA-256 of the heartbeat address' secret. */
    url_hash: string | null
    created_at_ms: number
    scheduled_from_ms: number
  }
  backup_job_history: { job_id: string; history: string }
  backup_restore_test: {
    id: Generated<number>
    job_id: string
    at_ms: number
    result: RestoreResult
    who: string
    note: string
  }
  backup_host: {
    host_id: string
    without_since_ms: number | null
    waived_reason: string | null
    waived_by: string | null
    waived_at_ms: number | null
  }
  /** Times in which the collector heard nothing; the row with `until_ms` null is its last sign of life. */
  backup_downtime: { from_ms: number; until_ms: number | null }
  /** Counts every change of the jobs, so that a running collector sees those of the command line. */
  backup_revision: { id: number; revision: number }
}
