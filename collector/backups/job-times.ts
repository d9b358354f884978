/** The times at which a job's good copy is due. */
import { Cron } from 'croner'
import type { Calendar } from '../../config/calendar.ts'
import type { JobSchedule } from '../state/backup-job.ts'

/** Times looked at for one that counts: free days between two weekly copies, and more. */
const looksMax = 400

/** Answers kept: a job is judged each minute, and its times change once a day. */
const knownMax = 16

export interface JobTimes {
  /** The first time that counts after an instant; undefined: none comes. */
  after(ms: number): number | undefined
}

/** @throws what the pattern's parser throws; schedules are checked before they are kept. */
export function jobTimes(schedule: JobSchedule, calendar: Calendar): JobTimes {
  const { everySeconds, cron, zone, workingDays } = schedule
  const pattern =
    cron === null ? undefined : new Cron(cron, { paused: true, timezone: zone ?? calendar.zone })
  const everyMs = (everySeconds ?? Infinity) * 1000
  const next = (ms: number): number | undefined =>
    pattern ? pattern.nextRun(new Date(ms))?.getTime() : ms + everyMs
  const counted = (ms: number): number | undefined => {
    let at = ms
    for (let look = 0; look < looksMax; look++) {
      const due = next(at)
      if (due === undefined || !Number.isFinite(due)) return undefined
      if (!workingDays || calendar.workingDay(due) !== undefined) return due
      at = due
    }
    return undefined
  }
  const known = new Map<number, number | undefined>()
  return {
    after: (ms) => {
      if (known.has(ms)) return known.get(ms)
      if (known.size >= knownMax) known.clear()
      const due = counted(ms)
      known.set(ms, due)
      return due
    },
  }
}

export interface Missed {
  /** Times past with their grace, counted up to the limit. */
  readonly count: number
  /** The newest of them. */
  readonly dueMs: number | null
  /** The first time after the last good copy. */
  readonly nextDueMs: number | null
}

/** A job that has been missed so often is as down as it can be. */
const missedMax = 8

/** `deadlineOf`: until when a copy that was due may come. */
export function missedSince(
  times: JobTimes,
  baseMs: number,
  nowMs: number,
  deadlineOf: (dueMs: number) => number,
): Missed {
  const nextDueMs = times.after(baseMs) ?? null
  let count = 0
  let dueMs: number | null = null
  for (let due = nextDueMs; due !== null && count < missedMax; due = times.after(due) ?? null) {
    if (deadlineOf(due) >= nowMs) break
    dueMs = due
    count++
  }
  return { count, dueMs, nextDueMs }
}
