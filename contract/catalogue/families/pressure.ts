import type { FloatField, Measurement } from '../grammar.ts'

const share = (help: string) =>
  ({
    kind: 'float',
    unit: 'percent',
    decimals: 2,
    min: 0,
    max: 100,
    help,
    since: '0.1',
  }) as const satisfies FloatField

export const pressure = {
  name: 'pressure',
  help: 'Share of time in which work stood still for want of a resource (Linux PSI).',
  since: '0.1',
  tags: {
    resource: { help: 'What was wanting', values: ['cpu', 'memory', 'io'] },
    type: { help: 'some: at least one task waited; full: all did', values: ['some', 'full'] },
  },
  fields: {
    avg10: share('Mean of the last 10 seconds'),
    avg60: share('Mean of the last minute'),
    avg300: share('Mean of the last 5 minutes'),
  },
} as const satisfies Measurement
