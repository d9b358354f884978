import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const systemSignal = {
  name: 'system_signal',
  help: 'What the system’s own log says about failing hardware and doubled addresses, by kind, in the last 24 hours. Counts only, never the text of a log.',
  since: '0.2',
  tags: {
    kind: {
      help: 'What it is a sign of',
      values: [
        'disk_error',
        'disk_slow',
        'filesystem',
        'hardware',
        'crash',
        'memory_exhausted',
        'overheated',
        'shadow_copy',
        'address_conflict',
      ],
    },
  },
  fields: {
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why it is unknown; none where the log could be read',
      since: '0.2',
    },
    count: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Entries in the last 24 hours',
      since: '0.2',
    },
    last: {
      kind: 'integer',
      unit: 'epoch_seconds',
      help: 'When the newest was written; no value when there is none',
      since: '0.2',
    },
    source: {
      kind: 'text',
      help: 'Who wrote the newest: provider and number on Windows, kernel subsystem on Linux',
      since: '0.2',
    },
  },
} as const satisfies Measurement
