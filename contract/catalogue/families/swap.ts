import type { IntegerField, Measurement } from '../grammar.ts'

const bytes = (help: string) =>
  ({ kind: 'integer', unit: 'bytes', min: 0, help, since: '0.1' }) as const satisfies IntegerField

export const swap = {
  name: 'swap',
  help: 'Swap space; absent where the machine has none.',
  since: '0.1',
  tags: {},
  fields: {
    total: bytes('Size of all swap areas'),
    used: { ...bytes('In use'), step: 1_048_576 },
    free: { ...bytes('Not in use'), step: 1_048_576 },
    used_percent: {
      kind: 'float',
      unit: 'percent',
      decimals: 1,
      min: 0,
      max: 100,
      help: 'Used share of the total',
      since: '0.1',
    },
    in: { ...bytes('Read back from swap since boot'), counter: true },
    out: { ...bytes('Written to swap since boot'), counter: true },
  },
} as const satisfies Measurement
