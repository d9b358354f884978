import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const source = {
  name: 'source',
  help: 'Whether each of the agent’s sources works. Sent when it changes and every hour.',
  since: '0.1',
  tags: { source: { help: 'Name of the source: cpu, disk, sensors …' } },
  fields: {
    state: {
      kind: 'state',
      states: { ok: 0, not_present: 1, failed: 2, timed_out: 3, unknown: 4 },
      help: 'not_present: the machine has no such thing; unknown: it cannot be known here, see reason',
      since: '0.1',
    },
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why the fact is unknown; none where it is known',
      since: '0.2',
    },
    duration_ms: {
      kind: 'float',
      unit: 'milliseconds',
      decimals: 2,
      min: 0,
      help: 'The longest reading since the last report',
      since: '0.1',
    },
  },
} as const satisfies Measurement
