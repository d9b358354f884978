import { afterEach, describe, expect, it } from 'vitest'
import { daysLeft, fit, type Point } from '../../../collector/alert/forecast-fit.ts'
import { alertWords } from '../../../config/locales/alert-wording.ts'
import { zoneReader } from '../../../config/office-time.ts'
import { disk } from '../../../contract/catalogue/families/disk.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { historyFlag } from '../../../contract/wire/packed-rows.ts'
import {
  alertScene,
  hostNamed,
  office,
  shippedRules,
  zone,
  type AlertScene,
} from '../../support/alert-scene.ts'

const hour = 3_600_000
const day = 24 * hour
const gb = 1024 ** 3
const windows = { target: 0, shortMs: day, longMs: 7 * day }
const total = 238.5
/** GB in use at 08:00 each day from 30 October 2026 on. */
const daily = [
  197.8, 199.65, 201.5, 203.35, 205.2, 207.05, 208.9, 210.75, 212.6, 214.45, 216.3, 218.15, 220,
  221.85,
]
const first = office('2026-10-30T08:00')
const freeDaily: readonly Point[] = daily.map((used, at) => ({
  timeMs: first + at * day,
  value: total - used,
}))
const hourly = (days: number, free: (days: number) => number): readonly Point[] =>
  Array.from({ length: days * 24 + 1 }, (_, at) => ({
    timeMs: first + at * hour,
    value: free(at / 24),
  }))

describe('the fit of the past', () => {
  it('gives the pace and the date of a steadily filling disk', () => {
    const one = fit(freeDaily, windows)
    expect(one).toMatchObject({ kind: 'heading' })
    expect(one.kind === 'heading' && one.perDay).toBeCloseTo(1.85, 9)
    expect(one.kind === 'heading' && daysLeft(total - 221.85, 0, one.perDay)).toBeCloseTo(9, 9)
  })
  it('bears noise, a computer that is on eight hours a day, and weekends', () => {
    const points = hourly(14, (days) => 60 - days + Math.sin(days * 40) / 3).filter(
      ({ timeMs }) => {
        const at = new Date(timeMs + 3 * hour)
        return at.getUTCDay() % 6 !== 0 && at.getUTCHours() >= 8 && at.getUTCHours() < 16
      },
    )
    const one = fit(points, windows)
    // Noise of a third of a day's growth may slow the short window's pace, never turn it round.
    expect(one.kind === 'heading' && one.perDay).toBeGreaterThan(0.3)
    expect(one.kind === 'heading' && one.longPerDay).toBeGreaterThan(0.7)
    expect(one.kind === 'heading' && one.longPerDay).toBeLessThan(1.1)
  })
  it('is neither negative nor "full in 0 days" after a clean-up: the past begins anew', () => {
    const after: Point[] = [
      ...freeDaily,
      { timeMs: first + 13 * day + 7 * hour, value: total - 161.85 },
    ]
    expect(fit(after, windows)).toEqual({ kind: 'stepped' })
    const later = [
      ...after,
      ...Array.from({ length: 9 }, (_, at) => ({
        timeMs: first + (14 + at) * day,
        value: 76.65 - 1.85 * (at + 1),
      })),
    ]
    const again = fit(later, windows)
    expect(again.kind === 'heading' && again.perDay).toBeCloseTo(1.85, 1)
  })
  it('sees what grows once a day, at whatever hour it looks', () => {
    for (let hours = 0; hours < 24; hours++) {
      const points = hourly(14, (days) => 40 - Math.floor(days)).slice(0, 300 + hours)
      const one = fit(points, windows)
      expect(one.kind === 'heading' && one.perDay, String(hours)).toBeGreaterThan(0.7)
      expect(one.kind === 'heading' && one.perDay, String(hours)).toBeLessThan(1.5)
    }
  })
  it('has the long pace left when nothing has grown for a day, for what is told already', () => {
    const paused = hourly(14, (days) => 40 - Math.min(days, 12.5))
    expect(fit(paused, windows)).toMatchObject({ kind: 'heading', perDay: 0 })
    const one = fit(paused, windows)
    expect(one.kind === 'heading' && one.longPerDay).toBeGreaterThan(0.7)
  })
  it('does not take one large copy for a trend: both windows must agree', () => {
    const copied = hourly(10, (days) => (days > 9.5 ? 60 : 100))
    expect(fit(copied, windows)).toEqual({ kind: 'steady' })
    const freed = hourly(10, (days) => 50 + days)
    expect(fit(freed, windows)).toEqual({ kind: 'steady' })
  })
  it('says nothing of a disk that it has known for two days', () => {
    expect(
      fit(
        hourly(2, (days) => 50 - days),
        windows,
      ),
    ).toEqual({ kind: 'young' })
    expect(fit([], windows)).toEqual({ kind: 'young' })
  })
})

let scene: AlertScene | undefined
afterEach(async () => {
  await scene?.end()
  scene = undefined
})

const used = (gigabytes: number) =>
  reading(
    disk,
    { path: 'C:', device: 'C:', fstype: 'ntfs', mode: 'rw' },
    {
      total: total * gb,
      used: Math.round(gigabytes * gb),
      free: Math.round((total - gigabytes) * gb),
      used_percent: (gigabytes / total) * 100,
    },
  )
const rules = shippedRules.filter(({ id }) => id === 'disk-fills')

/** The whole past as history, then live rows of the last morning. */
async function morning(flags = historyFlag): Promise<AlertScene> {
  const one = await alertScene({
    rules,
    startMs: office('2026-11-12T08:00'),
    hosts: [hostNamed('pc')],
  })
  scene = one
  await one.start()
  const past = daily.map((value, at) => one.row('pc', used(value), first + at * day, flags))
  await one.send(past.slice(0, -1))
  return one
}
async function hours(of: AlertScene, count: number, value: number): Promise<void> {
  for (let at = 0; at < count * 6; at++) {
    await of.report('pc', used(value))
    await of.advance(10 * 60_000)
  }
}

describe('the rule about disks that fill', () => {
  it('tells once, with pace, days and date; a clean-up of 60 GB closes it at once', async () => {
    const one = await morning()
    await hours(one, 3, 221.85)
    const [open] = await one.alerts.open()
    expect(open).toMatchObject({ ruleId: 'disk-fills', severity: 'warning', object: 'C:' })
    const words = (language: 'sw' | 'en') =>
      open && alertWords(open, rules[0], { language, local: zoneReader(zone) })
    expect(words('en')?.fact).toMatch(/full in 8 days|full in 9 days/)
    expect(words('en')?.fact).toContain('21/11/2026')
    expect(words('en')?.fact).toMatch(/growing by 1\.[78]\d? GB a day/)
    expect(words('sw')?.fact).toContain('GB 221.9 kati ya GB 238.5')
    await hours(one, 3, 161.85)
    const history = await one.history()
    expect(history).toHaveLength(1)
    expect(history[0]?.kinds).toEqual(['opened', 'cleared'])
    await hours(one, 12, 161.9)
    expect(await one.history()).toHaveLength(1)
  })
  it('keeps its fit over a restart, and opens nothing from history rows (I4)', async () => {
    const one = await morning()
    await one.advance(4 * hour, 10 * 60_000)
    await one.send([one.row('pc', used(221.85), first + 13 * day, historyFlag)])
    await one.advance(2 * hour, 10 * 60_000)
    expect(await one.history()).toEqual([])
    await hours(one, 3, 221.85)
    await one.crash(60_000)
    await one.start()
    await hours(one, 1, 221.9)
    expect(await one.history()).toHaveLength(1)
    expect(await one.alerts.open()).toHaveLength(1)
  })
})
