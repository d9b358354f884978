import type { Measurement } from '../grammar.ts'

export const removableUse = {
  name: 'removable_use',
  help: 'A memory stick or external disk was plugged in. One row for each time; never what is on it.',
  since: '0.2',
  tags: {},
  fields: {
    device: {
      kind: 'event',
      help: 'Maker, model and serial number: the key of the office’s register',
      since: '0.2',
    },
    model: { kind: 'text', help: 'Maker and model', since: '0.2' },
    serial: {
      kind: 'text',
      help: 'Serial number; empty where the device has none',
      since: '0.2',
    },
    size_bytes: {
      kind: 'integer',
      unit: 'bytes',
      min: 0,
      help: 'Its size',
      since: '0.2',
    },
  },
} as const satisfies Measurement
