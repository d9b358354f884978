import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const timeSync = {
  name: 'time_sync',
  help: 'Whether this computer sets its clock by another one. How far it is off, the collector measures itself (clock).',
  since: '0.2',
  tags: {},
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, synchronised: 1, not_synchronised: 2, off: 3 },
      help: 'off: nothing sets the clock',
      since: '0.2',
    },
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why the state is unknown; none where it is known',
      since: '0.2',
    },
    service: { kind: 'text', help: 'w32time, timesyncd, chrony, ntpd', since: '0.2' },
    last: {
      kind: 'integer',
      unit: 'epoch_seconds',
      help: 'When the clock was last set',
      since: '0.2',
    },
  },
} as const satisfies Measurement
