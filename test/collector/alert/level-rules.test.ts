import { afterEach, describe, expect, it } from 'vitest'
import { disk } from '../../../contract/catalogue/families/disk.ts'
import { source } from '../../../contract/catalogue/families/source.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { historyFlag } from '../../../contract/wire/packed-rows.ts'
import {
  alertScene,
  hostNamed,
  office,
  rulesOf,
  type AlertScene,
} from '../../support/alert-scene.ts'

const minute = 60_000
const gb = 1024 ** 3
const rules = rulesOf(`
- id: full
  kind: threshold
  select: { measurement: disk }
  object: [path]
  warning:
    when: [{ field: used_percent, above: 85 }, { field: free, below: 15 GB }]
    for: 5m
    clear: { field: used_percent, below: 80 }
  critical:
    when: { field: used_percent, above: 95 }
    clear: { field: used_percent, below: 90 }
- id: source
  kind: state
  field: state
  unknown: [not_present]
  select: { measurement: source }
  object: [source]
  critical: { is: failed }
  warning: { is: timed_out }
`)
const full = (percent: number | null, free = 10 * gb, path = '/') =>
  reading(
    disk,
    { path, device: 'sda1', fstype: 'ext4', mode: 'rw' },
    { used_percent: percent, free },
  )
const works = (state: 'ok' | 'not_present' | 'failed' | 'timed_out') =>
  reading(source, { source: 'disk' }, { state })

let scene: AlertScene
afterEach(() => scene.end())
async function begun(setup: Partial<Parameters<typeof alertScene>[0]> = {}): Promise<void> {
  scene = await alertScene({ rules, startMs: office('2026-11-12T10:00'), ...setup })
  await scene.start()
}
async function minutes(count: number, percent: number | null, free?: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    await scene.report('pc', full(percent, free))
    await scene.advance(minute)
  }
}
const opens = async () =>
  (await scene.alerts.open()).map(({ ruleId, severity }) => `${ruleId} ${severity}`)

describe('a threshold rule', () => {
  it('opens after its observed time and clears at its own limit', async () => {
    await begun()
    await minutes(5, 88)
    expect(await opens()).toEqual([])
    await minutes(1, 88)
    expect(await opens()).toEqual(['full warning'])
    await minutes(10, 82)
    expect(await opens()).toEqual(['full warning'])
    await minutes(1, 79)
    expect(await opens()).toEqual([])
    expect((await scene.history())[0]?.kinds).toEqual(['opened', 'cleared'])
  })
  it('needs its second condition too', async () => {
    await begun()
    await minutes(10, 88, 500 * gb)
    expect(await opens()).toEqual([])
  })
  it('worsens and eases one alert instead of opening two', async () => {
    await begun()
    await minutes(6, 88)
    await minutes(1, 96)
    expect(await opens()).toEqual(['full critical'])
    await minutes(1, 89)
    expect(await opens()).toEqual(['full warning'])
    await minutes(1, 70)
    const history = await scene.history()
    expect(history).toHaveLength(1)
    expect(history[0]?.kinds).toEqual(['opened', 'worsened', 'eased', 'cleared'])
  })
  it('says the values in their units', async () => {
    await begun()
    await minutes(1, 96.4)
    const [alert] = await scene.alerts.open()
    expect(alert).toMatchObject({
      object: '/',
      hostId: 'pc',
      values: { used_percent: 96.4, free: 10 * gb, path: '/' },
    })
  })
  it('watches each object by itself', async () => {
    await begun()
    await scene.report('pc', full(96, gb, '/'))
    await scene.report('pc', full(96, gb, '/srv'))
    expect((await scene.alerts.open()).map((one) => one.object).sort()).toEqual(['/', '/srv'])
  })
})

describe('time (A2, A3, I4)', () => {
  it('counts only while the host is on, and goes on counting afterwards', async () => {
    await begun()
    await minutes(4, 88)
    await scene.advance(14 * 60 * minute)
    await minutes(1, 88)
    expect(await opens()).toEqual([])
    await minutes(3, 88)
    expect(await opens()).toEqual(['full warning'])
  })
  it('takes no value as neither fine nor failed', async () => {
    await begun()
    await minutes(1, 96)
    await minutes(5, null)
    expect(await opens()).toEqual(['full critical'])
    await minutes(1, 50)
    await minutes(20, null)
    expect(await opens()).toEqual([])
  })
  it('never opens on history and never goes back in time', async () => {
    await begun()
    await minutes(1, 50)
    await scene.report('pc', full(99), { timeMs: scene.clock.now() + 1, flags: historyFlag })
    await scene.report('pc', full(99), { timeMs: scene.clock.now() - 5 * minute })
    expect(await scene.history()).toEqual([])
  })
  it('remembers over a crash how far it was', async () => {
    await begun()
    await minutes(4, 88)
    await scene.crash(30_000)
    await scene.start()
    await scene.report('pc', full(60), { timeMs: scene.clock.now() - 10 * minute })
    await minutes(1, 88)
    expect(await opens()).toEqual([])
    await minutes(1, 88)
    expect(await opens()).toEqual(['full warning'])
  })
  it('takes a time far in the future for the time of arrival', async () => {
    await begun()
    await scene.report('pc', full(96), { timeMs: Date.UTC(2099, 0, 1) })
    expect((await scene.alerts.open())[0]?.openedAtMs).toBe(scene.clock.now())
    await scene.advance(minute)
    await scene.report('pc', full(10))
    expect(await opens()).toEqual([])
  })
})

describe('a state rule', () => {
  it('fires at first sight (A7), worsens and clears', async () => {
    await begun()
    await scene.report('pc', works('timed_out'))
    expect(await opens()).toEqual(['source warning'])
    await scene.advance(minute)
    await scene.report('pc', works('failed'))
    await scene.advance(minute)
    await scene.report('pc', works('not_present'))
    expect(await opens()).toEqual(['source critical'])
    await scene.advance(minute)
    await scene.report('pc', works('ok'))
    expect((await scene.history())[0]?.kinds).toEqual(['opened', 'worsened', 'cleared'])
  })
})

describe('rules and hosts that change', () => {
  it('a reload keeps the open alert and its clear limit', async () => {
    await begun()
    await minutes(1, 96)
    await scene.reload(rules)
    await minutes(1, 92)
    expect(await opens()).toEqual(['full critical'])
    await minutes(1, 50)
    expect(await opens()).toEqual([])
    expect(await scene.history()).toHaveLength(1)
  })
  it('a removed rule ends its alert and a new rule starts on what is there', async () => {
    await begun()
    await minutes(1, 96)
    await scene.reload([])
    expect(await opens()).toEqual([])
    await scene.reload(rules)
    await minutes(1, 96)
    expect(await opens()).toEqual(['full critical'])
  })
  it('a host of another role gets the rules of that role', async () => {
    const forServers = rulesOf(
      '- { id: s, kind: threshold, select: { measurement: disk, roles: [server] }, warning: { when: { field: used_percent, above: 90 } } }',
    )
    await begun({ rules: forServers, hosts: [hostNamed('pc')] })
    await minutes(1, 96)
    expect(await opens()).toEqual([])
    scene.engine.hostChanged(hostNamed('pc', { role: 'server' }))
    await minutes(1, 96)
    expect(await opens()).toEqual(['s warning'])
    scene.engine.hostChanged(hostNamed('pc', { role: 'desktop' }))
    await scene.settled()
    expect(await opens()).toEqual([])
  })
})
