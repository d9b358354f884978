import type { Measurement } from '../grammar.ts'

export const presence = {
  name: 'presence',
  help: 'Whether the host is there, as the collector judges it.',
  since: '0.1',
  tags: {},
  fields: {
    state: {
      kind: 'state',
      states: {
        never_seen: 0,
        online: 1,
        off: 2,
        off_assumed: 3,
        asleep: 4,
        power_lost: 5,
        unreachable: 6,
        site_down: 7,
        stale: 8,
        cut_off: 9,
      },
      help: 'State of the host',
      since: '0.1',
    },
  },
} as const satisfies Measurement
