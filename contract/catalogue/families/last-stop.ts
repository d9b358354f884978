import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const lastStop = {
  name: 'last_stop',
  help: 'How this computer came to its end the last time, by its own records.',
  since: '0.2',
  tags: {},
  fields: {
    cause: {
      kind: 'state',
      states: { unknown: 0, shutdown: 1, restart: 2, power_lost: 3, crash: 4 },
      help: 'power_lost: it ended without a farewell and without a trace of a crash: power, or its button held down',
      since: '0.2',
    },
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why the cause is unknown; none where it is known',
      since: '0.2',
    },
    stopped: {
      kind: 'integer',
      unit: 'epoch_seconds',
      help: 'When it ended, as far as it was written down',
      since: '0.2',
    },
    started: {
      kind: 'integer',
      unit: 'epoch_seconds',
      help: 'When it was started again',
      since: '0.2',
    },
    unclean_week: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Ends by lost power or crash in the last 7 days',
      since: '0.2',
    },
  },
} as const satisfies Measurement
