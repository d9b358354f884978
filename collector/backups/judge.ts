/** What is thought of a declared job: its heartbeats and the computer's own facts as one truth. */
import type { BackupJob, JobHistory, JobJudgement } from '../state/backup-job.ts'
import type { BackupJobState, MissedReason } from '../../contract/catalogue/families/backup-job.ts'
import type { AgentJob } from './agent-facts.ts'
import { summaryOf, type RunsSummary } from './history.ts'
import { missedSince, type JobTimes, type Missed } from './job-times.ts'

/** Missed so often, a job is down (peers: three periods). */
const downFrom = 3
/** A computer that is on has told its facts within this, also over a thin line. */
const tellWithinMs = 86_400_000
/** What it did behind a line that is down is unknown for so long (A3), and told after that. */
const tellAfterCutMs = 7 * tellWithinMs

export interface JudgeContext {
  readonly nowMs: number
  readonly times: JobTimes
  readonly agent: AgentJob | undefined
  /** The host is switched off or asleep now. */
  readonly isOff: boolean
  /** It is not reached now: its line, its site or the collector's own network is down. */
  readonly isCut?: boolean
  /** A deadline as the collector's own downtimes move it. */
  readonly moved: (dueMs: number, deadlineMs: number) => number
  /** Senders may still be delivering what they could not. */
  readonly quiet: boolean
}
export interface Judged {
  readonly judgement: JobJudgement
  /** Lateness may be for want of hearing only: what was told before still holds. */
  readonly held: boolean
  /** In which a copy that was missed should have been made, when no cause is known yet. */
  readonly window: { readonly fromMs: number; readonly toMs: number } | null
}

export function judgeJob(job: BackupJob, history: JobHistory, context: JudgeContext): Judged {
  const runs = summaryOf(history, context.nowMs)
  const lastSuccessMs = later(history.lastSuccess?.atMs, context.agent?.lastSuccessMs)
  const missed = missedOf(job, lastSuccessMs, context)
  const held = missed.count > 0 && mayStillCome(job, missed, context)
  const judgement = judgementOf(job, { history, runs, lastSuccessMs, missed, held, context })
  const unexplained = judgement.why === 'late' || judgement.why === 'never_ran'
  const window =
    unexplained && missed.dueMs !== null
      ? { fromMs: missed.dueMs, toMs: missed.dueMs + job.schedule.graceSeconds * 1000 }
      : null
  return { judgement, held, window }
}

function later(a: number | null | undefined, b: number | null | undefined): number | null {
  const newest = Math.max(a ?? -Infinity, b ?? -Infinity)
  return Number.isFinite(newest) ? newest : null
}

function missedOf(job: BackupJob, lastSuccessMs: number | null, context: JudgeContext): Missed {
  const graceMs = job.schedule.graceSeconds * 1000
  const baseMs = Math.max(job.scheduledFromMs, lastSuccessMs ?? -Infinity)
  // What the computer's own facts prove was never for the collector to hear (A4).
  const heardHere = job.hasUrl && context.agent === undefined
  return missedSince(context.times, baseMs, context.nowMs, (dueMs) =>
    heardHere ? context.moved(dueMs, dueMs + graceMs) : dueMs + graceMs,
  )
}

function mayStillCome(job: BackupJob, { dueMs }: Missed, context: JudgeContext): boolean {
  if (context.quiet) return true
  const { agent, nowMs, isOff, isCut = false } = context
  if (!agent || isOff || dueMs === null) return false
  const deadlineMs = dueMs + job.schedule.graceSeconds * 1000
  const patienceMs = isCut ? tellAfterCutMs : tellWithinMs
  return agent.toldMs < deadlineMs && nowMs < deadlineMs + patienceMs
}

interface Findings {
  readonly history: JobHistory
  readonly runs: RunsSummary
  readonly lastSuccessMs: number | null
  readonly missed: Missed
  readonly held: boolean
  readonly context: JudgeContext
}

function judgementOf(job: BackupJob, findings: Findings): JobJudgement {
  const { history, runs, lastSuccessMs, missed, held, context } = findings
  const { agent } = context
  const pinged = (runs.lastAttemptMs ?? -Infinity) >= (agent?.lastAttemptMs ?? -Infinity)
  const state = stateOf(job, findings)
  return {
    state,
    why: whyOf(state, findings),
    lastSuccessMs,
    lastAttemptMs: later(runs.lastAttemptMs, agent?.lastAttemptMs),
    nextDueMs: job.waiver ? null : missed.nextDueMs,
    missed: held || job.waiver ? 0 : missed.count,
    failures: job.waiver ? 0 : failuresOf(findings),
    overlapping: runs.overlapping && !job.waiver,
    sizeBytes: sizeOf(findings),
    sizePercent: agentIsNewer(findings)
      ? (agent?.sizePercent ?? null)
      : (runs.sizePercent ?? (history.lastSuccess ? null : (agent?.sizePercent ?? null))),
    durationSeconds: pinged ? runs.durationSeconds : (agent?.durationSeconds ?? null),
    exitCode: pinged ? (runs.lastEnd?.exitCode ?? null) : (agent?.exitCode ?? null),
  }
}

function agentIsNewer({ history, context }: Findings): boolean {
  const agentMs = context.agent?.lastSuccessMs
  return agentMs != null && agentMs > (history.lastSuccess?.atMs ?? -Infinity)
}

function sizeOf(findings: Findings): number | null {
  const told = findings.context.agent?.sizeBytes ?? null
  if (agentIsNewer(findings)) return told
  return findings.history.lastSuccess?.bytes ?? told
}

/** Failed attempts since the newest good copy, whoever told of them. */
function failuresOf({ runs, lastSuccessMs, context: { agent } }: Findings): number {
  const pinged = (runs.lastEnd?.atMs ?? -Infinity) > (lastSuccessMs ?? -Infinity)
  if (pinged && runs.failures > 0) return runs.failures
  const failed = agent?.state === 'failed'
  return failed && (agent.lastAttemptMs ?? Infinity) > (lastSuccessMs ?? -Infinity) ? 1 : 0
}

function stateOf(job: BackupJob, findings: Findings): BackupJobState {
  const { runs, lastSuccessMs, missed, held, context } = findings
  if (job.waiver) return 'waived'
  const open = runs.open.at(0)
  const runningMs = open?.startMs == null ? null : context.nowMs - open.startMs
  const longestMs = job.schedule.longestRunSeconds * 1000
  const late = !held && missed.count > 0
  if (late && missed.count >= downFrom) return 'down'
  if (runningMs !== null && !context.quiet && runningMs > longestMs) return 'too_long'
  if (failuresOf(findings) > 0) return 'failed'
  if (runningMs !== null) return 'running'
  if (late) return job.rotating && context.agent?.targetPresent !== true ? 'away' : 'late'
  return lastSuccessMs === null ? 'waiting' : 'ok'
}

function whyOf(state: BackupJobState, findings: Findings): MissedReason {
  const { runs, lastSuccessMs, context } = findings
  if (state === 'failed') return 'run_failed'
  if (state === 'too_long') return 'running_too_long'
  if (state !== 'late' && state !== 'down' && state !== 'away') return 'none'
  if (context.agent?.targetPresent === false || state === 'away') return 'target_absent'
  if (failuresOf(findings) > 0) return 'run_failed'
  if (runs.open.length > 0) return 'running_too_long'
  const attempted = runs.lastAttemptMs !== null || context.agent?.lastAttemptMs != null
  return lastSuccessMs === null && !attempted ? 'never_ran' : 'late'
}
