import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const removable = {
  name: 'removable',
  help: 'Memory sticks and external disks that are plugged in now. Never what is on them.',
  since: '0.2',
  tags: {},
  fields: {
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why it is unknown; none where it was looked',
      since: '0.2',
    },
    count: { kind: 'integer', unit: 'count', min: 0, help: 'How many', since: '0.2' },
  },
} as const satisfies Measurement
