import type { IntegerField, Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

const count = (help: string) =>
  ({ kind: 'integer', unit: 'count', min: 0, help, since: '0.2' }) as const satisfies IntegerField
const share = (help: string) =>
  ({
    kind: 'float',
    unit: 'percent',
    decimals: 1,
    min: 0,
    max: 100,
    help,
    since: '0.2',
  }) as const

export const raidArray = {
  name: 'raid_array',
  help: 'Disks that work as one: md, ZFS, LVM and btrfs, Storage Spaces, volumes of RAID controllers.',
  since: '0.2',
  tags: {
    array: { help: 'md0, name of the pool, volume group/volume, c0/v1; * for all of its kind' },
    kind: {
      help: 'Who keeps it',
      values: ['md', 'zfs', 'lvm', 'btrfs', 'spaces', 'megaraid', 'smartarray'],
    },
    level: { help: 'raid1, raidz2, mirror …', optional: true },
  },
  fields: {
    state: {
      kind: 'state',
      states: {
        unknown: 0,
        ok: 1,
        checking: 2,
        rebuilding: 3,
        degraded: 4,
        failed: 5,
        inactive: 6,
      },
      help: 'checking: a routine scrub; rebuilding: protection is being made again; degraded: one more loss may be the end; failed: data cannot be reached; inactive: assembled but not started',
      since: '0.2',
    },
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why the state is unknown; none where it is known',
      since: '0.2',
    },
    disks: count('Members that it should have'),
    disks_active: count('Members that work'),
    disks_failed: count('Members marked as failed or missing'),
    disks_spare: count('Members that stand by'),
    progress: share('Done of the check or rebuild that is under way'),
    capacity_percent: share('Used share, where it is no ordinary file system'),
    metadata_percent: share('Used share of a thin pool’s metadata'),
    fragmentation: share('Of the free space of a ZFS pool'),
    errors: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      counter: true,
      help: 'Reads, writes and checksums that failed on its members',
      since: '0.2',
    },
    data_errors: count('Files or blocks that are damaged for good'),
  },
} as const satisfies Measurement
