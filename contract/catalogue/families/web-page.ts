import { checkTag, failsField, unknownResults } from '../check-fields.ts'
import type { Measurement } from '../grammar.ts'

export const webPage = {
  name: 'web_page',
  help: 'What a watched page shows: whether it is kept up to date, and whether it was changed. Its words are never kept.',
  since: '0.3',
  tags: {
    server: { help: 'Address of the page, without what may be secret in it (user, query)' },
    check: checkTag,
  },
  fields: {
    response_time: {
      kind: 'float',
      unit: 'seconds',
      decimals: 6,
      min: 0,
      help: 'Until the page was read, redirects included',
      since: '0.3',
    },
    http_response_code: {
      kind: 'integer',
      unit: 'none',
      min: 0,
      max: 999,
      help: 'Status of the last answer; 304: it is as it was',
      since: '0.3',
    },
    change_percent: {
      kind: 'float',
      unit: 'percent',
      decimals: 1,
      min: 0,
      max: 100,
      help: 'Share of the text’s passages that differ from what it was before; numbers count for nothing',
      since: '0.3',
    },
    change: {
      kind: 'state',
      states: { same: 0, small: 1, large: 2 },
      help: 'large: above what the officer calls unexpected, for a day or until it is as before',
      since: '0.3',
    },
    days_unchanged: {
      kind: 'float',
      unit: 'days',
      decimals: 2,
      min: 0,
      help: 'Since its text last changed, as far as that is known',
      since: '0.3',
    },
    age: {
      kind: 'state',
      states: { fresh: 0, stale: 1, unwatched: 2 },
      help: 'stale: unchanged for longer than the officer allows',
      since: '0.3',
    },
    result: {
      kind: 'state',
      states: {
        success: 0,
        part_missing: 1,
        body_read_error: 2,
        connection_failed: 3,
        timeout: 4,
        dns_error: 5,
        response_status_code_mismatch: 6,
        too_many_redirects: 7,
        certificate_error: 8,
        ...unknownResults,
      },
      help: 'How it went; part_missing: the part that is watched is not on the page',
      since: '0.3',
    },
    fails: failsField,
  },
} as const satisfies Measurement
