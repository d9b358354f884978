import { afterEach, describe, expect, it } from 'vitest'
import type { HostRecord } from '../../../collector/model/hosts.ts'
import { system } from '../../../contract/catalogue/families/system.ts'
import { ups } from '../../../contract/catalogue/families/ups.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { alertScene, hostNamed, office, type AlertScene } from '../../support/alert-scene.ts'

const second = 1000
const minute = 60_000
const hour = 60 * minute
const beat = reading(system, {}, { uptime: 1 })

let scene: AlertScene
afterEach(() => scene.end())
async function begun(hosts: readonly HostRecord[], start = '2026-11-12T10:00') {
  scene = await alertScene({ hosts, startMs: office(start) })
  await scene.settings.saveSite({ id: 'mlimani', name: 'Mlimani', profile: 'lan', subnets: [] })
  await scene.start()
  await scene.advance(6 * minute)
}
const opens = async () =>
  (await scene.alerts.open()).map(({ ruleId, hostId }) => `${ruleId} ${hostId ?? ''}`)
const site = (role: HostRecord['role'], ids: readonly string[]) =>
  ids.map((id) => hostNamed(id, { role, siteId: 'mlimani' }))
const beats = async (ids: readonly string[]) => {
  for (const id of ids) await scene.report(id, beat)
}

describe('a silent server', () => {
  it('is told after 3 minutes and clears when it is back', async () => {
    await begun([hostNamed('srv', { role: 'server' })])
    const gone = scene.clock.now()
    await scene.advance(2 * minute)
    await scene.presence('srv', 'unreachable', gone)
    expect(await opens()).toEqual([])
    await scene.advance(minute + second)
    expect(await opens()).toEqual(['server-silent srv'])
    await scene.presence('srv', 'online')
    const [alert] = await scene.history()
    expect(alert?.kinds).toEqual(['opened', 'cleared'])
    expect(alert?.values['since']).toBe(gone / 1000)
  })
  it('is told also when it was shut down, but not when it came back in time', async () => {
    await begun([hostNamed('srv', { role: 'server' })])
    await scene.presence('srv', 'off')
    await scene.advance(2 * minute)
    await scene.presence('srv', 'online')
    await scene.advance(hour)
    expect(await scene.history()).toEqual([])
    await scene.presence('srv', 'off')
    await scene.advance(4 * minute)
    expect(await opens()).toEqual(['server-silent srv'])
  })
  it('is not told before agents had time to report after a start (A4)', async () => {
    await begun([hostNamed('srv', { role: 'server', lastSeenMs: 1 })])
    await scene.crash(8 * hour)
    await scene.start()
    await scene.presence('srv', 'unreachable', scene.clock.now() - 8 * hour)
    await scene.advance(4 * minute)
    expect(await opens()).toEqual([])
    await scene.advance(2 * minute)
    expect(await opens()).toEqual(['server-silent srv'])
  })
  it('is not told when only the collector slept or its clock was set', async () => {
    await begun([hostNamed('srv', { role: 'server' })])
    const before = scene.clock.now()
    scene.clock.suspend(10 * hour)
    await scene.presence('srv', 'unreachable', before)
    await scene.advance(4 * minute)
    await scene.presence('srv', 'online')
    expect(await scene.history()).toEqual([])
  })
  it('stays one alert over a restart of the collector', async () => {
    await begun([hostNamed('srv', { role: 'server' })])
    await scene.presence('srv', 'unreachable')
    await scene.advance(5 * minute)
    await scene.crash(hour)
    await scene.start()
    await scene.advance(10 * minute)
    expect(await scene.history()).toHaveLength(1)
    await scene.presence('srv', 'online')
    expect((await scene.history())[0]?.kinds).toEqual(['opened', 'cleared'])
  })
})

describe('a desktop', () => {
  it('that is off is no alarm; after 3 working days it is on the list', async () => {
    await begun([hostNamed('pc')], '2026-11-12T15:20')
    await scene.presence('pc', 'off')
    await scene.jump(office('2026-11-17T15:00'))
    expect(await opens()).toEqual([])
    await scene.advance(hour)
    expect(await opens()).toEqual(['computer-absent pc'])
    expect((await scene.alerts.open())[0]?.values['days']).toBe(3)
  })
})

describe('a printer and a UPS', () => {
  it('that stop answering are a line in the summary, and nothing that is mailed at once', async () => {
    const role = (id: string, name: HostRecord['role']) => hostNamed(id, { role: name })
    await begun([role('printa', 'printer'), role('ups', 'ups')], '2026-11-12T08:00')
    for (const id of ['printa', 'ups']) await scene.presence(id, 'unreachable')
    await scene.advance(50 * minute)
    expect(await opens()).toEqual([])
    await scene.advance(11 * minute)
    expect(await opens()).toEqual(['ups-silent ups'])
    await scene.jump(office('2026-11-13T15:20'))
    await scene.advance(hour)
    const open = await scene.alerts.open()
    expect(open.map(({ ruleId, severity }) => `${ruleId} ${severity}`).toSorted()).toEqual([
      'printer-silent info',
      'ups-silent info',
    ])
    await scene.presence('ups', 'online')
    expect(await opens()).toEqual(['printer-silent printa'])
  })
  it('that are marked critical are told by their own rule alone', async () => {
    await begun([hostNamed('ups', { role: 'ups', critical: true })], '2026-11-12T08:00')
    await scene.presence('ups', 'unreachable')
    await scene.jump(office('2026-11-13T15:20'))
    await scene.advance(hour)
    expect(await opens()).toEqual(['critical-computer-silent ups'])
  })
})

describe('a site (A5)', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'] as const
  it('that vanishes together is one incident with its children folded in', async () => {
    await begun([...site('server', ['a']), ...site('desktop', ids.slice(1))])
    await beats(ids)
    const gone = scene.clock.now()
    await scene.advance(100 * second)
    for (const id of ids) await scene.presence(id, 'unreachable', gone)
    expect(await opens()).toEqual([])
    // A server is among them: its three minutes count.
    await scene.advance(80 * second)
    expect(await opens()).toEqual(['site-silent '])
    await scene.advance(10 * minute)
    const open = await scene.alerts.open()
    const incident = open.find((one) => one.ruleId === 'site-silent')
    const child = open.find((one) => one.ruleId === 'server-silent')
    expect(open).toHaveLength(2)
    expect(child?.parentId).toBe(incident?.id)
    expect(incident?.values).toMatchObject({ count: 5, since: gone / 1000 })
  })
  it('folds a server whose alert would have come first', async () => {
    await begun([...site('server', ['a']), ...site('desktop', ids.slice(1))])
    await beats(ids)
    const gone = scene.clock.now()
    await scene.advance(100 * second)
    await scene.presence('a', 'unreachable', gone)
    // Nobody has been heard since: the server's own alert waits for its neighbours.
    await scene.advance(82 * second)
    expect(await opens()).toEqual([])
    for (const id of ids.slice(1)) await scene.presence(id, 'unreachable', gone + 30 * second)
    await scene.advance(minute)
    expect((await scene.history()).filter((one) => one.parentId === null)).toHaveLength(1)
  })
  it('where only the server is gone tells the server at once', async () => {
    await begun([...site('server', ['a']), ...site('desktop', ids.slice(1))])
    const gone = scene.clock.now()
    await scene.presence('a', 'unreachable', gone)
    for (let at = 0; at < 3; at++) {
      await scene.advance(61 * second)
      await beats(ids.slice(1))
    }
    expect(await opens()).toEqual(['server-silent a'])
  })
  it('is told after six minutes, with those that followed', async () => {
    await begun(site('desktop', ids))
    await beats(ids)
    for (const id of ids.slice(0, 3)) await scene.presence(id, 'unreachable')
    await scene.advance(20 * second)
    await scene.presence('d', 'unreachable')
    await scene.advance(5 * minute + 30 * second)
    expect(await opens()).toEqual([])
    await scene.advance(10 * second)
    expect((await scene.alerts.open())[0]?.values).toMatchObject({ count: 4, total: 5 })
  })
  it('is no incident when a line was only shortly gone', async () => {
    await begun(site('desktop', ids))
    for (const id of ids) await scene.presence(id, 'unreachable')
    await scene.advance(5 * minute)
    for (const id of ids.slice(0, 3)) await scene.presence(id, 'online')
    await scene.advance(10 * second)
    for (const id of ids.slice(3)) await scene.presence(id, 'online')
    await scene.advance(hour)
    expect(await scene.history()).toEqual([])
  })
  it('is no incident when people go home', async () => {
    await begun(site('desktop', ids))
    for (const id of ids) {
      await scene.presence(id, 'off')
      await scene.advance(20 * second)
    }
    expect(await scene.history()).toEqual([])
  })
  it('is no incident when they vanish one by one over the day', async () => {
    await begun(site('desktop', ids))
    for (const id of ids.slice(0, 4)) {
      await scene.presence(id, 'unreachable')
      await scene.advance(hour)
    }
    expect(await scene.history()).toEqual([])
  })
  it('that is back is told once, with who is missing, and the missing server gets its own time', async () => {
    await begun([...site('server', ['a']), ...site('desktop', ids.slice(1))])
    await beats(ids)
    for (const id of ids) await scene.presence(id, 'unreachable')
    await scene.advance(hour)
    for (const id of ids.slice(1)) await scene.presence(id, 'online')
    await scene.advance(4 * minute)
    expect(await opens()).toContain('site-silent ')
    await scene.advance(2 * minute)
    const incident = (await scene.history()).find((one) => one.ruleId === 'site-silent')
    expect(incident?.kinds).toEqual(['opened', 'cleared'])
    expect(incident?.values).toMatchObject({
      now_back: 4,
      now_total: 5,
      now_missing: 1,
      now_names: 'A',
    })
    expect(await opens()).toEqual([])
    await scene.advance(4 * minute)
    expect(await opens()).toEqual(['server-silent a'])
  })
  it('that was cut over the evening is told as back when the people have come, and once', async () => {
    await begun(site('desktop', ids), '2026-11-12T14:40')
    await beats(ids)
    for (const id of ids) await scene.presence(id, 'unreachable')
    await scene.advance(10 * minute)
    await scene.jump(office('2026-11-13T07:20'))
    for (const id of ids) {
      scene.engine.onRestated(id, 'power_lost')
      await scene.presence(id, 'online')
      await beats([id])
      await scene.advance(12 * minute)
    }
    await scene.advance(hour)
    const [incident, ...more] = (await scene.history()).filter(({ parentId }) => parentId === null)
    expect(more).toEqual([])
    expect(incident?.values).toMatchObject({ now_back: 5, now_missing: 0, now_cause: 'power' })
  })
  it('whose last are not back when its end is told is not lost a second time', async () => {
    await begun(site('desktop', ids))
    await beats(ids)
    for (const id of ids) await scene.presence(id, 'unreachable')
    await scene.advance(20 * minute)
    for (const id of ids.slice(0, 2)) await scene.presence(id, 'online')
    await scene.advance(hour, minute)
    await scene.crash()
    await scene.start()
    await scene.advance(hour, minute)
    const found = (await scene.history()).filter(({ ruleId }) => ruleId === 'site-silent')
    expect(found.map(({ kinds }) => kinds)).toEqual([['opened', 'cleared']])
    expect(found[0]?.values).toMatchObject({ now_back: 2, now_missing: 3 })
  })
  it('stays one incident over a restart of the collector', async () => {
    await begun(site('desktop', ids))
    await beats(ids)
    for (const id of ids) await scene.presence(id, 'unreachable')
    await scene.advance(7 * minute)
    await scene.crash(hour)
    await scene.start()
    await scene.advance(10 * minute)
    for (const id of ids) await scene.presence(id, 'online')
    await scene.advance(4 * minute)
    const history = await scene.history()
    expect(history).toHaveLength(1)
    expect(history[0]?.kinds).toEqual(['opened', 'cleared'])
  })
  it('is one incident when the collector dies between the loss and the telling', async () => {
    await begun(site('desktop', ids))
    await beats(ids)
    for (const id of ids) await scene.presence(id, 'unreachable')
    await scene.advance(2 * minute)
    await scene.crash(hour)
    await scene.start()
    await scene.advance(10 * minute)
    for (const id of ids) await scene.presence(id, 'online')
    await scene.advance(4 * minute)
    const history = await scene.history()
    expect(history.map(({ kinds }) => kinds)).toEqual([['opened', 'cleared']])
  })
})

describe('what a lost site looks like', () => {
  const desktops = ['a', 'b', 'c', 'd', 'e'] as const
  const laptops = ['l', 'm'] as const
  const lost = async (ids: readonly string[], heard: readonly string[] = []): Promise<void> => {
    const gone = scene.clock.now()
    await scene.advance(100 * second)
    for (const id of ids) await scene.presence(id, 'unreachable', gone)
    for (let at = 0; at < 6; at++) {
      await beats(heard)
      await scene.advance(minute)
    }
  }
  const likely = async () => {
    const incident = (await scene.alerts.open()).find(({ ruleId }) => ruleId === 'site-silent')
    const { cause, reason, witness } = incident?.values ?? {}
    return { cause, reason, witness }
  }
  const back = async (ids: readonly string[], was?: 'power_lost'): Promise<void> => {
    for (const id of ids) {
      if (was) scene.engine.onRestated(id, was)
      await scene.presence(id, 'online')
    }
    await beats(ids)
    await scene.advance(10 * minute)
  }
  it('is a power cut where only computers with batteries are still heard', async () => {
    await begun([...site('desktop', desktops), ...site('laptop', laptops)])
    await beats([...desktops, ...laptops])
    await lost(desktops, laptops)
    expect(await likely()).toEqual({ cause: 'power', reason: 'laptop', witness: 'L, M' })
  })
  it('is inside the site where a computer without a battery is still heard', async () => {
    await begun([...site('desktop', desktops), ...site('laptop', laptops)])
    await beats([...desktops, ...laptops])
    await lost([...desktops.slice(1), ...laptops], ['a'])
    expect(await likely()).toEqual({ cause: 'inside', reason: 'desktop', witness: 'A' })
  })
  it('is a power cut where a supply said before that it runs on battery, also after a restart', async () => {
    await begun([...site('desktop', desktops), ...site('ups', ['ups'])])
    await beats(desktops)
    const onBattery = reading(ups, {}, { source: 'battery' })
    for (let at = 0; at < 3; at++) {
      await scene.report('ups', onBattery)
      await scene.advance(minute)
    }
    expect(await opens()).toContain('ups-on-battery ups')
    await scene.crash()
    await scene.start()
    await scene.advance(6 * minute)
    await lost([...desktops, 'ups'])
    expect(await likely()).toEqual({ cause: 'power', reason: 'ups', witness: 'UPS' })
  })
  it('is what the site’s outages were before, where nothing is heard', async () => {
    await begun(site('desktop', desktops))
    await beats(desktops)
    for (const expected of ['none', 'none', 'oftenLine']) {
      await lost(desktops)
      expect((await likely()).reason).toBe(expected)
      await back(desktops)
      await scene.crash()
      await scene.start()
      await scene.advance(6 * minute)
    }
    // Power cuts since then make it open again, and then likely.
    for (const expected of ['oftenLine', 'oftenLine', 'none']) {
      await lost(desktops)
      expect((await likely()).reason).toBe(expected)
      await back(desktops, 'power_lost')
    }
  })
})
