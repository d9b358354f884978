/**
 * Every query of every panel, choice and mark, with its choices filled in, is put to a real InfluxDB
 * that holds a day of the demo's council as the outlet forwards it. An empty panel fails.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../../contract/catalogue/catalogue.ts'
import type { Measurement } from '../../contract/catalogue/grammar.ts'
import {
  influxQuery,
  influxServer,
  makeDatabase,
  type DatabaseServer,
  type QueriedSeries,
} from '../support/influx-server.ts'
import { missing } from '../support/service.ts'
import { askedBy, choicesOf, marksOf, type Asked } from './asked.ts'
import { councilDay, type CouncilDay } from './council-day.ts'
import { purposes } from './purposes.ts'
import { shippedDashboards } from './sample.ts'

const hostCount = 40
/** The Debian server: it has every kind of trouble that one computer of the council can have. */
const shownHost = { host: 'HWM-SRV-002', host_id: 'host-1' }
const english = shippedDashboards('en')

describe.skipIf(missing('influxd', 'influxdb'))('with a day of the demo’s council', () => {
  let server: DatabaseServer
  let day: CouncilDay
  beforeAll(async () => {
    server = await influxServer()
    await server.start()
    await makeDatabase(server.url)
    day = await councilDay(server.url, hostCount)
  }, 300_000)
  afterAll(async () => {
    await day.close()
    await server.remove()
  })

  const ask = (query: string) => influxQuery(server.url, query)
  const choices = (resolution: 'full' | '5m' | '1h', uid: string) => ({
    resolution,
    nowMs: day.nowMs,
    chosen: uid.startsWith('mlinzi-host') ? shownHost : {},
  })

  describe.each(english.map((dashboard) => [dashboard.uid ?? '', dashboard] as const))(
    '%s',
    (uid, dashboard) => {
      it('every panel has the rows that it is for', async () => {
        const faults: string[] = []
        for (const asked of askedBy(dashboard, choices('full', uid))) {
          const series = await ask(asked.text)
          faults.push(...faultsOf(asked, series))
        }
        expect(faults).toEqual([])
      })
      it.each(['5m', '1h'] as const)('has lines from the series %s too', async (resolution) => {
        const empty: string[] = []
        const drawn = askedBy(dashboard, choices(resolution, uid)).filter(({ isDrawn }) => isDrawn)
        for (const asked of drawn) {
          const series = await ask(asked.text)
          if (valuesOf(series).length === 0)
            empty.push(`${asked.panel} ${asked.refId}: ${asked.text}`)
        }
        expect(empty).toEqual([])
      })
      it('every choice has values, and every mark has been made', async () => {
        for (const text of [
          ...choicesOf(dashboard, choices('full', uid)),
          ...marksOf(dashboard, choices('full', '')),
        ]) {
          expect([text, valuesOf(await ask(text)).length]).not.toEqual([text, 0])
        }
      })
    },
  )

  it('Swahili and English ask the same', () => {
    const asks = (language: 'en' | 'sw') =>
      shippedDashboards(language).map((one) =>
        askedBy(one, choices('full', '')).map(({ refId, text }) => [
          refId,
          text.replaceAll(/"[^"]*"/g, '""'),
        ]),
      )
    expect(asks('sw')).toEqual(asks('en'))
  })

  it.each([
    [2, 0, 'full'],
    [3, 0, '5m'],
    [60, 0, '5m'],
    [61, 0, '1h'],
    [730, 0, '1h'],
    // Every reading is kept for 14 days here, 5 minutes for 180.
    [1, 12, 'full'],
    [1, 14, '5m'],
    [30, 149, '5m'],
    [30, 151, '1h'],
    [1, 1000, '1h'],
  ])('a time of %i days, %i days ago, reads the series %s', async (days, ago, policy) => {
    const [fleet] = english
    const untilMs = day.nowMs - ago * 86_400_000
    const from = {
      resolution: 'full',
      nowMs: untilMs,
      fromMs: untilMs - days * 86_400_000,
    } as const
    const query = choicesOf(fleet ?? {}, from).find((text) => text.includes('"resolution"')) ?? ''
    expect((await ask(query))[0]?.values.map(([, name]) => name)).toEqual([policy])
  })

  /** What is wrong with the answer: nothing in it, a tag or column missing, a number out of its unit. */
  function faultsOf(asked: Asked, series: readonly QueriedSeries[]): string[] {
    const where = `${asked.panel} ${asked.refId}`
    const values = valuesOf(series)
    if (values.length === 0) return [`${where} is empty: ${asked.text}`]
    const has = (tag: string): boolean =>
      optionalTags.has(tag)
        ? series.some((one) => one.tags?.[tag])
        : series.every((one) => one.tags?.[tag])
    const tags = asked.groups.filter((tag) => !has(tag))
    const units = asked.units.flatMap(([column, unit]) => wrongUnit(series, column, unit))
    const purpose = purposes[`${asked.dashboard} / ${asked.panel}`]
    const unmet =
      purpose === undefined || asked.refId !== 'A'
        ? []
        : [purpose(series)].flatMap((one) => one ?? [])
    return [
      ...tags.map((tag) => `${where} lacks the tag ${tag}`),
      ...units.map((fault) => `${where}: ${fault}`),
      ...unmet.map((fault) => `${where}: ${fault} (${asked.text})`),
    ]
  }
})

const optionalTags: ReadonlySet<string> = new Set(
  catalogue.flatMap(({ tags }: Measurement) =>
    Object.entries(tags).flatMap(([name, { optional }]) => (optional ? [name] : [])),
  ),
)
const plausible: Readonly<Record<string, readonly [least: number, most: number]>> = {
  // A copy may be larger than usual.
  percent: [0, 500],
  // Milliseconds: since 2009, the wrong clock, until ten years from now.
  dateTimeFromNow: [Date.UTC(2008), Date.UTC(2040)],
  bytes: [0, 1e14],
  celsius: [-40, 150],
}
function wrongUnit(series: readonly QueriedSeries[], column: string, unit: string): string[] {
  const bounds = plausible[unit]
  if (bounds === undefined) return []
  const numbers = series.flatMap(({ columns, values }) => {
    const at = columns.indexOf(column)
    return at < 0 ? [] : values.map((row) => row[at]).filter((value) => typeof value === 'number')
  })
  const bad = numbers.find((value) => value < bounds[0] || value > bounds[1])
  return bad === undefined ? [] : [`${bad} in "${column}" is no ${unit}`]
}

/** Values that are there, times left out. */
function valuesOf(series: readonly QueriedSeries[]): readonly unknown[] {
  return series.flatMap(({ columns, values }) => {
    const first = columns[0] === 'time' ? 1 : 0
    return values.flatMap((row) => row.slice(first).filter((value) => value !== null))
  })
}
