import type { IntegerField, Measurement } from '../grammar.ts'

const bytes = (help: string) =>
  ({ kind: 'integer', unit: 'bytes', min: 0, help, since: '0.3' }) as const satisfies IntegerField

export const deviceStorage = {
  name: 'device_storage',
  help: 'Disks and memories of watched devices (HOST-RESOURCES-MIB).',
  since: '0.3',
  tags: {
    storage: { help: 'As the device calls it: /, C:\\, Physical memory' },
    type: {
      help: 'What it is',
      values: [
        'other',
        'ram',
        'virtual',
        'disk',
        'removable',
        'floppy',
        'cd',
        'ramdisk',
        'flash',
        'network',
      ],
    },
    number: { help: 'Only where two have the same name', optional: true },
  },
  fields: {
    total: bytes('Size'),
    used: bytes('In use'),
    used_percent: {
      kind: 'float',
      unit: 'percent',
      decimals: 1,
      min: 0,
      max: 100,
      help: 'Share in use',
      since: '0.3',
    },
  },
} as const satisfies Measurement
