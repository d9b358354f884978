import type { IntegerField, Measurement } from '../grammar.ts'
import { backupKinds } from './backup.ts'

/** Append-only. down: missed three times in a row; away: the disk that is taken out is out. */
export const backupJobStates = {
  unknown: 0,
  waiting: 1,
  ok: 2,
  running: 3,
  away: 4,
  late: 5,
  down: 6,
  failed: 7,
  too_long: 8,
  waived: 9,
} as const
export type BackupJobState = keyof typeof backupJobStates

/** Append-only. Why a copy that should be there is not. */
export const missedReasons = {
  none: 0,
  never_ran: 1,
  run_failed: 2,
  computer_off: 3,
  target_absent: 4,
  late: 5,
  running_too_long: 6,
} as const
export type MissedReason = keyof typeof missedReasons

const instant = (help: string) =>
  ({
    kind: 'integer',
    unit: 'epoch_seconds',
    min: 0,
    help,
    since: '0.2',
  }) as const satisfies IntegerField

/** Made by the collector: what the job's heartbeat and the computer's own facts say together. */
export const backupJob = {
  name: 'backup_job',
  help: 'Backup jobs that the officer declared, judged by their schedules.',
  since: '0.2',
  tags: {
    job: { help: 'Its declared name' },
    kind: { help: 'What the copies are worth; only data is a backup', values: backupKinds },
  },
  fields: {
    state: {
      kind: 'state',
      states: backupJobStates,
      help: 'late: one good copy is missing; down: three are; waiting: none was due yet; waived: said not to be needed',
      since: '0.2',
    },
    why: {
      kind: 'state',
      states: missedReasons,
      help: 'Why it was missed; late: no cause is known',
      since: '0.2',
    },
    last_success: instant('When the newest good copy was finished; no value: none is known'),
    last_attempt: instant('When the last attempt ended, or began if it runs'),
    next_due: instant('When the next good copy should be there, without the grace'),
    missed: { kind: 'integer', unit: 'count', min: 0, help: 'Times due and past', since: '0.2' },
    failures: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Failed attempts since the newest good copy',
      since: '0.2',
    },
    overlapping: {
      kind: 'boolean',
      help: 'The newest run began before the one before it had ended',
      since: '0.2',
    },
    size_bytes: {
      kind: 'integer',
      unit: 'bytes',
      min: 0,
      help: 'What the newest good copy holds',
      since: '0.2',
    },
    size_percent: {
      kind: 'float',
      unit: 'percent',
      decimals: 1,
      min: 0,
      help: 'Newest copy against the median of up to seven before it; no value with fewer than three',
      since: '0.2',
    },
    duration_s: {
      kind: 'float',
      unit: 'seconds',
      decimals: 1,
      min: 0,
      help: 'Duration of the last attempt; so far, if it runs',
      since: '0.2',
    },
    exit_code: {
      kind: 'integer',
      unit: 'none',
      help: 'Exit code of the last attempt',
      since: '0.2',
    },
    restore_tested: instant('Last restore test that was good, as the officer registered it'),
    restore_untested: {
      kind: 'integer',
      unit: 'days',
      min: 0,
      help: 'Days since then; when there was none, since the job was declared',
      since: '0.2',
      display: false,
    },
  },
} as const satisfies Measurement
