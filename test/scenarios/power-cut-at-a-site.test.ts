/** J2, number by number: six hours without power at a health centre; two mails, one SMS, no storm. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HostRecord } from '../../collector/model/hosts.ts'
import type { Recipient } from '../../collector/model/office.ts'
import { gsm7Length } from '../../lib/sms/gsm7.ts'
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
const route: Recipient['route'] = {
  part: 'officer',
  phone: '0712 345 678',
  channels: ['mail', 'sms'],
  hours: 'working',
  mailsPerDay: null,
  mailsPerMonth: null,
  smsPerDay: 5,
}
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
    recipients: [reader('asha', { language: 'sw', route })],
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
  expect(story?.mails.map(({ kind }) => kind).toSorted()).toEqual(['problem', 'recovery', 'urgent'])
  expect(await council.book.story(id)).toEqual(story)
  const list = await council.book.list(at('00:00'), at('23:00'))
  expect(list.map(({ id: one, cause }) => [one, cause])).toEqual([[id, 'power']])
}

/** When each computer says that it stopped without a shutdown: event 41, 6008. */
async function uncleanStops(): Promise<readonly number[]> {
  const { store } = council.opened
  const found = await Promise.all(
    pcs.map(async (id) => {
      const own = store.series.ofHost(id)
      const seriesIds = own
        .filter(({ descriptor }) => descriptor.measurement === 'last_stop')
        .map((one) => one.id)
      const range = { seriesIds, fromMs: at('00:00'), toMs: at('23:59') }
      const stopped = await store.range({ ...range, field: 'stopped' })
      return stopped.flatMap(({ points }) => points.map(({ value }) => Number(value) * 1000))
    }),
  )
  return found.flat()
}

async function loseThePower(): Promise<void> {
  for (const id of pcs) machine(id).powerLost()
  for (const id of laptops) machine(id).lineCut()
  council.device('rt-mli-01').on = false
  machine(laptops[0] ?? '').busyAt = (ms) => (ms >= at('10:35') && ms < at('10:45') ? 100 : 20)
  await council.until(at('10:25'))
}

/** Until the mains are back; the laptops' batteries end one by one. Readings that they kept. */
async function waitForThePower(): Promise<number> {
  let kept = 0
  for (const [index, minutes] of [95, 120, 130, 150].entries()) {
    await council.until(at('10:12') + minutes * minute)
    const laptop = machine(laptops[index] ?? '')
    kept += laptop.keptCount
    laptop.sleepsWithWhatItKept()
  }
  await council.until(at('16:19'))
  return kept
}

/** 16:18:30 the mains, 16:19:40 the router, 16:20 to 16:22 the agents; one stays off. */
async function powerIsBack(): Promise<void> {
  await council.until(at('16:19') + 40_000)
  council.device('rt-mli-01').on = true
  const back = [...pcs, ...laptops].filter((one) => one !== missing)
  for (const [index, id] of back.entries()) {
    await council.until(at('16:20') + index * 8000)
    if (laptops.includes(id)) await machine(id).lineBack()
    else await machine(id).switchOn('power_lost')
  }
}

describe('a power cut of six hours at a branch (J2)', () => {
  it('is one incident, two mails, one SMS, one line in the register, and no sample is lost', async () => {
    await council.until(at('10:12'))
    await loseThePower()

    // One incident by 10:25, stamped with the last sign of life.
    const open = await council.opened.repositories.alerts.open()
    const [incident, ...more] = open.filter((one) => one.parentId === null)
    expect(more).toEqual([])
    expect(incident).toMatchObject({
      ruleId: 'site-silent',
      siteId: 'mlimani',
      severity: 'warning',
      values: { count: 16, total: 16, since: at('10:12') / 1000, cause: 'power' },
    })
    expect(incident?.openedAtMs).toBeLessThanOrEqual(at('10:25'))
    // One mail (M02) and one SMS (S02), at once.
    expect(council.told()).toHaveLength(1)
    const [down] = council.told()
    expect(down?.subject).toBe(
      '[ONYO] Kituo cha Afya Mlimani: vifaa 16 havipatikani – huenda umeme umekatika',
    )
    expect(down?.text).toContain('tarehe 12/11/2026 saa 10:12 (saa 4:12 asubuhi)')
    expect(down?.text).toContain('katizo la umeme')
    expect(down?.text).toContain('Umetumiwa ujumbe huu mmoja')
    expect(council.texts()).toEqual([
      expect.objectContaining({
        to: '255712345678',
        text: 'ONYO: Kituo cha Afya Mlimani - vifaa 16 havipatikani tangu 10:12 (saa 4:12 asubuhi). Huenda umeme umekatika. Piga simu kituoni kuthibitisha.',
      }),
    ])
    expect(gsm7Length(council.texts()[0]?.text ?? '')).toBeLessThanOrEqual(160)

    expect(await waitForThePower()).toBe(99)
    expect([council.told().length, council.texts().length]).toEqual([1, 1])

    await powerIsBack()
    await council.until(at('16:35'))
    expect(council.told()).toHaveLength(2)
    await council.until(at('18:00'))

    // Two mails and one SMS in all; nothing of any computer.
    expect([council.told().length, council.texts().length]).toEqual([2, 1])
    const roots = (await council.history()).filter((one) => one.parentId === null)
    expect(roots.map((one) => one.ruleId)).toEqual(['site-silent', 'not-back'])
    const [, restored] = council.told()
    expect(restored?.subject).toBe(`Re: ${down?.subject}`)
    expect(restored?.inReplyTo).toBe(down?.messageId)
    expect(restored?.text).toContain('[IMEREJEA]')
    expect(restored?.text).toContain('baada ya saa 6 na dakika 8')
    expect(restored?.text).toContain('15 kati ya 16. Ambacho hakijarejea: 1 AFY-PC-031')
    expect(restored?.text).toContain('Chanzo kilikuwa katizo la umeme')
    expect(restored?.text).toContain('zimezimika ghafla: 10')
    expect(restored?.text).toContain('rejista ya robo hii: 1')

    // The laptops' 99 readings are there with their own times, and the busy one raised nothing.
    let history = 0
    for (const id of laptops) {
      const times = await council.timesOf(id, 'cpu', 'usage_active')
      history += times.filter((ms) => ms > at('10:12') && ms < at('16:18')).length
    }
    expect(history).toBe(99)
    const busy = await council.timesOf(laptops[0] ?? '', 'cpu', 'usage_active')
    expect(busy.some((ms) => ms >= at('10:35') && ms < at('10:45'))).toBe(true)
    for (const id of pcs.slice(0, 10)) {
      const times = await council.timesOf(id, 'cpu', 'usage_active')
      const hole = times.find((ms) => ms >= at('16:20')) ?? 0
      const before = times.findLast((ms) => ms <= at('10:12')) ?? 0
      expect(times.filter((ms) => ms > at('10:12') && ms < at('16:20'))).toEqual([])
      expect(hole - before).toBeGreaterThanOrEqual(6 * 60 * minute + 8 * minute)
    }
    expect(await uncleanStops()).toEqual(Array.from({ length: 10 }, () => at('10:12')))

    const cuts = await council.opened.power.cuts(at('00:00'), at('23:00'))
    expect(cuts).toHaveLength(1)
    expect(cuts[0]).toMatchObject({ siteId: 'mlimani', hostIds: pcs.slice(0, 10) })
    const hours = ((cuts[0]?.toMs ?? 0) - (cuts[0]?.fromMs ?? 0)) / 3_600_000
    expect(hours.toFixed(1)).toBe('6.1')
    await readAsIncident(incident?.id ?? '')
  })

  it('takes the eleventh computer into the same cut when it is switched on, and tells nobody', async () => {
    await machine(missing).switchOn('power_lost')
    await council.until(at('19:00'))
    console.info(await council.timeline())
    expect(await uncleanStops()).toEqual(Array.from({ length: 11 }, () => at('10:12')))
    const cuts = await council.opened.power.cuts(at('00:00'), at('23:00'))
    expect(cuts).toMatchObject([{ siteId: 'mlimani', hostIds: pcs }])
    expect(await council.opened.repositories.alerts.open()).toEqual([])
    expect([council.told().length, council.texts().length]).toEqual([2, 1])
  })
})
