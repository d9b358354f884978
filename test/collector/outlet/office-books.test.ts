/** The office's books as points of a real InfluxDB: each thing keeps its place, whatever is told anew. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { zoneReader } from '../../../config/office-time.ts'
import type { Tier } from '../../../collector/model/store.ts'
import type { Lines } from '../../../collector/outlet/line-batch.ts'
import { sendBooks, type OfficeBooks } from '../../../collector/outlet/office-books.ts'
import type { AlertCase } from '../../../collector/state/alert-cases.ts'
import type { IncidentSummary, PowerCut } from '../../../collector/state/incident-nouns.ts'
import {
  influxQuery,
  influxServer,
  makeDatabase,
  type DatabaseServer,
} from '../../support/influx-server.ts'
import { missing } from '../../support/service.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const minute = 60_000
const day = 1440 * minute
/** 12 November 2026 in Dar es Salaam: the second quarter of 2026/2027, which began on 1 October. */
const nowMs = Date.UTC(2026, 10, 12, 9)

const aCase: AlertCase = {
  alertId: '1',
  ruleId: 'disk-full',
  severity: 'warning',
  hostId: 'h1',
  siteId: 's1',
  object: 'C:',
  openedAtMs: nowMs - 60 * minute,
  acknowledgedAtMs: null,
  clearedAtMs: null,
  isPart: false,
  useless: null,
}
const lost: IncidentSummary = {
  id: 'i1',
  kind: 'site',
  cause: 'unknown',
  beganMs: nowMs - 40 * minute,
  endedMs: null,
  hostCount: 5,
  alert: {
    id: 'a1',
    ruleId: 'site-silent',
    severity: 'critical',
    hostId: null,
    siteId: 's1',
    object: '',
    openedAtMs: nowMs - 34 * minute,
    clearedAtMs: null,
    acknowledgedAtMs: null,
    acknowledgedBy: null,
    silencedUntilMs: null,
    parentId: null,
    values: {},
  },
}
const cut = (fromMs: number, minutes: number, siteId = 's1', hosts = 3): PowerCut => ({
  siteId,
  fromMs,
  toMs: fromMs + minutes * minute,
  hostIds: Array.from({ length: hosts }, (_, at) => `h${at}`),
})

interface Told {
  cases: readonly AlertCase[]
  incidents: readonly IncidentSummary[]
  cuts: readonly PowerCut[]
}

describe.skipIf(missing('influxd', 'influxdb'))('the books in InfluxDB', () => {
  let server: DatabaseServer
  let told: Told
  /** Milliseconds before now, of which each book was asked. */
  const askedMs: number[] = []
  beforeAll(async () => {
    server = await influxServer()
    await server.start()
    await makeDatabase(server.url)
  })
  beforeEach(async () => {
    told = { cases: [], incidents: [], cuts: [] }
    for (const name of ['alert_case', 'incident', 'power_cut'])
      await influxQuery(server.url, `DROP MEASUREMENT ${name}`)
  })
  afterAll(() => server.remove())

  const books: OfficeBooks = {
    cases: {
      since: async (sinceMs) => {
        askedMs.push(nowMs - sinceMs)
        return told.cases
      },
    },
    incidents: { list: async () => told.incidents },
    power: { cuts: async () => told.cuts },
    local: zoneReader('Africa/Dar_es_Salaam'),
  }
  const lines = {
    hostTags: (id: string) => [['host', `pc ${id}`] as const, ['host_id', id] as const],
  }
  const write = async (_: Tier, batch: Lines): Promise<boolean> => {
    const answer = await fetch(`${server.url}/write?db=mlinzi&rp=1h`, {
      method: 'POST',
      body: batch.texts().join('\n'),
    })
    return answer.status === 204
  }
  const send = (whole = false, post = write): Promise<boolean> => {
    const siteName = (id: string) => (id === 's1' ? 'Kata ya Bondeni' : undefined)
    const options = { books, siteName, clock: new VirtualClock(nowMs) }
    return sendBooks(options, { lines, sender: { send: post }, tier: 'h1' }, whole)
  }
  /** Every row of a measurement, by the names of its columns. */
  const rows = async (measurement: string): Promise<readonly Record<string, unknown>[]> => {
    const answer = await influxQuery(server.url, `SELECT * FROM "1h"."${measurement}"`)
    return answer.flatMap(({ columns, values }) =>
      values.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]]))),
    )
  }

  it('an alert is one point at its begin, that is told how it went on', async () => {
    told.cases = [aCase]
    expect(await send()).toBe(true)
    expect(await rows('alert_case')).toMatchObject([
      {
        time: aCase.openedAtMs,
        open: 1,
        severity_code: 1,
        useless: 0,
        host_id: 'h1',
        object: 'C:',
      },
    ])
    const taken = { acknowledgedAtMs: aCase.openedAtMs + 5 * minute, useless: 'not_true' as const }
    told.cases = [{ ...aCase, ...taken, clearedAtMs: aCase.openedAtMs + 20 * minute }]
    await send()
    expect(await rows('alert_case')).toMatchObject([
      {
        time: aCase.openedAtMs,
        open: 0,
        acknowledged_after: 300,
        cleared_after: 1200,
        useless_percent: 100,
        useless_reason_code: 1,
      },
    ])
  })
  it('a clock that was set back makes no time negative', async () => {
    told.cases = [{ ...aCase, clearedAtMs: aCase.openedAtMs - minute }]
    await send()
    expect(await rows('alert_case')).toMatchObject([{ cleared_after: 0 }])
  })
  it('an incident of a site lasts until now, then has its end and its cause', async () => {
    told.incidents = [lost]
    await send()
    const place = { time: lost.alert.openedAtMs, site: 'Kata ya Bondeni', host_id: 'none' }
    expect(await rows('incident')).toMatchObject([
      { ...place, open: 1, length: 2400, computers: 5, by_unknown: 1, by_power: 0 },
    ])
    told.incidents = [{ ...lost, cause: 'power', endedMs: lost.beganMs + 9 * minute }]
    await send()
    expect(await rows('incident')).toMatchObject([
      { ...place, open: 0, length: 540, cause_code: 1, by_unknown: 0, by_power: 1 },
    ])
  })
  it('a power cut keeps its number in the quarter when its begin moves', async () => {
    const begin = nowMs - 3 * day
    told.cuts = [cut(begin, 30)]
    await send()
    told.cuts = [cut(begin - 4 * minute, 34)]
    await send()
    const real = (await rows('power_cut')).filter(({ computers }) => computers !== 0)
    expect(real).toMatchObject([
      {
        site: 'Kata ya Bondeni',
        quarter: '2026/2027 Q2',
        number: '1',
        begin: (begin - 4 * minute) / 1000,
        length: 34 * 60,
        computers: 3,
      },
    ])
  })
  it('two cuts that turn out to be one leave no second in the register', async () => {
    told.cuts = [cut(nowMs - 3 * day, 5), cut(nowMs - 3 * day + 20 * minute, 5)]
    await send()
    told.cuts = [cut(nowMs - 3 * day, 25)]
    await send()
    const real = (await rows('power_cut')).filter(({ computers }) => computers !== 0)
    expect(real).toMatchObject([{ number: '1', length: 1500 }])
  })
  it('a cut that lasts counts until now; sites and quarters are numbered apart', async () => {
    const before = Date.UTC(2026, 8, 20)
    told.cuts = [cut(before, 5), cut(nowMs - 2 * minute, Infinity), cut(nowMs - minute, 1, 's9', 2)]
    await send()
    const real = (await rows('power_cut')).filter(({ computers }) => computers !== 0)
    const seen = real.map(({ site, quarter, number, length }) => [site, quarter, number, length])
    const bySite = seen.toSorted((a, b) => (String(a) < String(b) ? -1 : 1))
    expect(bySite).toEqual([
      ['Kata ya Bondeni', '2026/2027 Q1', '1', 300],
      ['Kata ya Bondeni', '2026/2027 Q2', '1', 120],
      // A site that is no longer in the office's list.
      ['s9', '2026/2027 Q2', '1', 60],
    ])
  })
  it('a fortnight is told again each time, 400 days to a database that lost them', async () => {
    askedMs.length = 0
    await send()
    await send(true)
    expect(askedMs).toEqual([14 * day, 400 * day])
  })
  it('ends at the first request that fails, and says so', async () => {
    told.cases = Array.from({ length: 2500 }, (_, at) => ({ ...aCase, openedAtMs: nowMs - at }))
    const sizes: number[] = []
    const refuse = async (_: Tier, { count }: Lines): Promise<boolean> => {
      sizes.push(count)
      return sizes.length < 2
    }
    expect(await send(false, refuse)).toBe(false)
    expect(sizes).toEqual([1000, 1000])
  })
})
