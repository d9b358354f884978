import { checkTag, failsField, unknownResults } from '../check-fields.ts'
import type { FloatField, Measurement } from '../grammar.ts'

const milliseconds = (help: string) =>
  ({
    kind: 'float',
    unit: 'milliseconds',
    decimals: 3,
    min: 0,
    help,
    since: '0.3',
  }) as const satisfies FloatField

export const ping = {
  name: 'ping',
  help: 'Echo requests (ICMP) from a poller to a device or service, several at a time.',
  since: '0.3',
  tags: { url: { help: 'Address or name that was asked' }, check: checkTag },
  fields: {
    packets_transmitted: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Requests sent',
      since: '0.3',
    },
    packets_received: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Answers that came in time',
      since: '0.3',
    },
    percent_packet_loss: {
      kind: 'float',
      unit: 'percent',
      decimals: 1,
      min: 0,
      max: 100,
      help: 'Share of requests without an answer',
      since: '0.3',
    },
    ttl: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      max: 255,
      help: 'Time to live of an answer: a change means another way, or another machine',
      since: '0.3',
    },
    average_response_ms: milliseconds('Mean time of the answers'),
    minimum_response_ms: milliseconds('The quickest answer'),
    maximum_response_ms: milliseconds('The slowest answer'),
    standard_deviation_ms: milliseconds('Spread of the answers'),
    jitter_ms: milliseconds('Mean difference between one answer’s time and the next'),
    result: {
      kind: 'state',
      states: { success: 0, no_such_host: 1, error: 2, ...unknownResults },
      help: 'success: it was asked (see the loss); no_egress: the poller itself is cut off',
      since: '0.3',
    },
    fails: failsField,
  },
} as const satisfies Measurement
