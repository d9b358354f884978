import type {
  BackupKind,
  BackupProduct,
  BackupState,
} from '../../../contract/catalogue/families/backup.ts'
import { TimedOut } from '../../../lib/deadline.ts'
import { NotPresent, Unknown, type UnknownReason } from '../../host/host.ts'
import type { SourceContext } from '../source.ts'

/** What is fixed of a job, before anything has been read. */
export interface JobName {
  /** Stable: `restic:nas`. */
  readonly job: string
  readonly product: BackupProduct
  readonly kind: BackupKind
}

/** What was read of a job; what is left out is not known. Times are wall milliseconds. */
export interface JobFacts {
  readonly state: BackupState
  readonly reason?: UnknownReason
  readonly detail?: string | undefined
  /** End of the newest copy that can be restored; one with warnings counts. */
  readonly lastSuccessMs?: number | undefined
  readonly lastAttemptMs?: number | undefined
  /** Sizes of good copies, newest first; the first is that of the last success. */
  readonly sizes?: readonly number[]
  readonly totalBytes?: number | undefined
  readonly files?: number | undefined
  readonly durationSeconds?: number | undefined
  readonly exitCode?: number | undefined
  readonly goodCopies?: number | undefined
  readonly targetPresent?: boolean | undefined
}
export interface Job extends JobName, JobFacts {
  /** The alias of the disk or share that it writes to, where the settings tell it. */
  readonly target?: string | undefined
  /** Set where the product tells each attempt itself; else the newest attempt is the news. */
  readonly news?: boolean
}

/** One product, or one way of finding jobs. Throws NotPresent where there is nothing of its kind. */
export interface JobReader {
  /** Seconds are wasted where nothing can have changed: a repository is asked rarely. */
  readonly everyMs: number
  read(context: SourceContext): Promise<readonly Job[]>
}

/** A declared job is always told: what keeps it from being read becomes its reason. */
export async function declaredJob(
  name: JobName & { readonly target?: string | undefined },
  read: () => Promise<JobFacts>,
): Promise<Job> {
  try {
    return { ...name, ...(await read()) }
  } catch (error) {
    return { ...name, ...unknownBecause(error) }
  }
}

/** A mistake in the program is thrown on; the machine's refusals become a reason. */
export function unknownBecause(error: unknown): JobFacts {
  if (error instanceof Unknown) return { state: 'unknown', reason: error.reason }
  if (error instanceof NotPresent) return { state: 'unknown', reason: 'not_installed' }
  if (error instanceof TimedOut) return { state: 'unknown', reason: 'timed_out' }
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) {
    throw error
  }
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'EACCES' || code === 'EPERM') return { state: 'unknown', reason: 'no_privilege' }
  if (code === 'EBUSY') return { state: 'unknown', reason: 'busy' }
  const away = [
    'EIO',
    'ESTALE',
    'EHOSTDOWN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ETIMEDOUT',
    'ENOTCONN',
  ]
  if (away.includes(code)) return { state: 'unknown', reason: 'unreachable', detail: code }
  return { state: 'unknown', reason: 'provider_failed', ...(code && { detail: code }) }
}
