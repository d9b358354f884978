import { checkTag, failsField, unknownResults } from '../check-fields.ts'
import type { FloatField, Measurement } from '../grammar.ts'

const seconds = (help: string) =>
  ({
    kind: 'float',
    unit: 'seconds',
    decimals: 6,
    min: 0,
    help,
    since: '0.3',
  }) as const satisfies FloatField

export const mailService = {
  name: 'mail_service',
  help: 'Greeting and encryption of a mail server (SMTP, IMAP, POP3), without logging in.',
  since: '0.3',
  tags: {
    server: { help: 'Address or name' },
    port: { help: 'Port' },
    protocol: { help: 'What is spoken there', values: ['smtp', 'imap', 'pop3'] },
    check: checkTag,
  },
  fields: {
    response_time: seconds('Until all that was asked was answered'),
    dns_time: seconds('Part of it: finding the address'),
    connect_time: seconds('Part of it: connecting'),
    banner_time: seconds('Part of it: waiting for the greeting'),
    tls_time: seconds('Part of it: agreeing on encryption, STARTTLS included'),
    banner: { kind: 'text', help: 'The greeting, without its code', since: '0.3' },
    starttls: {
      kind: 'state',
      states: { offered: 0, not_offered: 1, encrypted: 2 },
      help: 'Whether it offers encryption; encrypted: from the first byte on',
      since: '0.3',
    },
    result: {
      kind: 'state',
      states: {
        success: 0,
        timeout: 1,
        connection_failed: 2,
        protocol_error: 3,
        string_mismatch: 4,
        no_such_host: 5,
        no_starttls: 6,
        tls_failed: 7,
        ...unknownResults,
      },
      help: 'How it went; no_egress: the poller itself is cut off',
      since: '0.3',
    },
    fails: failsField,
  },
} as const satisfies Measurement
