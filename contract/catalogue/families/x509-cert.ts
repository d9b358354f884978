import { checkTag, failsField, unknownResults } from '../check-fields.ts'
import type { IntegerField, Measurement } from '../grammar.ts'

const seconds = (help: string, unit: 'seconds' | 'epoch_seconds' = 'seconds') =>
  ({ kind: 'integer', unit, help, since: '0.3' }) as const satisfies IntegerField

export const x509Cert = {
  name: 'x509_cert',
  help: 'Certificate that a server shows.',
  since: '0.3',
  tags: { source: { help: 'Server and port' }, check: checkTag },
  fields: {
    expiry: seconds('Seconds until it ends; below 0 it has ended'),
    age: seconds('Seconds since it began'),
    startdate: seconds('When it begins', 'epoch_seconds'),
    enddate: seconds('When it ends', 'epoch_seconds'),
    days_left: {
      kind: 'float',
      unit: 'days',
      decimals: 1,
      help: 'Days until it ends; below 0 it has ended',
      since: '0.3',
    },
    verification: {
      kind: 'state',
      states: { valid: 0, invalid: 1 },
      help: 'Whether its chain leads to a known authority and the name is right',
      since: '0.3',
    },
    verification_error: { kind: 'text', help: 'Why it is not valid', since: '0.3' },
    common_name: { kind: 'text', help: 'Name on the certificate', since: '0.3' },
    issuer: { kind: 'text', help: 'Who issued it', since: '0.3' },
    result: {
      kind: 'state',
      states: {
        success: 0,
        timeout: 1,
        connection_failed: 2,
        no_certificate: 3,
        no_such_host: 5,
        ...unknownResults,
      },
      help: 'Whether a certificate could be read; no_egress: the poller itself is cut off',
      since: '0.3',
    },
    fails: failsField,
  },
} as const satisfies Measurement
