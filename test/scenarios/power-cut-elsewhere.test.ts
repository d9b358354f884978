/** J2 at other times and places: over midnight and the end of the fiscal year, in Zanzibar, on a holiday. */
import { afterEach, describe, expect, it } from 'vitest'
import { hostNamed, office, reader } from '../support/alert-scene.ts'
import { openCouncil, type Council } from '../support/council/council.ts'

const minute = 60_000
let council: Council
afterEach(() => council.close())

/** So many desktops and a router of one branch on a thin line, a server at the head office. */
async function open(startMs: number, count: number): Promise<readonly string[]> {
  const pcs = Array.from({ length: count }, (_, index) => `pem-pc-0${1 + index}`)
  const never = { presence: 'never_seen' } as const
  council = await openCouncil({
    startMs,
    sites: [
      { id: 'pemba', name: 'Tawi la Pemba', profile: 'wan', subnets: [] },
      { id: 'hq', name: 'Makao Makuu', profile: 'lan', subnets: [] },
    ],
    hosts: [
      ...pcs.map((id) => hostNamed(id, { siteId: 'pemba', ...never })),
      hostNamed('rt-pem-01', { siteId: 'pemba', role: 'network', ...never }),
      hostNamed('hq-srv-1', { siteId: 'hq', role: 'server', ...never }),
    ],
    devices: ['rt-pem-01'],
    recipients: [reader('asha', { language: 'sw' })],
    parents: { 'rt-pem-01': pcs },
  })
  return pcs
}

async function cut(pcs: readonly string[], fromMs: number, untilMs: number): Promise<void> {
  await council.until(fromMs)
  for (const id of pcs) council.machine(id).powerLost()
  council.device('rt-pem-01').on = false
  await council.until(untilMs, minute)
  council.device('rt-pem-01').on = true
  for (const id of pcs) await council.machine(id).switchOn('power_lost')
}

describe('a power cut at a branch (J2), elsewhere', () => {
  it('in Zanzibar, over midnight and the end of the fiscal year, counts in the quarter in which it began', async () => {
    const pcs = await open(office('2027-06-30T22:40'), 7)
    const { office: settings } = council.opened.repositories
    await settings.setOrganisation({
      name: 'Afisi ya Mkurugenzi wa Mashtaka',
      language: 'sw',
      zanzibar: true,
      phone: '024 000 0000',
      email: 'tehama@dpp.go.tz',
    })
    await cut(pcs, office('2027-06-30T23:20'), office('2027-07-01T00:40'))
    await council.until(office('2027-07-01T00:55'))
    const [down, restored, ...more] = council.told()
    expect(more).toEqual([])
    expect(down?.subject).toMatch(/^\[ONYO\] Tawi la Pemba: vifaa 8 havipatikani – huenda umeme/)
    expect(down?.text).toContain('tarehe 30/06/2027 saa 23:20 (saa 5:20 usiku)')
    expect(council.mailTimes[0]).toBeLessThanOrEqual(office('2027-06-30T23:33'))
    expect(restored?.subject).toBe(`Re: ${down?.subject}`)
    expect(restored?.text).toContain('8 kati ya 8')
    expect(restored?.text).toContain('rejista ya robo hii: 1')
    for (const mail of [down, restored])
      expect(mail?.text).not.toMatch(/Ofisi|Halmashauri|nyingine|\beGA\b/)
    const cuts = await council.opened.power.cuts(
      office('2027-04-01T00:00'),
      office('2027-07-01T00:00'),
    )
    expect(cuts).toMatchObject([{ siteId: 'pemba', hostIds: pcs }])
    expect(
      await council.opened.power.cuts(office('2027-07-01T00:00'), office('2027-10-01T00:00')),
    ).toEqual([])
    // In the morning one summary, in which it stands as over.
    await council.until(office('2027-07-01T07:45'), minute)
    expect(council.told()).toHaveLength(2)
    expect(council.summaries()).toHaveLength(1)
  })
  it('on a holiday, with three people at work, is told all the same', async () => {
    const pcs = await open(office('2026-12-09T09:30'), 3)
    const { office: settings } = council.opened.repositories
    await settings.setCalendar({ ...(await settings.calendar()), holidays: ['2026-12-09'] })
    await council.opened.watch.reload()
    await cut(pcs, office('2026-12-09T10:02'), office('2026-12-09T11:30'))
    await council.until(office('2026-12-09T12:00'))
    expect(council.told().map(({ subject }) => subject)).toEqual([
      '[ONYO] Tawi la Pemba: vifaa 4 havipatikani – huenda umeme umekatika',
      'Re: [ONYO] Tawi la Pemba: vifaa 4 havipatikani – huenda umeme umekatika',
    ])
  })
})
