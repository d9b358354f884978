/** Whether a computer has any backup at all: what it found itself, and what the officer declared. */
import type { Calendar } from '../../config/calendar.ts'
import type { BackupCoverState } from '../../contract/catalogue/families/backup-cover.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { HostCover } from '../state/backup-job.ts'
import type { HostMark } from '../state/backup-records.ts'

/** So long a new computer may be without. */
const workingDaysMax = 5
/** Devices that keep no documents. */
const keepsNothing: ReadonlySet<string> = new Set(['network', 'printer', 'ups'])

export function isJudged(host: HostRecord): boolean {
  return !keepsNothing.has(host.role)
}

export interface CoverFacts {
  /** The word of `backup_summary`; null: none was told. */
  readonly summary: string | null
  /** Declared jobs that are not waived; only those whose copies are worth something as a backup. */
  readonly jobs: number
  readonly mark: HostMark | undefined
  readonly nowMs: number
  readonly calendar: Calendar
}

export function coverOf(hostId: string, facts: CoverFacts): HostCover {
  const { mark, jobs, nowMs } = facts
  const without = isWithout(facts)
  const withoutSinceMs = without ? (mark?.withoutSinceMs ?? nowMs) : null
  const state = stateOf(facts, withoutSinceMs)
  return { hostId, state, withoutSinceMs, jobs, waiver: mark?.waiver ?? null }
}

function isWithout({ summary, jobs }: CoverFacts): boolean {
  return jobs === 0 && (summary === 'none' || summary === 'no_data')
}

function stateOf(facts: CoverFacts, sinceMs: number | null): BackupCoverState {
  const { summary, jobs, mark, nowMs, calendar } = facts
  if (jobs > 0 || summary === 'found') return 'covered'
  if (mark?.waiver) return 'waived'
  if (summary === 'not_needed') return 'not_needed'
  if (sinceMs === null) return 'unknown'
  // Counting days costs more than comparing: nothing is five working days old within four.
  if (nowMs - sinceMs < 4 * 86_400_000) return 'none_yet'
  return calendar.workingDaysBetween(sinceMs, nowMs) >= workingDaysMax ? 'none' : 'none_yet'
}
