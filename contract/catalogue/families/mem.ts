import type { FloatField, IntegerField, Measurement } from '../grammar.ts'

const bytes = (help: string) =>
  ({ kind: 'integer', unit: 'bytes', min: 0, help, since: '0.1' }) as const satisfies IntegerField
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

export const mem = {
  name: 'mem',
  help: 'Main memory.',
  since: '0.1',
  tags: {},
  fields: {
    total: bytes('Installed and usable'),
    available: bytes('What programs can still get without swapping'),
    used: bytes('Total less available'),
    free: bytes('Used for nothing at all'),
    cached: bytes('File contents kept, reclaimable kernel memory included'),
    buffered: bytes('Blocks of disks kept'),
    slab: bytes('The kernel’s own objects'),
    shared: bytes('Shared memory and tmpfs'),
    dirty: bytes('Waiting to be written to a disk'),
    used_percent: share('Used share of the total'),
    available_percent: share('Available share of the total'),
  },
} as const satisfies Measurement
