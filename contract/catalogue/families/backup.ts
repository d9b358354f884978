import type { IntegerField, Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

/** Append-only. `command` is any other program that was run under `mlinzi agent backup-run`. */
export const backupProducts = [
  'restic',
  'borg',
  'kopia',
  'duplicity',
  'duplicati',
  'rsnapshot',
  'timeshift',
  'time_machine',
  'systemd_timer',
  'windows_server_backup',
  'system_image',
  'file_history',
  'veeam_agent',
  'macrium',
  'acronis',
  'azure_mars',
  'shadow_copy',
  'restore_point',
  'robocopy',
  'rsync',
  'rclone',
  'tar',
  'watched_folder',
  'command',
] as const
export type BackupProduct = (typeof backupProducts)[number]

/**
 * data: holds people's documents and can be restored elsewhere. system: brings the system back
 * (image of it, Timeshift). snapshot: on the same disk (shadow copy, restore point). sync: a
 * mirror, which also copies a deletion. Only `data` counts as a backup.
 */
export const backupKinds = ['data', 'system', 'sync', 'snapshot'] as const
export type BackupKind = (typeof backupKinds)[number]

export const backupStates = {
  unknown: 0,
  ok: 1,
  warning: 2,
  failed: 3,
  running: 4,
  never: 5,
} as const
export type BackupState = keyof typeof backupStates

const instant = (help: string) =>
  ({
    kind: 'integer',
    unit: 'epoch_seconds',
    min: 0,
    help,
    since: '0.2',
  }) as const satisfies IntegerField
const count = (help: string) =>
  ({ kind: 'integer', unit: 'count', min: 0, help, since: '0.2' }) as const satisfies IntegerField
const bytes = (help: string) =>
  ({ kind: 'integer', unit: 'bytes', min: 0, help, since: '0.2' }) as const satisfies IntegerField

/**
 * One row per job and reading, whatever the product. Times are the computer's own clock (its
 * offset is in `clock`). Derived at the collector: the age by the wall and in working days, whether
 * a schedule was missed, the median over longer than the copies that the product still lists.
 */
export const backup = {
  name: 'backup',
  help: 'Backup jobs that were found on the computer or declared in its settings.',
  since: '0.2',
  tags: {
    job: { help: 'Stable name: restic:nas, veeam_agent:Daily, run:payroll, watch:accounts' },
    product: { help: 'What makes the copies', values: backupProducts },
    kind: { help: 'What the copies are worth; only data is a backup', values: backupKinds },
  },
  fields: {
    state: {
      kind: 'state',
      states: backupStates,
      help: 'How the last attempt ended; never: there has been no attempt',
      since: '0.2',
    },
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why the state is unknown; none where it is known',
      since: '0.2',
    },
    detail: {
      kind: 'text',
      help: 'Code of the result, never translated: 0x8078011E, exit 12, paths_missing 1',
      since: '0.2',
    },
    last_success: instant('When the newest good copy was finished; no value: none is known'),
    last_attempt: instant('When the last attempt ended, or began if it runs'),
    size_bytes: bytes('What the newest good copy holds'),
    total_bytes: bytes('All copies together'),
    size_percent: {
      kind: 'float',
      unit: 'percent',
      decimals: 1,
      min: 0,
      help: 'Newest copy against the median of up to seven before it; no value with fewer than three',
      since: '0.2',
    },
    files: count('Files in the newest good copy'),
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
      help: 'Exit code of the last attempt; 128 and its number for a signal',
      since: '0.2',
    },
    good_copies: count('Good copies that can be restored; no value: the product does not tell'),
    target_present: {
      kind: 'boolean',
      help: 'The disk or share that the copies go to is there; no value: not known',
      since: '0.2',
    },
    attempt: {
      kind: 'event',
      help: 'A finished attempt: its time and result. Once for each; the row then describes it',
      since: '0.2',
    },
  },
} as const satisfies Measurement
