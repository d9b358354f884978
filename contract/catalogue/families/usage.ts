import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const usage = {
  name: 'usage',
  help: 'Whether somebody works at this computer, and logons. Taken only after the office has confirmed the staff notice. Never keys, screens, files, addresses or mails.',
  since: '0.2',
  tags: {},
  fields: {
    in_use: {
      kind: 'boolean',
      help: 'Somebody is logged on; on Windows the screen is not locked either',
      since: '0.2',
    },
    sessions: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Sessions of people at this moment',
      since: '0.2',
    },
    sessions_reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why it is unknown whether somebody works here; none where it is known',
      since: '0.2',
    },
    logons: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Logons in the last 24 hours',
      since: '0.2',
    },
    logons_reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why the logons are unknown; none where they are known',
      since: '0.2',
    },
    failed_logons: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Refused logons in the last 24 hours',
      since: '0.2',
    },
    failed_reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why the refused logons are unknown; none where they are known',
      since: '0.2',
    },
    users: {
      kind: 'text',
      help: 'Names of the users who are logged on',
      since: '0.2',
      private: true,
      display: false,
    },
  },
} as const satisfies Measurement
