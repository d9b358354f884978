import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { windowsFirewall } from '../../../../agent/sources/firewall/windows/windows-firewall.ts'
import { decodeProfiles } from '../../../../agent/sources/firewall/windows/profiles.ts'
import { windowsTold } from '../../../support/windows-sections.ts'

const on = { local: 1, gpo: null, mdm: null, defaultInbound: 1 }
const off = { ...on, local: 0 }
const all = (domain: object, privateOne: object, publicOne: object, service = 4) => ({
  domain,
  private: privateOne,
  public: publicOne,
  service,
})
const verdictOf = (
  sections: Readonly<Record<string, unknown>>,
  errors: Parameters<typeof windowsTold>[1] = {},
) => windowsFirewall(windowsTold(sections, errors)).verdict

describe('the verdict of the Windows firewall', () => {
  test.each([
    ['all three on', { firewall: all(on, on, on), netCategories: [2] }, 'on'],
    ['all three off', { firewall: all(off, off, off), netCategories: [1] }, 'off'],
    ['the service stopped', { firewall: all(on, on, on, 1) }, 'off'],
    ['the service not installed', { firewall: all(on, on, on, 0) }, 'off'],
    ['the service starting', { firewall: all(on, on, on, 2) }, 'unknown'],
    ['one profile off', { firewall: all(on, off, on), netCategories: [1] }, 'partly'],
    [
      'group policy on over a local off',
      { firewall: all({ ...off, gpo: 1 }, { ...off, gpo: 1 }, { ...off, gpo: 1 }) },
      'on',
    ],
    [
      'device management off over group policy on',
      {
        firewall: all(
          ...([0, 0, 0].map((mdm) => ({ ...on, gpo: 1, mdm })) as [object, object, object]),
        ),
      },
      'off',
    ],
    [
      '"not configured" everywhere',
      { firewall: all({ local: 2 }, { local: 2 }, { local: 2 }) },
      'unknown',
    ],
    [
      'another product on',
      { firewall: all(off, off, off), fwProd: [{ name: 'ESET Firewall', state: 266_240 }] },
      'third_party',
    ],
    [
      'another product registered and off',
      { firewall: all(on, on, on), fwProd: [{ name: 'ESET Firewall', state: 262_144 }] },
      'on',
    ],
  ])('%s', (_, sections, state) => {
    expect(verdictOf(sections).state).toBe(state)
  })
  test('partly off counts double when the network in use is the open one', () => {
    const firewall = all(on, off, on)
    expect(verdictOf({ firewall, netCategories: 1 })).toMatchObject({
      activeOff: true,
      network: 'private',
    })
    expect(verdictOf({ firewall, netCategories: [0, 2] })).toMatchObject({
      activeOff: false,
      network: 'public',
    })
    expect(verdictOf({ firewall, netCategories: [] })).toMatchObject({ network: 'none' })
    expect(verdictOf({ firewall }).activeOff).toBeUndefined()
  })
  test('off is only certain where nobody else can have the task', () => {
    const sections = { firewall: all(off, off, off) }
    const errors = { errors: { fwProd: { hr: '0x80131505' } } }
    expect(verdictOf(sections, errors)).toMatchObject({ state: 'unknown', reason: 'timed_out' })
    const health = (firewall: number) => ({ scHealth: { firewall, securityCenterService: 0 } })
    expect(verdictOf({ ...sections, ...health(0) }, errors).state).toBe('third_party')
    expect(verdictOf({ ...sections, ...health(2) }, errors).state).toBe('off')
  })
  test('a registry that may not be read is unknown with the reason', () => {
    const errors = { errors: { firewall: { hr: '0x80070005' } } }
    expect(() => windowsFirewall(windowsTold({}, errors))).toThrow(
      expect.objectContaining({ reason: 'no_privilege' }),
    )
  })
  test('who decided is told for each profile', () => {
    const section = all({ ...on, mdm: 0 }, { ...on, gpo: 0 }, { ...on, defaultInbound: 0 })
    expect(decodeProfiles(section)).toEqual([
      { name: 'domain', state: 'off', decidedBy: 'device_management', inbound: 'block' },
      { name: 'private', state: 'off', decidedBy: 'group_policy', inbound: 'block' },
      { name: 'public', state: 'on', decidedBy: 'local', inbound: 'allow' },
    ])
  })
})

const folder = path.join(import.meta.dirname, '../../../../../shared/fixtures/dev/windows')
const here = existsSync(folder)
if (!here) console.warn(`skipped: there are no recorded outputs in ${folder}`)
const recorded = (file: string) => readFileSync(path.join(folder, file))
/** EnableFirewall of the first key of an exported registry file. */
const enabled = (file: string): number =>
  Number.parseInt(
    /"EnableFirewall"=dword:([0-9a-f]{8})/.exec(recorded(file).toString('utf16le'))?.[1] ?? '',
    16,
  )

describe.skipIf(!here)('recorded machines', () => {
  test('the exported registry of a Windows 10: on for all', () => {
    const section = {
      domain: { local: enabled('glpi_10-DomainProfile.reg') },
      private: { local: enabled('glpi_10-StandardProfile.reg') },
      public: { local: enabled('glpi_10-PublicProfile.reg') },
      service: 4,
    }
    expect(verdictOf({ firewall: section, fwProd: [] }).state).toBe('on')
  })
  test('profiles of the cmdlet: 1 is on, and what it does not list is not known', () => {
    const profiles: { Profile: string; Enabled: number; DefaultInboundAction: number }[] =
      JSON.parse(recorded('cnquery_windows_firewall-profiles.json').toString('utf8'))
    const section = Object.fromEntries(
      profiles.map((one) => [one.Profile.toLowerCase(), { local: one.Enabled }]),
    )
    expect(decodeProfiles(section).map(({ state }) => state)).toEqual(['unknown', 'on', 'on'])
  })
  test('Security Center says poor for the firewall and good for the antivirus', () => {
    const scHealth: unknown = JSON.parse(
      recorded('cnquery_windows_security_center_health.json').toString('utf8'),
    )
    const errors = { errors: { fwProd: { hr: '0x80041001' } } }
    expect(verdictOf({ firewall: all(off, off, off), scHealth }, errors).state).toBe('off')
  })
})
