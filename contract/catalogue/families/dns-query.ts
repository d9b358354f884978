import { checkTag, failsField, unknownResults } from '../check-fields.ts'
import type { Measurement } from '../grammar.ts'

export const dnsQuery = {
  name: 'dns_query',
  help: 'Answer of a resolver. Telegraf’s tags result and rcode are fields here.',
  since: '0.3',
  tags: {
    server: { help: 'Resolver; system: those of the poller' },
    domain: { help: 'Name that was asked for' },
    record_type: { help: 'A, AAAA, MX …' },
    check: checkTag,
  },
  fields: {
    query_time_ms: {
      kind: 'float',
      unit: 'milliseconds',
      decimals: 3,
      min: 0,
      help: 'Until the answer came',
      since: '0.3',
    },
    result: {
      kind: 'state',
      states: { success: 0, timeout: 1, error: 2, mismatch: 3, no_such_host: 5, ...unknownResults },
      help: 'mismatch: an answer, but not the expected one; no_egress: the poller itself is cut off',
      since: '0.3',
    },
    rcode_value: {
      kind: 'integer',
      unit: 'none',
      min: 0,
      max: 4095,
      help: 'The resolver’s own word: 0 no error, 2 it failed, 3 no such name, 5 it refuses',
      since: '0.3',
    },
    answer: { kind: 'text', help: 'Answers, sorted', since: '0.3' },
    fails: failsField,
  },
} as const satisfies Measurement
