import type { Measurement } from '../grammar.ts'

export const osSupport = {
  name: 'os_support',
  help: 'Whether the operating system still gets security updates: from the inventory and the table config/end-of-support.yaml, once a day.',
  since: '0.2',
  tags: {},
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, supported: 1, ending: 2, paid_only: 3, ended: 4 },
      help: 'ending: within 90 days; paid_only: updates can still be bought; unknown: the table has no such system',
      since: '0.2',
    },
    product: { kind: 'text', help: 'The system as the table names it', since: '0.2' },
    ends: {
      kind: 'integer',
      unit: 'epoch_seconds',
      help: 'Day of the last security update',
      since: '0.2',
    },
    days_left: {
      kind: 'integer',
      unit: 'days',
      help: 'Until then; negative: it is over',
      since: '0.2',
    },
  },
} as const satisfies Measurement
