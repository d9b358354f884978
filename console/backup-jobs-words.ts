/** Times and states of declared backup jobs in words. */
import type { BackupJobState } from '../contract/catalogue/families/backup-job.ts'
import type { JobSchedule } from '../collector/api/backup-views.ts'
import type { Show } from './show.ts'

/** Mark and tone of a state: never colour alone. */
export const stateMarks: Readonly<Record<BackupJobState, readonly [mark: string, tone: string]>> = {
  unknown: ['stale', 'warn'],
  waiting: ['never_seen', 'off'],
  ok: ['done', 'ok'],
  running: ['online', 'ok'],
  away: ['off', 'off'],
  late: ['warning', 'warn'],
  down: ['critical', 'bad'],
  failed: ['critical', 'bad'],
  too_long: ['warning', 'warn'],
  waived: ['off', 'off'],
}

export function scheduleText({ t, time }: Show, schedule: JobSchedule): string {
  const { everySeconds, cron, zone, workingDays, graceSeconds } = schedule
  const words: Readonly<Record<string, string>> = t.backupJobs.periods
  const every =
    cron === null
      ? (words[String(everySeconds)] ?? time.length(everySeconds ?? 0))
      : [cron, zone].filter(Boolean).join(' ')
  const days = workingDays ? `${every} (${t.backupJobs.workingDays})` : every
  return t.backupJobs.scheduleLine(days, time.length(graceSeconds))
}
