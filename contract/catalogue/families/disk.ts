import type { FloatField, IntegerField, Measurement } from '../grammar.ts'

const bytes = (help: string) =>
  ({ kind: 'integer', unit: 'bytes', min: 0, help, since: '0.1' }) as const satisfies IntegerField
const inodes = (help: string) =>
  ({ kind: 'integer', unit: 'count', min: 0, help, since: '0.1' }) as const satisfies IntegerField
const share = (help: string) =>
  ({
    kind: 'float',
    unit: 'percent',
    decimals: 1,
    min: 0,
    max: 100,
    help,
    since: '0.1',
  }) as const satisfies FloatField

export const disk = {
  name: 'disk',
  help: 'Space of each real file system. Temporary, overlay and snap mounts are left out.',
  since: '0.1',
  tags: {
    path: { help: 'Where it is mounted: /, /home, C:' },
    device: { help: 'Device name without /dev/, or server:/share' },
    fstype: { help: 'ext4, xfs, ntfs, nfs4 …' },
    mode: { help: 'Mounted for reading only, or for writing too', values: ['rw', 'ro'] },
  },
  fields: {
    total: bytes('Size'),
    used: { ...bytes('In use'), step: 1_048_576 },
    free: { ...bytes('Free for ordinary users'), step: 1_048_576 },
    used_percent: share('Used share of what ordinary users can have'),
    inodes_total: inodes('Files that can exist; no value where the file system has no such limit'),
    inodes_used: inodes('Files that exist'),
    inodes_free: inodes('Files that can still be made'),
    inodes_used_percent: share('Used share of the files that can exist'),
    answering: {
      kind: 'boolean',
      help: 'False: the file system (a network share, mostly) gave no answer in time',
      since: '0.1',
    },
  },
} as const satisfies Measurement
