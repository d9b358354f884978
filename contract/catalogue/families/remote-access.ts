import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const remoteAccess = {
  name: 'remote_access',
  help: 'Programs on this computer by which somebody outside can see and steer it.',
  since: '0.2',
  tags: {},
  fields: {
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why it is unknown; none where it was looked for',
      since: '0.2',
    },
    count: { kind: 'integer', unit: 'count', min: 0, help: 'How many are installed', since: '0.2' },
    running: { kind: 'integer', unit: 'count', min: 0, help: 'How many run now', since: '0.2' },
    tools: { kind: 'text', help: 'Their names, in order', since: '0.2' },
  },
} as const satisfies Measurement
