/** From jobs to rows: impossible times are refused here, whatever program told them. */
import { backup } from '../../../contract/catalogue/families/backup.ts'
import { backupSummary } from '../../../contract/catalogue/families/backup-summary.ts'
import { reading, type FieldsOf, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Job } from './job.ts'
import { sizePercent } from './sizes.ts'

/** Clocks of two computers differ a little; a copy further in the future tells nothing. */
const futureMaxMs = 15 * 60_000
/** Before that there was no such copy: the clock stood wrong when it was made. */
const earliestMs = Date.UTC(2000, 0, 1)

/**
 * The job with times that can be: the attempt's must be possible for anything to be believed, a
 * success that is not possible is no success.
 */
export function checkedTimes(job: Job, nowMs: number): Job {
  const possible = (ms: number | undefined): boolean =>
    ms === undefined || (ms >= earliestMs && ms <= nowMs + futureMaxMs)
  if (possible(job.lastAttemptMs) && possible(job.lastSuccessMs)) return job
  const wrong = possible(job.lastAttemptMs) ? job.lastSuccessMs : job.lastAttemptMs
  return {
    ...job,
    state: 'unknown',
    reason: 'bad_output',
    detail: (wrong ?? 0) > nowMs ? 'time_in_future' : 'time_before_2000',
    lastAttemptMs: undefined,
    lastSuccessMs: possible(job.lastSuccessMs) ? job.lastSuccessMs : undefined,
    news: false,
  }
}

/** `attempt`: the text by which this attempt is judged once; left out when it is no news. */
export function jobReading(job: Job, attempt: string | undefined): Reading {
  const { state, reason, detail, sizes = [] } = job
  return reading(
    backup,
    { job: job.job, product: job.product, kind: job.kind },
    {
      state,
      reason: state === 'unknown' ? (reason ?? 'provider_failed') : 'none',
      detail: detail ?? null,
      last_success: seconds(job.lastSuccessMs),
      last_attempt: seconds(job.lastAttemptMs),
      size_bytes: sizes[0] ?? null,
      total_bytes: job.totalBytes ?? null,
      size_percent: sizePercent(sizes) ?? null,
      files: job.files ?? null,
      duration_s: job.durationSeconds ?? null,
      exit_code: job.exitCode ?? null,
      good_copies: job.goodCopies ?? null,
      target_present: job.targetPresent ?? null,
      attempt: attempt ?? null,
    },
  )
}

/** The same attempt has the same text in every reading and after every restart. */
export function attemptText(job: Job): string | undefined {
  const { state, detail, lastAttemptMs } = job
  if (lastAttemptMs === undefined || job.news === false) return undefined
  if (state !== 'ok' && state !== 'warning' && state !== 'failed') return undefined
  const at = new Date(Math.floor(lastAttemptMs / 1000) * 1000).toISOString()
  return [at, state, detail].filter(Boolean).join(' ')
}

type SummaryState = NonNullable<FieldsOf<typeof backupSummary>['state']>
export interface Looked {
  readonly needed: boolean
  /** Somewhere where jobs may be nobody could look. */
  readonly blind: boolean
}

export function summaryReading(jobs: readonly Job[], looked: Looked): Reading {
  const data = jobs.filter(({ kind }) => kind === 'data')
  const newestMs = data.reduce<number | undefined>(
    (newest, { lastSuccessMs }) => Math.max(newest ?? 0, lastSuccessMs ?? 0) || newest,
    undefined,
  )
  return reading(
    backupSummary,
    {},
    {
      state: summaryState(jobs, data, looked),
      jobs: jobs.length,
      data_jobs: data.length,
      failed_jobs: jobs.filter(({ state }) => state === 'failed').length,
      last_success: seconds(newestMs),
    },
  )
}

function summaryState(
  jobs: readonly Job[],
  data: readonly Job[],
  { needed, blind }: Looked,
): SummaryState {
  if (!needed) return 'not_needed'
  if (data.length > 0) return 'found'
  if (blind) return 'unknown'
  return jobs.length > 0 ? 'no_data' : 'none'
}

function seconds(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.floor(ms / 1000)
}
