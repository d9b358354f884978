/** Old errors of a disk are accepted once; only new ones are told (issue 3, facts 1). */
import { afterEach, describe, expect, it } from 'vitest'
import { smartDevice } from '../../../contract/catalogue/families/smart-device.ts'
import { reading, type FieldsOf } from '../../../contract/catalogue/grammar.ts'
import { historyFlag } from '../../../contract/wire/packed-rows.ts'
import {
  alertScene,
  office,
  rulesOf,
  shippedRules,
  type AlertScene,
} from '../../support/alert-scene.ts'

const hour = 3_600_000
const day = 24 * hour
const grow = `- { id: grow, kind: increase, fields: [pending_sector_count, reallocated_sectors_count], severity: warning, firstSight: info, select: { measurement: smart_device }, object: [serial_no] }`
const cable = `- { id: cable, kind: increase, fields: udma_crc_errors, by: 10, within: 7d, settle: 14d, severity: warning, select: { measurement: smart_device } }`

let scene: AlertScene
afterEach(() => scene.end())
async function begun(text: string) {
  scene = await alertScene({ rules: rulesOf(text), startMs: office('2026-11-12T10:00') })
  await scene.start()
}
const disk = (fields: FieldsOf<typeof smartDevice>, serial = 'A') =>
  reading(smartDevice, { device: 'sda', serial_no: serial }, fields)
async function report(fields: FieldsOf<typeof smartDevice>, serial = 'A') {
  await scene.report('pc', disk(fields, serial))
  await scene.jump(scene.clock.now() + hour)
}
const open = async () =>
  (await scene.alerts.open()).map(
    ({ ruleId, severity, object }) => `${ruleId} ${severity} ${object}`,
  )
async function accept() {
  for (const { id } of await scene.alerts.open()) scene.engine.accept(id)
  await scene.settled()
}

describe('an increase rule', () => {
  it('tells old errors once until they are accepted, then is silent, and tells the ninth once', async () => {
    await begun(grow)
    await report({ pending_sector_count: 8 })
    await report({ pending_sector_count: 8 })
    expect(await open()).toEqual(['grow info A'])
    await accept()
    expect(await open()).toEqual([])
    for (let at = 0; at < 24; at++) await report({ pending_sector_count: 8 })
    expect(await scene.history()).toHaveLength(1)
    await report({ pending_sector_count: 9 })
    await report({ pending_sector_count: 9 })
    await report({ pending_sector_count: 10 })
    expect(await open()).toEqual(['grow warning A'])
    const [first, second] = (await scene.history()).sort((a, b) => a.openedAtMs - b.openedAtMs)
    expect(first?.kinds).toEqual(['opened', 'cleared'])
    expect(second?.kinds).toEqual(['opened'])
    expect(second?.values).toMatchObject({ total: 9, rise: 1, baseline: 8 })
  })
  it('worsens when errors that nobody accepted increase', async () => {
    await begun(grow)
    await report({ pending_sector_count: 8, reallocated_sectors_count: 0 })
    await report({ pending_sector_count: 8, reallocated_sectors_count: 1 })
    expect(await open()).toEqual(['grow warning A'])
    expect((await scene.history())[0]?.kinds).toEqual(['opened', 'worsened'])
  })
  it('keeps its baseline over a crash, and an acceptance that was just given', async () => {
    await begun(grow)
    await report({ pending_sector_count: 8 })
    await accept()
    await scene.crash(hour)
    await scene.start()
    await report({ pending_sector_count: 8 })
    expect(await open()).toEqual([])
    await report({ pending_sector_count: 9 })
    await scene.crash(hour)
    await scene.start()
    await report({ pending_sector_count: 9 })
    expect(await open()).toEqual(['grow warning A'])
    await accept()
    await report({ pending_sector_count: 9 })
    expect(await open()).toEqual([])
    expect(await scene.history()).toHaveLength(2)
  })
  it('begins anew with another disk and after a counter fell', async () => {
    await begun(grow)
    await report({ pending_sector_count: 8 })
    await accept()
    await report({ pending_sector_count: 0 }, 'B')
    expect(await open()).toEqual([])
    await report({ pending_sector_count: 0 })
    await report({ pending_sector_count: 1 })
    expect(await open()).toEqual(['grow warning A'])
    await report({ pending_sector_count: 0 })
    expect(await open()).toEqual([])
    await report({ pending_sector_count: 3 }, 'C')
    expect(await open()).toEqual(['grow info C'])
  })
  it('takes no value for no value, and history for what it is', async () => {
    await begun(grow)
    await report({ pending_sector_count: null })
    await report({ pending_sector_count: 0 })
    await report({ pending_sector_count: null })
    const old = disk({ pending_sector_count: 5 })
    await scene.report('pc', old, { timeMs: scene.clock.now() - day, flags: historyFlag })
    await report({ pending_sector_count: 0 })
    expect(await scene.history()).toHaveLength(0)
  })
  it('with "within" forgives a slow rise, and by itself accepts one that has come to rest', async () => {
    await begun(cable)
    let count = 3_000_000
    for (let at = 0; at < 40; at++) {
      await scene.report('pc', disk({ udma_crc_errors: count++ }))
      await scene.jump(scene.clock.now() + day)
    }
    expect(await scene.history()).toHaveLength(0)
    for (let at = 0; at < 3; at++) {
      await scene.report('pc', disk({ udma_crc_errors: (count += 6) }))
      await scene.jump(scene.clock.now() + day)
    }
    expect(await open()).toEqual(['cable warning sda A'])
    for (let at = 0; at < 13; at++) {
      await scene.report('pc', disk({ udma_crc_errors: count }))
      await scene.jump(scene.clock.now() + day)
    }
    expect(await open()).toEqual(['cable warning sda A'])
    await scene.jump(scene.clock.now() + day)
    await scene.report('pc', disk({ udma_crc_errors: count }))
    expect(await open()).toEqual([])
    expect(await scene.history()).toHaveLength(1)
  })
})

describe('the shipped rules about disks', () => {
  async function firstRow(fields: FieldsOf<typeof smartDevice>) {
    scene = await alertScene({
      rules: shippedRules.filter(({ id }) => id.startsWith('disk-')),
      startMs: office('2026-11-12T10:00'),
    })
    await scene.start()
    await report(fields)
    return (await scene.alerts.open()).map(({ ruleId, severity }) => `${ruleId} ${severity}`).sort()
  }
  it('tell a disk that had failed before anybody looked (A7)', async () => {
    expect(await firstRow({ verdict: 'failed', reasons: 'self_assessment' })).toEqual([
      'disk-failing critical',
    ])
  })
  it('propose old errors of a worn disk as baseline and alarm about nothing', async () => {
    const fields = { verdict: 'worn', pending_sector_count: 8, udma_crc_errors: 5_000_000 } as const
    expect(await firstRow(fields)).toEqual(['disk-errors-grow info'])
    await accept()
    for (let at = 0; at < 5; at++) await report(fields)
    expect(await open()).toEqual([])
  })
  it('stay silent about a disk that is well', async () => {
    const zeros = { pending_sector_count: 0, reallocated_sectors_count: 0, wear_percent: 3 }
    expect(await firstRow({ verdict: 'ok', kind: 'ssd', temp_c: 40, ...zeros })).toEqual([])
  })
  it('say worn, hot, and unknown only after a working day', async () => {
    expect(
      await firstRow({
        verdict: 'unknown',
        reason: 'behind_controller',
        wear_percent: 96,
        kind: 'hdd',
        temp_c: 55,
      }),
    ).toEqual(['disk-worn critical'])
    for (let at = 0; at < 9; at++)
      await report({ verdict: 'unknown', kind: 'hdd', temp_c: 55, wear_percent: 96 })
    const told = (await scene.alerts.open()).map(({ ruleId, severity }) => `${ruleId} ${severity}`)
    expect(told.sort()).toEqual([
      'disk-temperature-hdd warning',
      'disk-unreadable info',
      'disk-worn critical',
    ])
  })
})
