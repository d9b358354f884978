/** J2: six hours without power at a health centre; two mails, no storm. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HostRecord } from '../../collector/model.ts'
import { hostNamed, office, reader } from '../support/alert-scene.ts'
import { openCouncil, type Council } from '../support/council/council.ts'
import type { Machine } from '../support/council/machine.ts'

const minute = 60_000
const at = (time: string): number => office(`2026-11-12T${time}`)
const pcs = Array.from({ length: 11 }, (_, index) => `afy-pc-0${21 + index}`)
const laptops = Array.from({ length: 4 }, (_, index) => `afy-lt-00${1 + index}`)
const missing = 'afy-pc-031'
const all: readonly HostRecord[] = [
  ...pcs.map((id) => hostNamed(id, { siteId: 'mlimani', presence: 'never_seen' })),
  ...laptops.map((id) =>
    hostNamed(id, { siteId: 'mlimani', role: 'laptop', presence: 'never_seen' }),
  ),
  hostNamed('rt-mli-01', { siteId: 'mlimani', role: 'network', presence: 'never_seen' }),
  ...['hq-pc-1', 'hq-pc-2', 'hq-srv-1'].map((id) =>
    hostNamed(id, {
      siteId: 'hq',
      presence: 'never_seen',
      role: id === 'hq-srv-1' ? 'server' : 'desktop',
    }),
  ),
]
let council: Council
const machine = (id: string): Machine => council.machine(id)

beforeAll(async () => {
  council = await openCouncil({
    startMs: at('09:30'),
    sites: [
      { id: 'mlimani', name: 'Kituo cha Afya Mlimani', profile: 'wan', subnets: [] },
      { id: 'hq', name: 'Makao Makuu', profile: 'lan', subnets: [] },
    ],
    hosts: all,
    devices: ['rt-mli-01'],
    recipients: [reader('asha', { language: 'sw' })],
    parents: { 'rt-mli-01': [...pcs, ...laptops] },
  })
})
afterAll(() => council.close())

/** As the console tells it afterwards, and the same whenever it is read. */
async function readAsIncident(id: string): Promise<void> {
  const story = await council.book.story(id)
  expect(story).toMatchObject({ kind: 'site', cause: 'power', hostCount: 16 })
  expect(story?.powerCut?.hostIds).toHaveLength(10)
  const words = Map.groupBy(story?.hosts ?? [], ({ word }) => word)
  expect(
    words
      .get('power_lost')
      ?.map(({ hostId }) => hostId)
      .toSorted(),
  ).toEqual(pcs.slice(0, 10))
  expect(story?.hosts.filter(({ backMs }) => backMs === null)).toMatchObject([{ hostId: missing }])
  expect(story?.mails.map(({ kind }) => kind)).toEqual(['problem', 'recovery'])
  expect(await council.book.story(id)).toEqual(story)
  const list = await council.book.list(at('00:00'), at('23:00'))
  expect(list.map(({ id: one, cause }) => [one, cause])).toEqual([[id, 'power']])
}

describe('a power cut of six hours at a branch (J2)', () => {
  it('is one incident, two mails, one line in the register, and no sample is lost', async () => {
    await council.until(at('10:12'))
    const atSite = [...pcs, ...laptops]
    for (const id of pcs) machine(id).powerLost()
    for (const id of laptops) machine(id).lineCut()
    council.device('rt-mli-01').on = false
    const batteries = [95, 120, 130, 150].map((minutes, index) => ({
      id: laptops[index] ?? '',
      untilMs: at('10:12') + minutes * minute,
    }))
    machine(laptops[0] ?? '').busyAt = (ms) => (ms >= at('10:35') && ms < at('10:45') ? 100 : 20)
    await council.until(at('10:25'))
    const [incident] = await council.opened.repositories.alerts.open()
    expect(incident).toMatchObject({ ruleId: 'site-silent', siteId: 'mlimani' })
    const since = Number(incident?.values['since']) * 1000
    expect(since).toBeGreaterThanOrEqual(at('10:10'))
    expect(since).toBeLessThanOrEqual(at('10:12'))
    expect(council.told()).toHaveLength(1)

    let kept = 0
    for (const { id, untilMs } of batteries) {
      await council.until(untilMs)
      kept += machine(id).keptCount
      machine(id).sleepsWithWhatItKept()
    }
    expect(kept).toBe(99)
    await council.until(at('16:19'))
    expect(council.told()).toHaveLength(1)

    council.device('rt-mli-01').on = true
    await council.until(at('16:20'))
    for (const [index, id] of atSite.filter((one) => one !== missing).entries()) {
      await council.until(at('16:20') + index * 8000)
      if (laptops.includes(id)) await machine(id).lineBack()
      else await machine(id).switchOn('power_lost')
    }
    await council.until(at('16:35'))
    console.info(await council.timeline())
    expect(council.told()).toHaveLength(2)
    await council.until(at('18:00'))
    expect(council.told()).toHaveLength(2)

    const [down, restored] = council.told()
    expect(down?.subject).toBe('[DHARURA] Kituo cha Afya Mlimani: vifaa 16 vya kituo havipatikani')
    expect(down?.text).toMatch(/12\/11\/2026 saa 10:1[0-2] \(saa 4:1[0-2] asubuhi\)/)
    expect(down?.text).toMatch(/katizo la umeme/)
    expect(restored?.subject).toBe(`Re: ${down?.subject}`)
    expect(restored?.inReplyTo).toBe(down?.messageId)
    expect(restored?.text).toMatch(/15 kati ya 16\. Ambavyo havijarejea: 1 AFY-PC-031/)
    expect(restored?.text).toContain('saa 6 na dakika')
    expect(restored?.text).toContain('zimezimika ghafla: 10')
    expect(restored?.text).toContain('rejista ya robo hii: 1')
    let history = 0
    for (const id of laptops) {
      const times = await council.timesOf(id, 'cpu', 'usage_active')
      history += times.filter((ms) => ms > at('10:12') && ms < at('16:18')).length
    }
    expect(history).toBe(99)
    for (const id of pcs.slice(0, 10)) {
      const times = await council.timesOf(id, 'cpu', 'usage_active')
      expect(times.filter((ms) => ms > at('10:12') && ms < at('16:20'))).toEqual([])
      expect(await council.timesOf(id, 'last_stop', 'stopped')).toHaveLength(1)
    }
    const roots = (await council.history()).filter((one) => one.parentId === null)
    expect(roots.map((one) => one.ruleId)).toEqual(['site-silent', 'not-back'])
    const cuts = await council.opened.power.cuts(at('00:00'), at('23:00'))
    expect(cuts).toHaveLength(1)
    expect(cuts[0]).toMatchObject({ siteId: 'mlimani', hostIds: pcs.slice(0, 10) })
    const hours = ((cuts[0]?.toMs ?? 0) - (cuts[0]?.fromMs ?? 0)) / 3_600_000
    expect(hours.toFixed(1)).toBe('6.1')
    await readAsIncident(incident?.id ?? '')
  })
})
