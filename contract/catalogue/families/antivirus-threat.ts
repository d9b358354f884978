import type { Measurement } from '../grammar.ts'

export const antivirusThreat = {
  name: 'antivirus_threat',
  help: 'Threats that an antivirus found: the newest ones, and any that are still there. Never a file name, a path or a user.',
  since: '0.2',
  tags: {
    product: { help: 'The product that found it' },
    slot: {
      help: 'Place in the list, so that several fit into one reading',
      values: ['1', '2', '3', '4', '5', '6', '7', '8'],
    },
  },
  fields: {
    detection: {
      kind: 'event',
      help: 'Id of the detection; told once, however often it is reported',
      since: '0.2',
    },
    threat: { kind: 'text', help: 'Name of the threat as the product writes it', since: '0.2' },
    severity: {
      kind: 'state',
      states: { unknown: 0, low: 1, moderate: 2, high: 3, severe: 4 },
      help: 'How dangerous the product takes it to be',
      since: '0.2',
    },
    state: {
      kind: 'state',
      states: {
        unknown: 0,
        detected: 1,
        cleaned: 2,
        quarantined: 3,
        removed: 4,
        allowed: 5,
        blocked: 6,
        failed: 7,
        abandoned: 8,
      },
      help: 'What became of it; failed: the product could not remove it',
      since: '0.2',
    },
    detected_at: {
      kind: 'integer',
      unit: 'epoch_seconds',
      min: 0,
      help: 'When it was found',
      since: '0.2',
    },
  },
} as const satisfies Measurement
