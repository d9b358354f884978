import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const raidController = {
  name: 'raid_controller',
  help: 'RAID controllers with a processor and cache of their own.',
  since: '0.2',
  tags: {
    controller: { help: 'c0, or the slot it sits in' },
    model: { help: 'Model, as it tells it', optional: true },
  },
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, ok: 1, degraded: 2, failed: 3 },
      help: 'degraded: it works and has something to complain of',
      since: '0.2',
    },
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why the state is unknown; none where it is known',
      since: '0.2',
    },
    battery: {
      kind: 'state',
      states: { unknown: 0, ok: 1, charging: 2, failed: 3, absent: 4 },
      help: 'Battery or capacitor that keeps what is not written yet over a power cut',
      since: '0.2',
    },
    memory_errors: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      counter: true,
      help: 'Errors of its memory that could not be corrected',
      since: '0.2',
    },
    temp_c: {
      kind: 'integer',
      unit: 'celsius',
      min: -40,
      max: 150,
      help: 'Temperature of its chip',
      since: '0.2',
    },
  },
} as const satisfies Measurement
