import type { IntegerField, Measurement } from '../grammar.ts'

const count = (help: string, counter?: true) =>
  ({
    kind: 'integer',
    unit: 'count',
    min: 0,
    ...(counter && { counter }),
    help,
    since: '0.3',
  }) as const satisfies IntegerField

export const networkPoller = {
  name: 'network_poller',
  help: 'An agent that looks at devices and services for its site: whether it keeps up.',
  since: '0.3',
  tags: {},
  fields: {
    tasks: count('Checks and device polls that it makes'),
    refused: count('Those that its own settings do not allow'),
    running: count('Under way at this moment'),
    runs: count('Runs that have ended', true),
    given_up: count('Runs that took too long and were ended', true),
    missed: count('Turns left out because the one before was still under way', true),
    egress: {
      kind: 'boolean',
      help: 'Whether it is on the network itself; if not, its checks are unknown',
      since: '0.3',
    },
    traps: count('SNMP traps and informs that were taken', true),
    traps_rejected: count('Those with a wrong community or user, or that cannot be read', true),
    traps_unknown: count('Those from addresses of no device that it looks at', true),
  },
} as const satisfies Measurement
