import { checkTag, failsField, unknownResults } from '../check-fields.ts'
import type { Measurement } from '../grammar.ts'

export const netResponse = {
  name: 'net_response',
  help: 'Whether a TCP port answers. Telegraf’s tag result is a field here, so that a series lives on.',
  since: '0.3',
  tags: {
    server: { help: 'Address or name' },
    port: { help: 'Port' },
    protocol: { help: 'Always tcp', values: ['tcp'] },
    check: checkTag,
  },
  fields: {
    response_time: {
      kind: 'float',
      unit: 'seconds',
      decimals: 6,
      min: 0,
      help: 'Until the connection stood, or until the expected text came',
      since: '0.3',
    },
    result: {
      kind: 'state',
      states: {
        success: 0,
        timeout: 1,
        connection_failed: 2,
        read_failed: 3,
        string_mismatch: 4,
        no_such_host: 5,
        ...unknownResults,
      },
      help: 'How it went; no_egress: the poller itself is cut off',
      since: '0.3',
    },
    fails: failsField,
  },
} as const satisfies Measurement
