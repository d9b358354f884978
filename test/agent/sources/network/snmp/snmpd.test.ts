/** Against Debian's own SNMP agent: all versions, SHA-2 and AES, and what goes wrong with them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type {
  Credentials,
  UserCredentials,
} from '../../../../../agent/sources/network/snmp/target.ts'
import { faultsIn, readOnce, targetAt, valuesOf } from '../../../../support/snmp/read-device.ts'
import { netSnmpMissing, password, privPassword, Snmpd } from '../../../../support/snmp/snmpd.ts'

let snmpd: Snmpd
const user = (more: Partial<UserCredentials> = {}): UserCredentials => ({
  version: 3,
  user: 'sha256',
  auth: { protocol: 'sha256', password },
  priv: { protocol: 'aes128', password: privPassword },
  ...more,
})

describe.skipIf(netSnmpMissing('snmpd', 'snmpd'))('snmpd', () => {
  beforeAll(async () => {
    snmpd = await Snmpd.start()
  })
  afterAll(() => snmpd.stop())

  test.each<[string, Credentials]>([
    ['v1', { version: 1, community: 'public' }],
    ['v2c', { version: 2, community: 'public' }],
    ['v3 with SHA-256 and AES-128', user()],
    [
      'v3 with SHA-512 and AES-256',
      user({
        user: 'sha512',
        auth: { protocol: 'sha512', password },
        priv: { protocol: 'aes256', password: privPassword },
      }),
    ],
    ['v3 with SHA-1 and AES-128', user({ user: 'sha1', auth: { protocol: 'sha1', password } })],
  ])('%s is read', async (_, credentials) => {
    const readings = await readOnce(targetAt(snmpd.port, { credentials }))
    expect(valuesOf(readings, 'snmp_device', 'reason')).toEqual(['none'])
    expect(faultsIn(readings)).toEqual([])
    expect(valuesOf(readings, 'device_identity', 'location')).toEqual(['Room 4'])
    const octets = valuesOf(
      readings,
      'interface',
      credentials.version === 1 ? 'ifInOctets' : 'ifHCInOctets',
      { ifDescr: 'lo' },
    )
    expect(Number(octets[0])).toBeGreaterThan(0)
    expect(valuesOf(readings, 'device_storage', 'used_percent').length).toBeGreaterThan(0)
  })

  test.each<[string, string, Partial<UserCredentials>]>([
    ['a user that it does not know', 'unknown_user', { user: 'nobody' }],
    [
      'a wrong password',
      'wrong_password',
      { auth: { protocol: 'sha256', password: 'anotherPassword' } },
    ],
    ['another protocol', 'wrong_password', { auth: { protocol: 'sha512', password } }],
    ['no encryption where it is asked for', 'no_view', { priv: undefined }],
    ['no authentication', 'no_view', { auth: undefined, priv: undefined }],
  ])('%s is told: %s', async (_, reason, more) => {
    const target = targetAt(snmpd.port, { credentials: user(more), timeoutMs: 400 })
    const readings = await readOnce(target)
    expect(valuesOf(readings, 'snmp_device', 'reason')).toEqual([reason])
    expect(readings).toHaveLength(1)
  })

  test('a wrong password of encryption gets no answer that can be used', async () => {
    const priv = { protocol: 'aes128', password: 'anotherPassword' } as const
    const target = targetAt(snmpd.port, { credentials: user({ priv }), timeoutMs: 300 })
    const [report] = await readOnce(target)
    expect(['wrong_privacy', 'no_answer', 'bad_answer']).toContain(report?.fields['reason'])
  })

  test('secrets are in no reading and in no fault', async () => {
    const secret = 'anotherPassword'
    const credentials = user({ auth: { protocol: 'sha256', password: secret } })
    const text = JSON.stringify(
      await readOnce(targetAt(snmpd.port, { credentials, timeoutMs: 300 })),
    )
    expect(text).not.toContain(secret)
    expect(text).not.toContain(privPassword)
  })
})
