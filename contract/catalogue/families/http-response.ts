import { checkTag, failsField, unknownResults } from '../check-fields.ts'
import type { FloatField, IntegerField, Measurement } from '../grammar.ts'

const seconds = (help: string) =>
  ({
    kind: 'float',
    unit: 'seconds',
    decimals: 6,
    min: 0,
    help,
    since: '0.3',
  }) as const satisfies FloatField
const match = (help: string) =>
  ({
    kind: 'integer',
    unit: 'none',
    min: 0,
    max: 1,
    help,
    since: '0.3',
  }) as const satisfies IntegerField

export const httpResponse = {
  name: 'http_response',
  help: 'Answer of a web service to GET or HEAD. Telegraf’s tags result and status_code are fields here.',
  since: '0.3',
  tags: {
    server: { help: 'Address of the page, without what may be secret in it (user, query)' },
    method: { help: 'How it was asked', values: ['GET', 'HEAD'] },
    check: checkTag,
  },
  fields: {
    response_time: seconds('Until the answer was read, redirects included'),
    dns_time: seconds('Part of it: finding the address'),
    connect_time: seconds('Part of it: connecting'),
    tls_time: seconds('Part of it: agreeing on encryption'),
    first_byte_time: seconds('Part of it: waiting for the answer’s first byte'),
    http_response_code: {
      kind: 'integer',
      unit: 'none',
      min: 0,
      max: 999,
      help: 'Status of the last answer',
      since: '0.3',
    },
    content_length: {
      kind: 'integer',
      unit: 'bytes',
      min: 0,
      help: 'Bytes of the answer’s body, as far as it was read',
      since: '0.3',
    },
    redirects: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Redirects that were followed',
      since: '0.3',
    },
    response_string_match: match('1: the keyword, or the value in the JSON, was found'),
    response_status_code_match: match('1: the status was a good one'),
    result: {
      kind: 'state',
      states: {
        success: 0,
        response_string_mismatch: 1,
        body_read_error: 2,
        connection_failed: 3,
        timeout: 4,
        dns_error: 5,
        response_status_code_mismatch: 6,
        too_many_redirects: 7,
        certificate_error: 8,
        ...unknownResults,
      },
      help: 'How it went; no_egress: the poller itself is cut off',
      since: '0.3',
    },
    fails: failsField,
  },
} as const satisfies Measurement
