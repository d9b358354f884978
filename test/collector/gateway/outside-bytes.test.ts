/** Whatever comes from outside becomes a value or a refusal, never an exception. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { limitedAddress } from '../../../collector/gateway/peer-address.ts'
import { readMessage } from '../../../collector/gateway/read-message.ts'
import { formatAddress, parseAddress } from '../../../contract/wire/address.ts'
import {
  formatEnrolmentToken,
  parseEnrolmentToken,
  parseTicket,
} from '../../../contract/wire/enrolment-token.ts'

test('any bytes are read as a message or as none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(readMessage(bytes)).toBe('bad_message')
    }),
  )
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(['bad_message', 'unsupported']).toContain(readMessage(Buffer.from(json)))
    }),
  )
})

test('any text is read as a token, a ticket and an address or as none', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      expect(parseEnrolmentToken(text)).toBeUndefined()
      expect(parseEnrolmentToken(`mlz1.${text}`)).toBeUndefined()
      expect(parseTicket(text)).toBeUndefined()
      const address = parseAddress(text)
      if (address !== undefined) expect(parseAddress(formatAddress(address))).toEqual(address)
    }),
  )
})

test('a token comes back as it was made, and cut short is none', () => {
  const token = {
    addresses: ['mlinzi.kilosa.go.tz:8443', '[fd00::2]:8443', '10.0.0.7'],
    fingerprint: 'ab'.repeat(32),
    id: '0123456789abcdef',
    secret: 'x'.repeat(43),
  }
  const text = formatEnrolmentToken(token)
  expect(parseEnrolmentToken(`  ${text}\n`)).toEqual(token)
  expect(parseEnrolmentToken(text.slice(0, -9))).toBeUndefined()
})

test.each([
  ['10.0.0.7', '10.0.0.7'],
  ['::ffff:10.0.0.7', '10.0.0.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::5', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
])('%s counts as %s', (address, counted) => {
  expect(limitedAddress(address)).toBe(counted)
})
