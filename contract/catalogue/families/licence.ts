import type { Measurement } from '../grammar.ts'

export const licence = {
  name: 'licence',
  help: 'Activation of Windows and Microsoft Office. Never a key.',
  since: '0.2',
  tags: { product: { help: 'Name of the product as it names itself' } },
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, licensed: 1, grace: 2, notification: 3, unlicensed: 4 },
      help: 'grace: for a limited time; notification: the time is over and it reminds',
      since: '0.2',
    },
    grace_days: {
      kind: 'integer',
      unit: 'days',
      min: 0,
      help: 'Days left of the limited time; no value where there is none',
      since: '0.2',
    },
  },
} as const satisfies Measurement
