/** Bundle, counters, causes and verdicts: the rules of thumb behind the page and the sheet. */
import { describe, expect, it } from 'vitest'
import { officeCalendar } from '../../../config/calendar.ts'
import { zoneReader } from '../../../config/office-time.ts'
import { bundleForecast, bundlePeriod } from '../../../collector/wan/bundle.ts'
import { counted } from '../../../collector/wan/data-used.ts'
import { availability, outagesIn } from '../../../collector/wan/outages.ts'
import { qualityOf } from '../../../collector/wan/quality.ts'
import { verdictOf, type SiteSees } from '../../../collector/wan/theirs-or-ours.ts'

const zone = 'Africa/Dar_es_Salaam'
const at = (text: string): number => Date.parse(`2026-${text}+03:00`)
const minute = 60_000
const day = 86_400_000
const hours = { open: '07:30', close: '15:30' }
const calendar = officeCalendar({
  zone,
  days: { 0: null, 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: null },
  holidays: [],
})

describe('a data bundle', () => {
  const local = zoneReader(zone)
  it('begins on its day at midnight of the office, in a short month on its last day', () => {
    const period = bundlePeriod(local, at('11-12T10:00:00'), 15)
    expect(period).toEqual({ fromMs: at('10-15T00:00:00'), toMs: at('11-15T00:00:00') })
    expect(bundlePeriod(local, at('02-28T10:00:00'), 31).fromMs).toBe(at('02-28T00:00:00'))
  })
  it('is told to run out by its pace, not in its first days, and not when it lasts', () => {
    const period = { fromMs: at('11-01T00:00:00'), toMs: at('12-01T00:00:00') }
    const judge = (used: number | null, now: string, from = period.fromMs) =>
      bundleForecast(30, used, from, period, at(now))
    expect(judge(20, '11-16T00:00:00')).toEqual({
      bundle: 'runs_out',
      endsMs: at('11-16T00:00:00') + 7.5 * day,
    })
    expect(judge(20, '11-02T00:00:00').bundle).toBe('enough')
    expect(judge(10, '11-16T00:00:00')).toEqual({ bundle: 'enough', endsMs: null })
    expect(judge(31, '11-16T00:00:00').bundle).toBe('used_up')
    expect(judge(null, '11-16T00:00:00').bundle).toBe('unknown')
    // Counted for three days only: the pace is that of those days.
    expect(judge(6, '11-16T00:00:00', at('11-13T00:00:00')).bundle).toBe('runs_out')
  })
})

describe('the counters of a port', () => {
  const points = (...values: number[]) =>
    values.map((value, index) => ({ timeMs: index * minute, value }))
  const used = (counter: number[], uptime: number[], wrap: number) =>
    counted(points(...counter), points(...uptime), wrap, { fromMs: minute, toMs: day })?.usedBytes
  it('run over at 32 bits, and begin anew when the router did', () => {
    const top = 2 ** 32
    expect(used([100, 150, 250], [60, 120, 180], top)).toBe(150)
    expect(used([top - 100, top - 50, 30], [60, 120, 180], top)).toBe(50 + 80)
    expect(used([top - 100, top - 50, 30], [60, 120, 5], top)).toBe(50 + 30)
    expect(used([9000, 9500, 30], [60, 120, 5], Infinity)).toBe(500 + 30)
  })
})

describe('the causes of a month', () => {
  const span = { fromMs: at('11-01T00:00:00'), toMs: at('12-01T00:00:00') }
  const now = at('12-05T00:00:00')
  it('holds against the provider what the pings saw, without the time of a power cut', () => {
    const found = outagesIn(
      {
        down: [{ fromMs: at('11-10T07:00:00'), toMs: at('11-10T09:00:00') }],
        away: [],
        powerCuts: [{ fromMs: at('11-10T08:00:00'), toMs: at('11-10T08:30:00') }],
      },
      span,
      calendar,
      now,
    )
    expect(
      found.map(({ cause, workingMs, otherMs }) => [cause, workingMs / minute, otherMs / minute]),
    ).toEqual([
      ['provider', 30, 30],
      ['power', 30, 0],
      ['provider', 30, 0],
    ])
    const days30 = 30 * day
    const provider = availability(span, found, (cause) => cause === 'provider')
    expect(provider).toBeCloseTo(100 - (100 * 90 * minute) / days30, 9)
  })
  it('calls it the office when the line carried, unknown while nobody is back', () => {
    const away = (
      from: string,
      to: number,
      cause: 'wan' | 'unknown',
      carried: 'all' | 'unknown',
    ) => ({
      fromMs: at(from),
      toMs: to,
      cause,
      carried,
    })
    const evidence = {
      down: [],
      powerCuts: [],
      away: [
        away('11-03T10:00:00', at('11-03T11:00:00'), 'wan', 'all'),
        away('11-04T10:00:00', at('11-04T11:00:00'), 'wan', 'unknown'),
        away('11-30T23:00:00', Infinity, 'unknown', 'unknown'),
      ],
    }
    const found = outagesIn(evidence, span, calendar, now)
    expect(found.map(({ cause }) => cause)).toEqual(['office', 'provider', 'unknown'])
    // Cut at the end of the month: the next sheet has the rest.
    expect(found.at(-1)).toMatchObject({ toMs: span.toMs, otherMs: 60 * minute })
  })
})

describe('theirs or ours', () => {
  const sees = (
    result: SiteSees['result'],
    line: SiteSees['line'] = 'up',
    othersGood = false,
  ): SiteSees => ({ siteId: null, result, line, othersGood })
  it.each([
    ['all fail, lines fine', [sees('failing'), sees('failing')], 'theirs'],
    ['one of two fails', [sees('failing'), sees('good')], 'ours'],
    ['the failing site has no line', [sees('failing', 'down'), sees('good')], 'good'],
    ['no site has a line', [sees('failing', 'down')], 'line'],
    ['one site, line not measured', [sees('failing', 'unknown')], 'unknown'],
    ['one site, other systems open', [sees('failing', 'unknown', true)], 'theirs'],
    ['nothing is known', [sees('unknown')], 'unknown'],
  ] as const)('%s', (_, all, verdict) => {
    expect(verdictOf(all)).toBe(verdict)
  })
})

describe('the quality of a line', () => {
  const runs = (loss: number, rttMs: number | null) => [{ timeMs: 1, lossPercent: loss, rttMs }]
  it('is told by the nearest address, and a loss counts only where all lose', () => {
    const quality = qualityOf([
      { runs: runs(50, 200), usual: { latencyMs: 180, lossPercent: 0 } },
      { runs: runs(0, 30), usual: { latencyMs: 25, lossPercent: 1 } },
    ])
    expect(quality).toMatchObject({ latencyMs: 30, lossPercent: 0, usual: { latencyMs: 25 } })
  })
})
