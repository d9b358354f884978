/**
 * The lines of a council, from the pollers' pings to the mails: M11, M12, a slow and a lossy line
 * against their own week, and the head office's own line.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { httpResponse } from '../../contract/catalogue/families/http-response.ts'
import { ping } from '../../contract/catalogue/families/ping.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import { hostNamed, office, reader } from '../support/alert-scene.ts'
import { openCouncil, type Council } from '../support/council/council.ts'

const minute = 60_000
const at = (time: string, day = '12'): number => office(`2026-11-${day}T${time}`)
const names = { hq: 'Makao Makuu', kil: 'Kilosa', mik: 'Mikumi', mlo: 'Mlolo' } as const
type SiteId = keyof typeof names
const sites = Object.keys(names) as readonly SiteId[]
const pollerOf = (site: SiteId): string => `${site}-pc-1`
let council: Council

/** How a site's line is: its answer in milliseconds, packets lost of a hundred, and who opens MUSE. */
interface Line {
  ms: number
  loss: number
  up: boolean
  muse: boolean
}
let lines: Record<SiteId, Line>

/** What the poller's agent sends each minute: as fping and the check of a page tell it. */
function seen(site: SiteId): readonly Reading[] {
  const { ms, loss, up, muse } = lines[site]
  const back = up ? 100 - loss : 0
  failing[site] = up ? 0 : failing[site] + 1
  shut[site] = up && muse ? 0 : shut[site] + 1
  return [
    reading(
      ping,
      { url: '196.46.0.1', check: 'Intaneti' },
      {
        packets_transmitted: 100,
        packets_received: back,
        percent_packet_loss: 100 - back,
        ...(back > 0 && { average_response_ms: ms, minimum_response_ms: ms * 0.9 }),
        result: 'success',
        fails: failing[site],
      },
    ),
    reading(
      httpResponse,
      { server: 'https://muse.go.tz/', method: 'GET', check: 'MUSE' },
      { result: shut[site] === 0 ? 'success' : 'timeout', fails: shut[site] },
    ),
  ]
}
const failing: Record<SiteId, number> = { hq: 0, kil: 0, mik: 0, mlo: 0 }
const shut: Record<SiteId, number> = { hq: 0, kil: 0, mik: 0, mlo: 0 }

async function begin(startMs: number): Promise<void> {
  const good = { ms: 40, loss: 0, up: true, muse: true }
  lines = { hq: { ...good }, kil: { ...good, ms: 600 }, mik: { ...good }, mlo: { ...good } }
  for (const site of sites) failing[site] = shut[site] = 0
  council = await openCouncil({
    startMs,
    address: '10.50.0.2',
    sites: sites.map((id, index) => ({
      id,
      name: names[id],
      profile: 'lan',
      subnets: [`10.${50 + index}.0.0/24`],
    })),
    hosts: sites.flatMap((siteId) =>
      [1, 2, 3].map((number) => hostNamed(`${siteId}-pc-${number}`, { siteId })),
    ),
    devices: [],
    recipients: [
      reader('asha', {
        language: 'sw',
        route: {
          part: 'officer',
          phone: '',
          channels: ['mail'],
          hours: 'working',
          mailsPerDay: 20,
          mailsPerMonth: null,
          smsPerDay: 0,
        },
      }),
    ],
    network: {
      pollers: Object.fromEntries(sites.map((site) => [site, pollerOf(site)])),
      checks: [
        { kind: 'ping', name: 'Intaneti', host: '196.46.0.1', count: 10 },
        { kind: 'http', name: 'MUSE', url: 'https://muse.go.tz/', everySeconds: 60 },
      ],
    },
  })
  for (const site of sites) {
    const machine = council.machine(pollerOf(site))
    const usual = machine.sampleAt
    machine.sampleAt = (ms) => [...usual(ms), ...seen(site)]
  }
  const { repositories, networkDesk } = council.opened
  const { checks } = await repositories.network.state()
  const muse = checks.find(({ name }) => name === 'MUSE')
  await repositories.wan.setService(muse?.id ?? '', null)
  await repositories.wan.setLine('hq', {
    ...(await repositories.wan.lines()).get('hq'),
    provider: 'TTCL',
    contract: '44/2026',
    phone: '0800110042',
    promisePercent: 99.5,
    bundleBytes: null,
    renewDay: 1,
    checks: [],
    router: null,
  })
  await networkDesk.review()
}
afterEach(async () => {
  console.info(await council.timeline())
  await council.close()
})
const subjects = () => council.told().map(({ subject }) => subject)

describe('lines of sites', () => {
  it('the head office’s line dies: one mail (M11), and none for each branch that is not heard', async () => {
    await begin(at('08:00'))
    await council.until(at('08:15'))
    lines.hq.up = false
    // The branches stand behind that line: none of them is heard.
    for (const site of ['kil', 'mik', 'mlo'] as const)
      for (const number of [1, 2, 3]) council.machine(`${site}-pc-${number}`).lineCut()
    await council.until(at('08:40'))
    const [down] = council.told()
    expect(subjects()).toHaveLength(1)
    expect(down?.subject).toContain(
      '[DHARURA] Makao Makuu: huduma ya intaneti imekatika tangu 08:1',
    )
    for (const word of ['TTCL', '44/2026', '0800110042']) expect(down?.text).toContain(word)
    const open = await council.opened.repositories.alerts.open()
    expect(open.filter(({ ruleId }) => ruleId === 'site-silent')).toHaveLength(3)

    lines.hq.up = true
    for (const site of ['kil', 'mik', 'mlo'] as const)
      for (const number of [1, 2, 3]) await council.machine(`${site}-pc-${number}`).lineBack()
    await council.until(at('09:10'))
    expect(subjects()).toHaveLength(2)
    expect(council.told()[1]?.inReplyTo).toBe(down?.messageId)
    // To the branches it was our line, and not their provider's.
    const kilosa = (await council.opened.wanDesk.sites()).find(({ siteId }) => siteId === 'kil')
    expect(kilosa?.outages.map(({ cause }) => cause)).toEqual(['office'])

    // M12: a system of others fails everywhere, while the lines carry.
    for (const site of sites) lines[site].muse = false
    await council.until(at('09:40'))
    expect(subjects()).toHaveLength(3)
    expect(council.told()[2]?.subject).toContain('MUSE')
    expect(council.told()[2]?.text).toContain('vituo vyote 4')
    for (const site of sites) lines[site].muse = true
    await council.until(at('10:00'))
    expect(council.told()[3]?.inReplyTo).toBe(council.told()[2]?.messageId)
    expect(subjects()).toHaveLength(4)
  }, 90_000)

  it('a branch that is silent while our line carries is told as before', async () => {
    await begin(at('08:00'))
    await council.until(at('08:15'))
    for (const number of [1, 2, 3]) council.machine(`kil-pc-${number}`).lineCut()
    await council.until(at('08:30'))
    expect(subjects()).toHaveLength(1)
    expect(subjects()[0]).toContain('Kilosa')
  })

  it('a line is slow or lossy against its own week, and a satellite’s usual second is no news', async () => {
    await begin(at('08:00'))
    const { own, wanDesk } = council.opened
    await wanDesk.turn()
    // Eight days as its poller told them, a run in each five minutes.
    for (let ms = at('08:00', '04'); ms < at('08:00'); ms += 5 * minute)
      for (const site of ['kil', 'mik'] as const) {
        const [told] = seen(site)
        if (told) own.add(pollerOf(site), told, ms)
      }
    await own.flush()
    await council.until(at('08:20'))
    lines.kil.ms = 1900
    lines.mik.ms = 70
    await council.until(at('09:20'))
    expect(subjects()).toHaveLength(1)
    expect(subjects()[0]).toContain('Kilosa')
    lines.kil.ms = 620
    lines.mik.loss = 14
    await council.until(at('10:30'))
    expect(
      subjects()
        .slice(1)
        .filter((subject) => subject?.includes('Mikumi')),
    ).toHaveLength(1)
    expect(council.told().filter(({ text }) => text?.includes('laini ni ya polepole'))).toEqual([])
  }, 90_000)
})
