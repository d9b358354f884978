import type { BackupJobState } from '../../../contract/catalogue/families/backup-job.ts'
import type { JobGroup } from '../backup-views.ts'

/** Worst first; the order of the list too. */
const groupOf: Readonly<Record<BackupJobState, JobGroup>> = {
  down: 'missed',
  late: 'missed',
  failed: 'missed',
  too_long: 'attention',
  unknown: 'attention',
  running: 'good',
  away: 'good',
  ok: 'good',
  waiting: 'waiting',
  waived: 'waived',
}
const order: readonly string[] = Object.keys(groupOf)

export function jobGroup(state: BackupJobState): JobGroup {
  return groupOf[state]
}

export function worstFirst(a: BackupJobState, b: BackupJobState): number {
  return order.indexOf(a) - order.indexOf(b)
}
