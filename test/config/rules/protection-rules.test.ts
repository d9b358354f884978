/** The shipped rules of antivirus, firewall and encryption, on a timeline. */
import { afterEach, describe, expect, test } from 'vitest'
import { antivirusThreat } from '../../../contract/catalogue/families/antivirus-threat.ts'
import { antivirus } from '../../../contract/catalogue/families/antivirus.ts'
import { encryption } from '../../../contract/catalogue/families/encryption.ts'
import { firewall } from '../../../contract/catalogue/families/firewall.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import {
  alertScene,
  hostNamed,
  office,
  shippedRules,
  type AlertScene,
} from '../../support/alert-scene.ts'

const minute = 60_000
const hour = 60 * minute
const beat = 15 * minute

const rules = shippedRules.filter(({ id }) => /^(?:antivirus|firewall|encryption)/.test(id))

let scene: AlertScene
afterEach(() => scene.end())
async function begun(role: 'server' | 'desktop' | 'laptop' = 'desktop') {
  scene = await alertScene({
    startMs: office('2026-11-12T08:00'),
    rules,
    hosts: [hostNamed('pc', { role })],
  })
  await scene.start()
}
/** The same reading again and again for that long. */
async function lasts(milliseconds: number, one: Reading, step = beat) {
  for (let passed = 0; passed <= milliseconds; passed += step) {
    await scene.report('pc', one)
    await scene.advance(step)
  }
}
const opens = async () =>
  (await scene.alerts.open()).map(({ ruleId, severity }) => `${ruleId} ${severity}`)
const virus = (fields: Parameters<typeof reading<typeof antivirus>>[2]) =>
  reading(antivirus, {}, { reason: 'none', ...fields })

describe('antivirus', () => {
  test.each([
    ['none', 'antivirus-none critical'],
    ['off', 'antivirus-off critical'],
    ['expired', 'antivirus-expired critical'],
  ] as const)('%s for three quarters of an hour is critical', async (state, alert) => {
    await begun()
    await lasts(45 * minute, virus({ state }))
    expect(await opens()).toEqual([alert])
    await lasts(0, virus({ state: 'protected' }))
    expect(await opens()).toEqual([])
  })
  test('none on a Linux desktop is not applicable, and quiet', async () => {
    await begun()
    await lasts(3 * hour, virus({ state: 'not_applicable' }))
    expect(await opens()).toEqual([])
  })
  test.each([
    [4, []],
    [21, ['antivirus-definitions-old warning']],
    [31, ['antivirus-definitions-old critical']],
  ])('definitions of %i days, after two hours of being on', async (days, alerts) => {
    await begun()
    const old = virus({
      state: 'protected',
      definitions_age: days * 86_400,
      definitions_dated: true,
    })
    await lasts(hour, old)
    expect(await opens()).toEqual([])
    await lasts(2 * hour, old)
    expect(await opens()).toEqual(alerts)
  })
  test('definitions that are old without a date are told once, not twice', async () => {
    await begun()
    await lasts(3 * hour, virus({ state: 'definitions_old', definitions_dated: false }))
    expect(await opens()).toEqual(['antivirus-definitions-outdated warning'])
  })
  test('unknown is told after a working day, as information', async () => {
    await begun()
    await lasts(9 * hour, virus({ state: 'unknown', reason: 'timed_out' }), hour)
    expect(await opens()).toEqual(['antivirus-unknown info'])
  })
})

describe('a threat', () => {
  const threat = (slot: '1' | '2', severity: 'low' | 'severe', state: 'detected' | 'quarantined') =>
    reading(
      antivirusThreat,
      { product: 'Microsoft Defender', slot },
      { detection: 'ABC', threat: 'Virus:DOS/EICAR_Test_File', severity, state },
    )
  test('is told once, though its state and its slot change', async () => {
    await begun()
    await scene.report('pc', threat('1', 'severe', 'detected'))
    await scene.report('pc', threat('2', 'severe', 'quarantined'))
    expect(await opens()).toEqual(['antivirus-threat-found critical'])
    expect(await scene.history()).toHaveLength(1)
  })
  test('of low danger is a warning', async () => {
    await begun()
    await scene.report('pc', threat('1', 'low', 'detected'))
    expect(await opens()).toEqual(['antivirus-threat-low warning'])
  })
  test('that is not removed is critical until it is', async () => {
    await begun()
    await scene.report('pc', virus({ state: 'protected', threats_active: 1 }))
    expect(await opens()).toEqual(['antivirus-threat-remains critical'])
    await scene.advance(beat)
    await scene.report('pc', virus({ state: 'protected', threats_active: 0 }))
    expect(await opens()).toEqual([])
  })
})

describe('firewall', () => {
  test.each([
    ['windows', 'desktop', 'off', ['firewall-off critical']],
    ['windows', 'desktop', 'third_party', []],
    ['linux', 'server', 'off', ['firewall-off-linux-server warning']],
    ['linux', 'desktop', 'off', ['firewall-off-linux info']],
    ['linux', 'server', 'partly', ['firewall-partly-linux warning']],
    ['windows', 'laptop', 'partly', ['firewall-partly warning']],
  ] as const)('of %s on a %s that is %s', async (system, role, state, alerts) => {
    await begun(role)
    await lasts(hour, reading(firewall, { system }, { state }))
    expect(await opens()).toEqual(alerts)
  })
  test('partly off is critical on the network that is in use', async () => {
    await begun()
    const open = reading(firewall, { system: 'windows' }, { state: 'partly', active_off: true })
    await lasts(hour, open)
    expect(await opens()).toEqual(['firewall-partly critical'])
  })
})

describe('encryption', () => {
  const disk = (state: 'suspended' | 'not_encrypted' | 'encrypted') =>
    reading(encryption, {}, { state })
  test('suspended for a working day of being on', async () => {
    await begun('laptop')
    await lasts(7 * hour, disk('suspended'), hour)
    expect(await opens()).toEqual([])
    await lasts(hour, disk('suspended'), hour)
    expect(await opens()).toEqual(['encryption-suspended warning'])
  })
  test('suspended on a server for more than 24 hours', async () => {
    await begun('server')
    await lasts(23 * hour, disk('suspended'), hour)
    expect(await opens()).toEqual([])
    await lasts(hour, disk('suspended'), hour)
    expect(await opens()).toEqual(['encryption-suspended-server warning'])
  })
  test.each([
    ['laptop', ['encryption-missing info']],
    ['desktop', []],
  ] as const)('missing on a %s', async (role, alerts) => {
    await begun(role)
    await lasts(2 * hour, disk('not_encrypted'))
    expect(await opens()).toEqual(alerts)
  })
})
