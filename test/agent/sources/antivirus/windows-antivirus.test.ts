import { describe, expect, test } from 'vitest'
import { Unknown } from '../../../../agent/host/host.ts'
import { judge } from '../../../../agent/sources/antivirus/judge.ts'
import { byName } from '../../../../agent/sources/antivirus/rows.ts'
import { decodeRegistered } from '../../../../agent/sources/antivirus/windows/registered.ts'
import { windowsAntivirus } from '../../../../agent/sources/antivirus/windows/windows-antivirus.ts'
import { windowsTold } from '../../../support/windows-sections.ts'

const nowMs = Date.UTC(2026, 10, 22, 8, 0)
const hour = 3_600_000
const client = { os: { productType: 1 }, avServices: { wscsvc: 4, WinDefend: 4 } }
const server = { os: { productType: 3 }, avServices: { WinDefend: 4 } }
const fresh = new Date(nowMs - 5 * hour).toISOString()
const defenderOn = {
  mode: 'Normal',
  av: true,
  rtp: true,
  sigUpdated: fresh,
  quickAge: 4_294_967_295,
  fullAge: 4_294_967_295,
  outOfDate: false,
  productStatus: 524_288,
}
const defenderRow = (state: number) => ({
  name: 'Windows Defender',
  guid: '{D68DDC3A-831F-4fae-9E44-DA132C1ACF46}',
  state,
  exe: 'windowsdefender://',
  exeMissing: null,
})
const eset = (state: number, exeMissing = false) => ({
  name: 'ESET Security',
  guid: '{EC1D6F37-E411-475A-DF50-12FF7FE4AC70}',
  state,
  exe: 'C:\\Program Files\\ESET\\ESET Security\\ecmds.exe',
  exeMissing,
})
const kaspersky = (state: number) => ({ name: 'Kaspersky Endpoint Security', guid: '{1}', state })

function verdictOf(
  sections: Readonly<Record<string, unknown>>,
  more: Parameters<typeof windowsTold>[1] = {},
  uptimeMs = 24 * hour,
) {
  const found = windowsAntivirus(windowsTold(sections, more), uptimeMs)
  const products = byName(found.products)
  const { state, reason } = judge({ ...found, products }, nowMs)
  return {
    state,
    reason,
    products: Object.fromEntries(products.map((one) => [one.name, one.state])),
  }
}

describe('a Windows client', () => {
  test.each([
    [
      'Defender alone, on and current',
      { ...client, av: [defenderRow(397_568)], defender: defenderOn },
      'protected',
    ],
    ['Defender on, definitions old', { ...client, av: [defenderRow(397_584)] }, 'definitions_old'],
    [
      'Defender on, definitions of nine days ago',
      {
        ...client,
        av: [defenderRow(397_568)],
        defender: { ...defenderOn, sigUpdated: new Date(nowMs - 9 * 24 * hour).toISOString() },
      },
      'definitions_old',
    ],
    ['Defender snoozed', { ...client, av: [defenderRow(401_664)] }, 'off'],
    [
      'Defender whose real-time protection is off although it is registered as on',
      { ...client, av: [defenderRow(397_568)], defender: { ...defenderOn, rtp: false } },
      'off',
    ],
    [
      'Defender off next to ESET, which is normal',
      { ...client, av: [defenderRow(393_472), eset(266_240)] },
      'protected',
    ],
    [
      'Defender passive next to ESET, saying true of itself',
      {
        ...client,
        av: [defenderRow(393_472), eset(266_240)],
        defender: { ...defenderOn, mode: 'SxS Passive Mode' },
      },
      'protected',
    ],
    [
      'ESET on with old definitions',
      { ...client, av: [defenderRow(393_472), eset(266_256)] },
      'definitions_old',
    ],
    ['ESET off', { ...client, av: [defenderRow(393_488), eset(262_144)] }, 'off'],
    ['ESET expired (0x3)', { ...client, av: [defenderRow(393_472), eset(0x04_3010)] }, 'expired'],
    [
      'two foreign products on',
      { ...client, av: [defenderRow(393_472), eset(266_240), kaspersky(0x05_1000)] },
      'several',
    ],
    [
      'Defender on, and the row that an uninstalled ESET left',
      { ...client, av: [defenderRow(397_568), eset(262_160, true)], defender: defenderOn },
      'protected',
    ],
    ['nothing registered, Security Center at work', { ...client, av: [] }, 'none'],
    [
      'a list of one that PowerShell unrolled',
      { ...client, av: defenderRow(397_568) },
      'protected',
    ],
    ['a state that nobody knows (0x4)', { ...client, av: [kaspersky(344_064)] }, 'unknown'],
  ])('%s', (_, sections, state) => {
    expect(verdictOf(sections).state).toBe(state)
  })

  test('just after boot an empty list is unknown, not none', () => {
    const sections = { ...client, avServices: { wscsvc: 2, WinDefend: 1 }, av: [] }
    expect(verdictOf(sections, {}, 5 * 60_000)).toMatchObject({ state: 'unknown', reason: 'busy' })
  })
  test('a Security Center that never starts is unknown, too', () => {
    const sections = { ...client, avServices: { wscsvc: 1 }, av: [] }
    expect(verdictOf(sections)).toMatchObject({ state: 'unknown', reason: 'provider_failed' })
  })
  test('Defender passive beside an EDR that registers nowhere is protected by the EDR', () => {
    const sections = {
      ...client,
      avServices: { wscsvc: 4, WinDefend: 4, CSFalconService: 4 },
      av: [defenderRow(393_472)],
      defender: { ...defenderOn, mode: 'Passive Mode' },
    }
    expect(verdictOf(sections)).toEqual({
      state: 'protected',
      reason: 'none',
      products: { 'Windows Defender': 'passive', 'CrowdStrike Falcon': 'on' },
    })
  })
  test('an EDR beside an active Defender is no second antivirus', () => {
    const sections = {
      ...client,
      avServices: { wscsvc: 4, WinDefend: 4, SentinelAgent: 4 },
      av: [defenderRow(397_568)],
      defender: defenderOn,
    }
    expect(verdictOf(sections).state).toBe('protected')
  })
  test.each([
    [1, 'passive', 'off'],
    [null, 'on', 'protected'],
  ])('in EDR block mode the policy (%j) tells active from passive', (forcePassive, own, state) => {
    const defender = { ...defenderOn, mode: 'EDR Block Mode', forcePassive }
    const verdict = verdictOf({ ...client, av: [defenderRow(397_568)], defender })
    expect(verdict).toMatchObject({ state, products: { 'Windows Defender': own } })
  })
  test('a passive Defender says that there is another product, which nobody could name', () => {
    const sections = { ...client, defender: { ...defenderOn, mode: 'Passive Mode' } }
    const errors = { av: { hr: '0x80131505' } }
    expect(verdictOf(sections, { errors })).toMatchObject({ state: 'unknown', reason: 'timed_out' })
  })
  test('when nothing answers the source is unknown with the reason', () => {
    const errors = { av: { fq: 'HRESULT 0x80041003,GetCimInstance' }, avServices: { hr: '0x1' } }
    const ask = () => windowsAntivirus(windowsTold({ os: { productType: 1 } }, { errors }), hour)
    expect(ask).toThrow(Unknown)
    expect(ask).toThrow(expect.objectContaining({ reason: 'no_privilege' }))
  })
})

describe('a Windows server, which has no Security Center', () => {
  test.each([
    ['Defender at work', { ...server, defender: defenderOn }, 'protected'],
    ['no service of any brand', { ...server, avServices: {} }, 'none'],
    [
      'Sophos at work, Defender stopped',
      { ...server, avServices: { 'Sophos Endpoint Defense Service': 4 } },
      'protected',
    ],
    ['Kaspersky installed and stopped', { ...server, avServices: { AVP: 1 } }, 'off'],
    [
      'ESET at work while Defender is still active',
      { ...server, avServices: { WinDefend: 4, ekrn: 4 }, defender: defenderOn },
      'several',
    ],
  ])('%s', (_, sections, state) => {
    expect(verdictOf(sections).state).toBe(state)
  })
  test('0x8004100E, invalid namespace, says only that it is a server', () => {
    const errors = { av: { fq: 'HRESULT 0x8004100e,Microsoft.Management' } }
    expect(verdictOf({ ...server, defender: defenderOn }, { errors }).state).toBe('protected')
    expect(verdictOf({ ...server, avServices: {} }, { errors }).state).toBe('none')
  })
  test('definitions of Kaspersky and ESET are dated by the registry', () => {
    const found = windowsAntivirus(
      windowsTold({
        ...server,
        avServices: { AVP: 4, ekrn: 4, McShield: 4, SepMasterService: 4 },
        avVendors: {
          kaspersky: { updated: nowMs / 1000 - 7200, licenceType: 1, licenceDays: 30 },
          eset: { version: '11.0.12012.0', definitions: '28450P (20261121)' },
          trellix: { date: '2026/11/20', major: 5421, minor: 0 },
          symantec: { date: '2026-11-19', revision: 3, version: '14.3.9210.6000' },
        },
      }),
      24 * hour,
    )
    const dates = Object.fromEntries(found.products.map((one) => [one.name, one.definitionsMs]))
    expect(dates).toEqual({
      Kaspersky: nowMs - 2 * hour,
      ESET: Date.UTC(2026, 10, 21),
      'Trellix (McAfee)': Date.UTC(2026, 10, 20),
      'Symantec Endpoint Protection': Date.UTC(2026, 10, 19),
    })
    const licence = found.products.find(({ name }) => name === 'Kaspersky')?.licenceEndMs
    expect(licence).toBe(nowMs + 30 * 24 * hour)
  })
  test('0xFFFFFFFF of Kaspersky is an unknown date, not the year 2106', () => {
    const found = windowsAntivirus(
      windowsTold({
        ...server,
        avServices: { AVP: 4 },
        avVendors: { kaspersky: { updated: 4_294_967_295 } },
      }),
      24 * hour,
    )
    expect(found.products[0]?.definitionsMs).toBeUndefined()
  })
  test('a Defender whose provider fails while its service runs is unknown', () => {
    const errors = { defender: { fq: 'HRESULT 0x800106ba,GetCim' } }
    expect(verdictOf(server, { errors })).toMatchObject({
      state: 'unknown',
      reason: 'provider_failed',
    })
  })
})

describe('a product whose former row stayed in the list', () => {
  const at = (day: number): string => `Sun, ${day} Nov 2026 08:00:00 GMT`
  const rows = (...told: readonly (readonly [number, string | undefined])[]) =>
    decodeRegistered(told.map(([state, ts], index) => ({ ...eset(state), guid: `{${index}}`, ts })))
  test('is one, at work when either row says so', () => {
    expect(rows([0x041000, at(22)], [0x040000, at(1)])).toMatchObject([{ state: 'on' }])
    expect(rows([0x040000, at(22)], [0x041000, at(1)])).toMatchObject([{ state: 'on' }])
    const sections = { ...client, av: [eset(0x041000), { ...eset(0x041000), guid: '{2}' }] }
    expect(verdictOf(sections).state).toBe('protected')
  })
  test('has the definitions of the row written last, and unknown ones where no date is told', () => {
    expect(rows([0x041010, at(1)], [0x041000, at(22)])[0]?.definitions).toBe('current')
    expect(rows([0x041000, at(1)], [0x041010, at(22)])[0]?.definitions).toBe('old')
    expect(rows([0x041000, undefined], [0x041010, at(22)])[0]?.definitions).toBeUndefined()
    expect(rows([0x041010, undefined], [0x041010, undefined])[0]?.definitions).toBe('old')
  })
})
