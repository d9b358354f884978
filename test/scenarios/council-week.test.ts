/**
 * One week of a real council on the whole collector: 142 computers, lunch, people who go home, a
 * power cut, a thin line, and two planted faults a day. Few mails, every fault told, none false.
 * MLINZI_PRINT_MAILS=1 prints every mail whole.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorHome } from '../../collector/home.ts'
import { reader } from '../support/alert-scene.ts'
import { down, ill, type Fault } from '../support/week/faults.ts'
import { CouncilWeek, type Told } from '../support/week/week.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

const at = (text: string): number => Date.parse(`2026-11-${text}:00+03:00`)
const hour = 3_600_000
const dates = ['09', '10', '11', '12', '13'] as const
/** A week writes much: where there is memory for it the disk is spared. */
const root = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'mlinzi-week-'))

const faults: readonly Fault[] = [
  ill('disk_failing', { hostId: 'afy-pc-014', fromMs: at('09T09:40'), told: /diski/i }),
  ill('antivirus_off', { hostId: 'fed-pc-003', fromMs: at('09T11:10'), told: /antivirus/i }),
  ill('threat', { hostId: 'elm-pc-005', fromMs: at('10T10:20'), told: /Jenxcus/ }),
  ill('backup_failed', { hostId: 'hwm-srv-01', fromMs: at('10T14:00'), told: /nakala/i }),
  ill('firewall_off', { hostId: 'uta-pc-009', fromMs: at('11T09:15'), told: /firewall/i }),
  ill('array_degraded', { hostId: 'hwm-srv-02', fromMs: at('11T14:00'), told: /md0/ }),
  ill('administrator_added', { hostId: 'els-pc-004', fromMs: at('12T10:30'), told: /wasimamizi/i }),
  down({
    hostId: 'hwm-srv-01',
    fromMs: at('12T11:00'),
    untilMs: at('12T13:10'),
    told: /haipatikani/i,
  }),
  ill('disk_failing', { hostId: 'kil-pc-007', fromMs: at('13T09:20'), told: /diski/i }),
  ill('antivirus_none', { hostId: 'miu-pc-002', fromMs: at('13T10:45'), told: /antivirus/i }),
]
const powerCut = {
  siteId: 'mlimani',
  what: 'power',
  fromMs: at('11T10:12'),
  untilMs: at('11T12:18'),
} as const

const clock = new VirtualClock(at('08T18:00'))
let week: CouncilWeek
let asha: readonly Told[]

beforeAll(async () => {
  week = await CouncilWeek.open({
    home: collectorHome(root),
    clock,
    seed: Number(process.env['MLINZI_WEEK_SEED'] ?? 1),
    days: dates.map((date) => at(`${date}T00:00`)),
    cuts: [
      powerCut,
      { siteId: 'bwawani', what: 'line', fromMs: at('09T10:03'), untilMs: at('09T10:07') },
      { siteId: 'bwawani', what: 'line', fromMs: at('10T14:41'), untilMs: at('10T14:46') },
      { siteId: 'bwawani', what: 'line', fromMs: at('12T09:10'), untilMs: at('12T09:13') },
    ],
    faults,
    recipients: [reader('asha', { language: 'sw' })],
  })
  await week.until(at('14T09:00'))
  asha = week.told.filter(({ to }) => to.startsWith('asha@'))
  for (const { atMs, subject, text } of asha) {
    const when = new Date(atMs + 3 * hour).toISOString().slice(5, 16).replace('T', ' ')
    console.log(`${when} ${subject}${process.env['MLINZI_PRINT_MAILS'] ? `\n${text}\n` : ''}`)
  }
}, 900_000)
afterAll(async () => {
  await week.close()
  rmSync(root, { recursive: true, force: true })
})

const nameOf = (hostId: string): string => hostId.toUpperCase()
const isSummary = ({ subject }: Told): boolean => subject.includes('Hali ya vifaa')
/** What is over: a reply whose text begins with it. */
const isRecovery = ({ subject, text }: Told): boolean =>
  subject.startsWith('Re: ') && text.includes('[IMEREJEA]')
/** A summary that tells the end of something at that place. */
const endsIn = (one: Told, place: string): boolean =>
  isSummary(one) && (/Yaliyokwisha .*/s.exec(one.text)?.[0].includes(place) ?? false)
const ofDay = (date: string): readonly Told[] =>
  asha.filter(({ atMs }) => atMs >= at(`${date}T00:00`) && atMs < at(`${date}T00:00`) + 24 * hour)

describe('a week of the council', () => {
  it('tells every planted fault within two hours, by the name of its computer', () => {
    for (const { hostId, fromMs, told } of faults) {
      const first = asha.find(
        ({ atMs, subject, text }) =>
          atMs >= fromMs &&
          atMs <= fromMs + 2 * hour &&
          !isSummary({ atMs, subject, text, to: '' }) &&
          `${subject} ${text}`.includes(nameOf(hostId)) &&
          told.test(text),
      )
      expect(first, `${hostId} ${told}`).toBeDefined()
    }
  })
  it('sends no alarm about a computer that has nothing', () => {
    const known = faults.map(({ hostId }) => nameOf(hostId))
    const strange = asha.filter(
      (one) =>
        !isSummary(one) &&
        !known.some((name) => `${one.subject} ${one.text}`.includes(name)) &&
        !one.subject.includes('Kituo cha Afya Mlimani'),
    )
    expect(strange.map(({ subject }) => subject)).toEqual([])
  })
  it.each(dates)(
    'sends one summary in the morning and three other mails at most on %s/11',
    (date) => {
      const mails = ofDay(date)
      const others = mails.filter((one) => !isSummary(one))
      expect(others.map(({ subject }) => subject).length).toBeLessThanOrEqual(3)
      const morning = mails.filter((one) => one.atMs < at(`${date}T09:00`))
      expect(morning.map(isSummary)).toEqual([true])
    },
  )
  it('tells the power cut once, and its end once, with nothing of its computers', () => {
    const about = asha.filter(({ subject }) => subject.includes('Mlimani'))
    expect(about.filter((one) => !isRecovery(one))).toHaveLength(1)
    const [begin] = about
    expect(begin?.text).toContain('katizo la umeme')
    expect((begin?.atMs ?? 0) - powerCut.fromMs).toBeLessThanOrEqual(13 * 60_000)
    // By mail, or when the day has had its mails already, by the next summary.
    const ends = asha.filter(
      (one) =>
        one.atMs >= powerCut.untilMs &&
        (isRecovery(one) ? one.subject.includes('Mlimani') : endsIn(one, 'Kituo cha Afya Mlimani')),
    )
    expect(ends.length).toBeGreaterThan(0)
    expect((ends[0]?.atMs ?? Infinity) - powerCut.untilMs).toBeLessThanOrEqual(20 * hour)
  })
  it('has a summary that can be read at a glance', () => {
    for (const one of asha.filter(isSummary)) {
      expect(one.text.split('\n').length, one.subject).toBeLessThanOrEqual(60)
    }
  })
  it('stumbles over nothing', () => {
    expect(week.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })
})
