import { afterEach, describe, expect, it } from 'vitest'
import { agentInstant } from '../../../collector/alert/agent-instant.ts'
import { viewOf } from '../../../collector/alert/presence-board.ts'
import { alertWords } from '../../../config/locales/alert-wording.ts'
import { zoneReader } from '../../../config/office-time.ts'
import { backup } from '../../../contract/catalogue/families/backup.ts'
import { clock } from '../../../contract/catalogue/families/clock.ts'
import { cpu } from '../../../contract/catalogue/families/cpu.ts'
import { smartDevice } from '../../../contract/catalogue/families/smart-device.ts'
import { source } from '../../../contract/catalogue/families/source.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { removableThings } from '../../../contract/catalogue/removable-things.ts'
import { createSources } from '../../../agent/sources/sources.ts'
import {
  alertScene,
  hostNamed,
  office,
  shippedRules,
  zone,
  type AlertScene,
} from '../../support/alert-scene.ts'

const minute = 60_000
let scene: AlertScene | undefined
afterEach(async () => {
  await scene?.end()
  scene = undefined
})

async function sceneOf(more: Parameters<typeof hostNamed>[1] = {}): Promise<AlertScene> {
  scene = await alertScene({
    startMs: office('2026-11-12T08:00'),
    hosts: [hostNamed('pc', more)],
  })
  await scene.start()
  return scene
}
const diskOf = (serial_no: string, verdict: 'ok' | 'failed') =>
  reading(smartDevice, { device: 'sda', model: 'WDC', serial_no }, { verdict })
const looked = (state: 'ok' | 'failed' | 'not_present') =>
  reading(source, { source: 'smart' }, { state })
const busy = reading(cpu, { cpu: 'cpu-total' }, { usage_active: 5 })

/** An hour of a computer that is on: cpu every 12 minutes, disks and their source once. */
async function hour(
  of: AlertScene,
  disks: readonly (readonly [string, 'ok' | 'failed'])[],
  state: 'ok' | 'failed' | 'not_present' = 'ok',
): Promise<void> {
  for (const [serial, verdict] of disks) await of.report('pc', diskOf(serial, verdict))
  await of.report('pc', looked(state))
  for (let at = 0; at < 5; at++) {
    await of.report('pc', busy)
    await of.advance(12 * minute)
  }
}
const open = async (of: AlertScene) =>
  (await of.alerts.open()).map(({ ruleId, object }) => `${ruleId} ${object}`)

describe('a disk that was taken out', () => {
  it('ends its alerts as no longer present, and keeps the history', async () => {
    const of = await sceneOf()
    for (let at = 0; at < 3; at++) await hour(of, [['OLD', 'failed']])
    expect(await open(of)).toEqual(['disk-failing sda WDC OLD'])
    for (let at = 0; at < 5; at++) await hour(of, [['NEW', 'ok']])
    expect(await open(of)).toEqual([])
    const [alert] = await of.history()
    expect(alert?.kinds).toEqual(['opened', 'cleared'])
    const rule = shippedRules.find(({ id }) => id === 'disk-failing')
    const words = (language: 'sw' | 'en') =>
      alert && alertWords(alert, rule, { language, local: zoneReader(zone) }).cleared
    expect(words('en')).toContain('No longer present: sda WDC OLD.')
    expect(words('sw')).toContain('Hakipo tena: sda WDC OLD.')
    await hour(of, [['OLD', 'failed']])
    expect(await open(of)).toEqual(['disk-failing sda WDC OLD'])
  })
  it('also when it was the only one', async () => {
    const of = await sceneOf()
    for (let at = 0; at < 2; at++) await hour(of, [['OLD', 'failed']])
    for (let at = 0; at < 5; at++) await hour(of, [], 'not_present')
    expect(await open(of)).toEqual([])
  })
  it('is not taken for out while its source fails, the computer is off, or was just restarted', async () => {
    const of = await sceneOf()
    for (let at = 0; at < 2; at++) await hour(of, [['OLD', 'failed']])
    for (let at = 0; at < 6; at++) await hour(of, [], 'failed')
    expect(await open(of)).toContain('disk-failing sda WDC OLD')
    await hour(of, [['OLD', 'failed']])
    await of.advance(16 * 60 * minute)
    await of.report('pc', looked('ok'))
    await of.report('pc', busy)
    expect(await open(of)).toContain('disk-failing sda WDC OLD')
    await of.crash(minute)
    await of.start()
    await of.report('pc', looked('ok'))
    expect(await open(of)).toContain('disk-failing sda WDC OLD')
  })
  it('is found after a restart of the collector too', async () => {
    const of = await sceneOf()
    for (let at = 0; at < 2; at++) await hour(of, [['OLD', 'failed']])
    await hour(of, [])
    await of.crash(minute)
    await of.start()
    for (let at = 0; at < 4; at++) await hour(of, [])
    expect(await open(of)).toEqual([])
  })
  it('is told of by sources that the agent has', () => {
    const settings = {
      off: [],
      everySample: [],
      cpu: {},
      disk: {},
      net: {},
      processes: {},
      services: {},
      backup: {},
    }
    const sources = createSources(settings as never, {} as never)
    for (const [measurement, name] of Object.entries(removableThings)) {
      const found = sources.find((one) => one.name === name)
      expect(found?.measurements, name).toContain(measurement)
    }
  })
})

describe('ages that a computer tells whose clock stands in 2009', () => {
  const seconds = (text: string) => office(text) / 1000
  const ago = office('2026-11-12T08:00') - office('2009-01-01T00:10')
  const job = { job: 'restic:nas', product: 'restic', kind: 'data' } as const
  const copied = (text: string) =>
    reading(backup, job, { state: 'ok', last_success: seconds(text) })

  it('are judged by the collector’s clock', async () => {
    const of = await sceneOf()
    await of.report('pc', reading(clock, {}, { offset_s: -ago / 1000 }))
    await of.report('pc', copied('2008-12-31T23:40'))
    expect(await open(of)).not.toContain('backup-old restic:nas')
    await of.jump(of.clock.now() + 7 * 86_400_000)
    await of.report('pc', copied('2008-12-31T23:40'))
    expect(await open(of)).toContain('backup-old restic:nas')
  })
  it('are taken as written when they were written while it was right', async () => {
    const of = await sceneOf({ clockOffsetSeconds: -ago / 1000 })
    await of.report('pc', copied('2026-11-11T20:00'))
    expect(await open(of)).not.toContain('backup-old restic:nas')
    await of.advance(minute)
    await of.report('pc', copied('2026-10-11T20:00'))
    expect(await open(of)).toContain('backup-old restic:nas')
  })
  it('are never in the future, and small differences are no matter', () => {
    const nowMs = office('2026-11-12T08:00')
    const host = { ...viewOf(hostNamed('pc'), nowMs), clockAheadMs: 3_600_000 }
    expect(agentInstant(nowMs + 3_600_000, host, nowMs)).toBe(nowMs)
    const right = { ...host, clockAheadMs: 5000 }
    expect(agentInstant(nowMs, right, nowMs)).toBe(nowMs)
  })
})
