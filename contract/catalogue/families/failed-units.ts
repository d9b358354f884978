import type { Measurement } from '../grammar.ts'

export const failedUnits = {
  name: 'failed_units',
  help: 'Units of systemd that failed, whatever they are.',
  since: '0.2',
  tags: {},
  fields: {
    count: { kind: 'integer', unit: 'count', min: 0, help: 'How many', since: '0.2' },
    names: { kind: 'text', help: 'Their names, in order, at most 16', since: '0.2' },
  },
} as const satisfies Measurement
