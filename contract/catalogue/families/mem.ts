import type { FloatField, IntegerField, Measurement } from '../grammar.ts'

const bytes = (help: string) =>
  ({ kind: 'integer', unit: 'bytes', min: 0, help, since: '0.1' }) as const satisfies IntegerField
const mebibytes = (help: string) =>
  ({ ...bytes(help), step: 1_048_576 }) as const satisfies IntegerField
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
    available: mebibytes('What programs can still get without swapping'),
    used: mebibytes('Total less available'),
    free: mebibytes('Used for nothing at all'),
    cached: mebibytes('File contents kept, reclaimable kernel memory included'),
    buffered: mebibytes('Blocks of disks kept'),
    slab: mebibytes('The kernel’s own objects'),
    shared: mebibytes('Shared memory and tmpfs'),
    dirty: mebibytes('Waiting to be written to a disk'),
    used_percent: share('Used share of the total'),
    available_percent: share('Available share of the total'),
  },
} as const satisfies Measurement
