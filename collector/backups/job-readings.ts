/** A judgement as a reading beside the agents' own. */
import { backupCover } from '../../contract/catalogue/families/backup-cover.ts'
import { backupJob } from '../../contract/catalogue/families/backup-job.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import type { BackupJob, HostCover, JobJudgement } from '../state/backup-job.ts'

const dayMs = 86_400_000

/** @param nowMs for the days that no restore was tested. */
export function jobReading(job: BackupJob, judgement: JobJudgement, nowMs: number): Reading {
  const untestedMs = nowMs - (job.restoreTestedMs ?? job.createdAtMs)
  return reading(
    backupJob,
    { job: job.name, kind: job.kind },
    {
      state: judgement.state,
      why: judgement.why,
      last_success: seconds(judgement.lastSuccessMs),
      last_attempt: seconds(judgement.lastAttemptMs),
      next_due: seconds(judgement.nextDueMs),
      missed: judgement.missed,
      failures: judgement.failures,
      overlapping: judgement.overlapping,
      size_bytes: judgement.sizeBytes,
      size_percent: judgement.sizePercent,
      duration_s: judgement.durationSeconds,
      exit_code: judgement.exitCode,
      restore_tested: seconds(job.restoreTestedMs),
      restore_untested: Math.max(0, Math.floor(untestedMs / dayMs)),
    },
  )
}

export function coverReading({ state, withoutSinceMs, jobs }: HostCover): Reading {
  return reading(backupCover, {}, { state, without_since: seconds(withoutSinceMs), jobs })
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.max(0, Math.floor(ms / 1000))
}
