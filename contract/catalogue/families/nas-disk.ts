import type { Measurement } from '../grammar.ts'

export const nasDisk = {
  name: 'nas_disk',
  help: 'Disks of storage devices, by the maker’s own tables.',
  since: '0.3',
  tags: {
    disk: { help: 'As the device calls it, or its bay' },
  },
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, ok: 1, spare: 2, warning: 3, failing: 4, failed: 5, absent: 6 },
      help: 'The worse of what it does and of how it is; spare: no data on it yet',
      since: '0.3',
    },
    model: { kind: 'text', help: 'Model', since: '0.3' },
    temp: {
      kind: 'float',
      unit: 'celsius',
      decimals: 1,
      min: -40,
      max: 150,
      help: 'Temperature',
      since: '0.3',
    },
    bad_sectors: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      counter: true,
      help: 'Sectors that cannot be used any more',
      since: '0.3',
    },
    capacity: { kind: 'integer', unit: 'bytes', min: 0, help: 'Size', since: '0.3' },
  },
} as const satisfies Measurement
