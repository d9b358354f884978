import type { Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

export const passwordPolicy = {
  name: 'password_policy',
  help: 'The rules for passwords that this computer itself enforces. Settings only, never a password or a hash.',
  since: '0.2',
  tags: {},
  fields: {
    scope: {
      kind: 'state',
      states: { unknown: 0, local: 1, domain: 2, entra: 3 },
      help: 'Whose rules its users follow: of a domain or Entra computer these local ones concern local accounts only',
      since: '0.2',
    },
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why some of it is unknown; none where all is known',
      since: '0.2',
    },
    min_length: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Least number of characters; 0: a password may be empty',
      since: '0.2',
    },
    complexity: {
      kind: 'boolean',
      help: 'Several kinds of characters are demanded',
      since: '0.2',
    },
    max_age: {
      kind: 'integer',
      unit: 'days',
      min: 0,
      help: 'A password must be changed after that; 0: never',
      since: '0.2',
    },
    min_age: {
      kind: 'integer',
      unit: 'days',
      min: 0,
      help: 'It cannot be changed again before that',
      since: '0.2',
    },
    history: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Earlier passwords that cannot be used again',
      since: '0.2',
    },
    lockout_threshold: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Wrong attempts that lock the account; 0: it is never locked',
      since: '0.2',
    },
    lockout_minutes: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Minutes for which it stays locked; 0: until an administrator unlocks it',
      since: '0.2',
    },
    reversible: {
      kind: 'boolean',
      help: 'Passwords are kept so that they can be read back, which they never should be',
      since: '0.2',
    },
  },
} as const satisfies Measurement
