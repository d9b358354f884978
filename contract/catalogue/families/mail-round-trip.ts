import { checkTag, failsField, unknownResults } from '../check-fields.ts'
import type { FloatField, Measurement } from '../grammar.ts'

const seconds = (help: string) =>
  ({
    kind: 'float',
    unit: 'seconds',
    decimals: 3,
    min: 0,
    help,
    since: '0.3',
  }) as const satisfies FloatField

export const mailRoundTrip = {
  name: 'mail_round_trip',
  help: 'A test message that is sent by SMTP and found again by IMAP or POP3, then deleted.',
  since: '0.3',
  tags: {
    server: { help: 'Where it is sent' },
    mailbox_server: { help: 'Where it is found again' },
    check: checkTag,
  },
  fields: {
    send_time: seconds('First leg: until the sending server had taken it over'),
    delivery_time: seconds('Second leg: from then until it was found in the mailbox'),
    total_time: seconds('Both legs'),
    leftovers: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Older test messages of this check that were found and deleted',
      since: '0.3',
    },
    stage: {
      kind: 'state',
      states: { send: 0, fetch: 1 },
      help: 'Which leg it came to',
      since: '0.3',
    },
    answer: { kind: 'text', help: 'What the server said when it refused', since: '0.3' },
    result: {
      kind: 'state',
      states: {
        success: 0,
        timeout: 1,
        connection_failed: 2,
        protocol_error: 3,
        no_such_host: 5,
        no_starttls: 6,
        tls_failed: 7,
        login_failed: 8,
        not_found: 9,
        ...unknownResults,
      },
      help: 'not_found: taken over, and not in the mailbox yet; no second one is sent meanwhile',
      since: '0.3',
    },
    fails: failsField,
  },
} as const satisfies Measurement
