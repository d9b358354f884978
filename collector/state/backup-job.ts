/** The nouns of declared backup jobs, as their stage, the API and the command line share them. */
import type { BackupKind } from '../../contract/catalogue/families/backup.ts'
import type { BackupCoverState } from '../../contract/catalogue/families/backup-cover.ts'
import type { BackupJobState, MissedReason } from '../../contract/catalogue/families/backup-job.ts'

/** Either `everySeconds` or `cron`. */
export interface JobSchedule {
  readonly everySeconds: number | null
  readonly cron: string | null
  /** IANA zone of the cron pattern; null: the office's. */
  readonly zone: string | null
  /** Times on free days and holidays do not count. */
  readonly workingDays: boolean
  /** How long after its time a good copy may still come. */
  readonly graceSeconds: number
  /** A run that takes longer is said to take too long. */
  readonly longestRunSeconds: number
}
export interface JobDeclaration {
  readonly hostId: string
  readonly name: string
  readonly kind: BackupKind
  /** The job as the computer itself names it, such as `run:payroll`; null: by the declared name. */
  readonly agentJob: string | null
  readonly schedule: JobSchedule
  /** Its disk is taken out on purpose: absence is no fault before the age limit. */
  readonly rotating: boolean
}
export interface Waiver {
  readonly reason: string
  readonly by: string
  readonly atMs: number
}
export const restoreResults = ['good', 'partial', 'failed'] as const
export type RestoreResult = (typeof restoreResults)[number]
export interface RestoreTest {
  readonly atMs: number
  readonly result: RestoreResult
  /** Who tried. */
  readonly who: string
  readonly note: string
}
export interface BackupJob extends JobDeclaration {
  readonly id: string
  readonly createdAtMs: number
  /** From when on times count: its declaration, or the last change of its schedule. */
  readonly scheduledFromMs: number
  readonly waiver: Waiver | null
  readonly hasUrl: boolean
  /** The newest, of whatever result. */
  readonly lastTest: RestoreTest | null
  /** The newest good one. */
  readonly restoreTestedMs: number | null
}

export type PingSignal = 'start' | 'success' | 'fail'
/** One heartbeat. `atMs` is when it happened (the sender's time, if it told one that can be). */
export interface Ping {
  readonly signal: PingSignal
  readonly atMs: number
  readonly receivedMs: number
  readonly run: string | null
  readonly exitCode: number | null
  readonly durationSeconds: number | null
  readonly bytes: number | null
}
/** The newest heartbeats, oldest first; the newest good one stays when those go. */
export interface JobHistory {
  readonly pings: readonly Ping[]
  readonly lastSuccess: Ping | null
}

/** What is thought of a job at a moment. */
export interface JobJudgement {
  readonly state: BackupJobState
  readonly why: MissedReason
  readonly lastSuccessMs: number | null
  readonly lastAttemptMs: number | null
  readonly nextDueMs: number | null
  readonly missed: number
  readonly failures: number
  readonly overlapping: boolean
  readonly sizeBytes: number | null
  readonly sizePercent: number | null
  readonly durationSeconds: number | null
  readonly exitCode: number | null
}
export interface JudgedJob {
  readonly job: BackupJob
  readonly judgement: JobJudgement
  /** The computer's own facts of this job were found. */
  readonly seenByAgent: boolean
}
/** A computer's backups as a whole. */
export interface HostCover {
  readonly hostId: string
  readonly state: BackupCoverState
  readonly withoutSinceMs: number | null
  readonly jobs: number
  readonly waiver: Waiver | null
}

export type PingAnswer = 'ok' | 'unknown' | 'too_many' | 'busy'
/** A heartbeat as it came in. */
export interface PingRequest {
  readonly secret: string
  readonly signal: PingSignal
  readonly exitCode: number | null
  readonly run: string | null
  readonly durationSeconds: number | null
  readonly bytes: number | null
  /** The sender's clock; null: it told none. */
  readonly clientMs: number | null
  readonly address: string
}
/** What the API needs of the stage. */
export interface BackupDeskDoor {
  /** Resolves when the heartbeat is durable, or refused. */
  ping(request: PingRequest): Promise<PingAnswer>
  jobs(): Promise<readonly JudgedJob[]>
  covers(): Promise<readonly HostCover[]>
}
