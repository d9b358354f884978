import type { Measurement } from '../grammar.ts'

export const removableUnregistered = {
  name: 'removable_unregistered',
  help: 'A memory stick or external disk was plugged in that is not in the office’s register. Told once the register has its first device.',
  since: '0.2',
  tags: {},
  fields: {
    device: {
      kind: 'event',
      help: 'Maker, model and serial number, as removable_use has it',
      since: '0.2',
    },
  },
} as const satisfies Measurement
