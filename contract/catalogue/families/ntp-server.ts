import { checkTag, failsField, unknownResults } from '../check-fields.ts'
import type { FloatField, Measurement } from '../grammar.ts'

const milliseconds = (help: string, min?: 0) =>
  ({
    kind: 'float',
    unit: 'milliseconds',
    decimals: 3,
    ...(min === 0 && { min }),
    help,
    since: '0.3',
  }) as const satisfies FloatField

export const ntpServer = {
  name: 'ntp_server',
  help: 'Answer of a time server (RFC 5905). Telegraf’s ntpq asks the own daemon, this a server.',
  since: '0.3',
  tags: { server: { help: 'Address or name' }, check: checkTag },
  fields: {
    offset_ms: milliseconds('Its time less the poller’s; above 0 the poller is slow'),
    offset_size_ms: milliseconds('The same without its sign', 0),
    delay_ms: milliseconds('The way there and back', 0),
    distance_ms: milliseconds('By how much the answer may be wrong (root distance)', 0),
    stratum: {
      kind: 'integer',
      unit: 'none',
      min: 0,
      max: 255,
      help: '1: it has a clock of its own; 2 to 15: so many steps from one',
      since: '0.3',
    },
    reference: {
      kind: 'text',
      help: 'Whom it follows: an address, or a name of a clock',
      since: '0.3',
    },
    result: {
      kind: 'state',
      states: {
        success: 0,
        timeout: 1,
        connection_failed: 2,
        bad_answer: 3,
        no_such_host: 5,
        unsynchronised: 6,
        kiss_of_death: 7,
        ...unknownResults,
      },
      help: 'How it went. unsynchronised: it does not know the time itself; kiss_of_death: it asks not to be asked',
      since: '0.3',
    },
    fails: failsField,
  },
} as const satisfies Measurement
