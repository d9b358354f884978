import type { Measurement } from '../grammar.ts'

export const backupCoverStates = {
  unknown: 0,
  none: 1,
  none_yet: 2,
  covered: 3,
  waived: 4,
  not_needed: 5,
} as const
export type BackupCoverState = keyof typeof backupCoverStates

/** Made by the collector: the computer's own summary and the officer's declared jobs together. */
export const backupCover = {
  name: 'backup_cover',
  help: 'Whether a computer has any backup at all, found on it or declared by the officer.',
  since: '0.2',
  tags: {},
  fields: {
    state: {
      kind: 'state',
      states: backupCoverStates,
      help: 'none: for five working days; none_yet: not for so long; unknown: the computer could not tell',
      since: '0.2',
    },
    without_since: {
      kind: 'integer',
      unit: 'epoch_seconds',
      min: 0,
      help: 'Since when there is none; no value: there is one, or it is not known',
      since: '0.2',
    },
    jobs: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Jobs that the officer declared for it',
      since: '0.2',
    },
  },
} as const satisfies Measurement
