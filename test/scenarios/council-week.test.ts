/**
 * One week of a real council on the whole collector: 142 computers, lunch, people who go home, a
 * power cut, a thin line, and two planted faults a day. Few mails, every fault told, none false.
 * MLINZI_WEEK_SEED=N lives another week (test/support/week/plan.ts), MLINZI_PRINT_MAILS=1 prints
 * every mail whole.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorHome } from '../../collector/home.ts'
import { reader } from '../support/alert-scene.ts'
import { councilSites } from '../support/week/people.ts'
import { isLong, midnight, storyOf, type SiteCut } from '../support/week/plan.ts'
import { CouncilWeek, type Told } from '../support/week/week.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

const minute = 60_000
const hour = 60 * minute
/** A week writes much: where there is memory for it the disk is spared. */
const root = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'mlinzi-week-'))
const seed = Number(process.env['MLINZI_WEEK_SEED'] ?? 1)
const story = storyOf(seed)
const { dates, holidays, faults } = story
const hourOf = (ms: number): number => ((ms + 3 * hour) % (24 * hour)) / hour
const within = (one: SiteCut, other: SiteCut): boolean =>
  one !== other &&
  one.siteId === other.siteId &&
  one.fromMs >= other.fromMs &&
  one.fromMs <= other.untilMs
/** Felt by people at work, and heard by a collector that is on. */
const cuts = story.cuts.filter(
  (one) =>
    isLong(one) &&
    one.siteId !== 'hq' &&
    hourOf(one.fromMs) < 15.5 &&
    !story.cuts.some((other) => within(one, other)),
)
const working = dates.filter((date) => !holidays.includes(date))
const siteName = (id: string): string => councilSites.find((one) => one.id === id)?.name ?? id

const clock = new VirtualClock(midnight(dates[0] ?? '') - 6 * hour)
let week: CouncilWeek
let asha: readonly Told[]

const timeOf = (ms: number): string =>
  new Date(ms + 3 * hour).toISOString().slice(5, 16).replace('T', ' ')

/** What was planted and what was told, in the order of time. */
function timeline(): readonly string[] {
  const lines = [
    ...asha.map(({ atMs, subject }) => [atMs, `mail: ${subject}`] as const),
    ...faults.map(({ hostId, fromMs, told }) => [fromMs, `   planted: ${hostId} ${told}`] as const),
    ...story.cuts.flatMap(({ siteId, what, fromMs, untilMs }) => [
      [fromMs, `   ${what} of ${siteId} cut`] as const,
      [untilMs, `   ${what} of ${siteId} back`] as const,
    ]),
    ...holidays.map((date) => [midnight(date), '   holiday'] as const),
    ...[...story.away].map(([hostId, ms]) => [ms, `   ${hostId} is away from now on`] as const),
  ]
  return lines.toSorted(([a], [b]) => a - b).map(([ms, text]) => `${timeOf(ms)} ${text}`)
}

beforeAll(async () => {
  week = await CouncilWeek.open({
    home: collectorHome(root),
    clock,
    seed,
    story,
    recipients: [reader('asha', { language: 'sw' })],
  })
  // Until Monday's summary: what overflowed on Friday stands there.
  await week.until(midnight(dates[4] ?? '') + 24 * hour)
  await week.until(midnight(dates[4] ?? '') + 72 * hour + 8 * hour)
  asha = week.told.filter(({ to }) => to.startsWith('asha@'))
  console.log(timeline().join('\n'))
  if (process.env['MLINZI_PRINT_MAILS'])
    for (const { atMs, subject, text } of asha) console.log(`${timeOf(atMs)} ${subject}\n${text}\n`)
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
  asha.filter(({ atMs }) => atMs >= midnight(date) && atMs < midnight(date) + 24 * hour)
const soonOf = (date: string): readonly Told[] => ofDay(date).filter((one) => !isSummary(one))
/** It goes however many have gone: what stops work, spreads or destroys data. */
const isUrgent = ({ subject, text }: Told): boolean =>
  /haipatikani|havipatikani|diski|kirusi/i.test(`${subject} ${text}`)

describe(`a week of the council (seed ${seed})`, () => {
  it('tells every planted fault the same day, or when the day has had its mails in the next summary', () => {
    for (const { hostId, fromMs, told } of faults) {
      const about = asha.filter(
        ({ atMs, subject, text }) =>
          atMs >= fromMs && `${subject} ${text}`.includes(nameOf(hostId)) && told.test(text),
      )
      const date = new Date(fromMs + 3 * hour).toISOString().slice(0, 10)
      // Or in the last hour of work, where what cannot wait could still have come.
      const untilMs = Math.max(fromMs + 2 * hour, midnight(date) + 15.5 * hour)
      if (about.some((one) => one.atMs <= untilMs && !isSummary(one))) continue
      const full = soonOf(date).filter(({ atMs }) => atMs <= untilMs).length >= 3
      const late = hourOf(fromMs) > 14
      expect(full || late, `${hostId} ${told} could have been told at once`).toBe(true)
      const next = about.find(isSummary)
      expect(next?.text, `${hostId} ${told}`).toContain('Mapya ambayo hujaarifiwa bado')
    }
  })
  it('sends no alarm about a computer or site that has nothing', () => {
    const known = [
      ...faults.map(({ hostId }) => nameOf(hostId)),
      ...cuts.map(({ siteId }) => siteName(siteId)),
      // They start again when the head office has power again.
      ...((story.restarts ?? []).length > 0 ? ['HWM-SRV-01', 'HWM-SRV-02'] : []),
    ]
    const strange = asha.filter(
      (one) =>
        !isSummary(one) && !known.some((name) => `${one.subject} ${one.text}`.includes(name)),
    )
    expect(strange.map(({ subject }) => subject)).toEqual([])
  })
  it.each(working)(
    'sends one summary on the morning of %s and three other mails at most',
    (date) => {
      const soon = soonOf(date)
      // Beyond three only what cannot wait, and never an end.
      expect(soon.slice(3).filter((one) => isRecovery(one) || !isUrgent(one))).toEqual([])
      if (seed === 1) expect(soon.length).toBeLessThanOrEqual(3)
      const early = ofDay(date).filter((one) => one.atMs < midnight(date) + 8.5 * hour)
      // A site that was cut over night is back when its people come.
      const morning = early.filter((one) => !isRecovery(one))
      expect(morning.map(isSummary)).toEqual([true])
    },
  )
  it.each(holidays)('sends nothing on the holiday %s', (date) => {
    expect(ofDay(date).map(({ subject }) => subject)).toEqual([])
  })
  it('tells each cut once, and its end once, with nothing of its computers', () => {
    for (const { siteId, fromMs, untilMs } of cuts) {
      const place = siteName(siteId)
      const about = asha.filter(
        (one) => !isSummary(one) && one.atMs >= fromMs && one.subject.includes(place),
      )
      const [begin] = about
      expect(begin?.text, place).toContain('katizo la umeme')
      expect((begin?.atMs ?? 0) - fromMs, place).toBeLessThanOrEqual(13 * minute)
      // By mail, or when the day has had its mails already, by the next summary.
      const end = asha.find(
        (one) =>
          one.atMs >= untilMs &&
          (isRecovery(one) ? one.subject.includes(place) : endsIn(one, place)),
      )
      expect(end, `the end at ${place}`).toBeDefined()
    }
    const begun = asha.filter(
      (one) => !isSummary(one) && !isRecovery(one) && one.subject.includes('havipatikani'),
    )
    expect(begun).toHaveLength(cuts.length)
  })
  it('has a summary that can be read at a glance', () => {
    for (const one of asha.filter(isSummary)) {
      expect(one.text.split('\n').length, one.subject).toBeLessThanOrEqual(90)
    }
  })
  it('stumbles over nothing', () => {
    expect(week.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })
})
