import type { Measurement } from '../grammar.ts'

export const clock = {
  name: 'clock',
  help: 'The host’s clock against the collector’s, measured at each contact.',
  since: '0.1',
  tags: {},
  fields: {
    offset_s: {
      kind: 'float',
      unit: 'seconds',
      decimals: 1,
      help: 'Seconds by which the host’s clock is ahead; negative: behind',
      since: '0.1',
    },
  },
} as const satisfies Measurement
