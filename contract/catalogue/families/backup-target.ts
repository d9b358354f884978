import type { Measurement } from '../grammar.ts'

export const backupTarget = {
  name: 'backup_target',
  help: 'Disks and shares for backups, declared in the computer’s settings.',
  since: '0.2',
  tags: { target: { help: 'Its alias; the path never leaves the computer' } },
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, present: 1, absent: 2, away: 3 },
      help: 'Mounted here or not; away: absent, which is normal for a disk that is taken out',
      since: '0.2',
    },
  },
} as const satisfies Measurement
