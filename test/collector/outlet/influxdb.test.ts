import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Aggregate } from '../../../collector/model/store.ts'
import { historyFlag } from '../../../contract/wire/packed-rows.ts'
import {
  influxQuery,
  influxServer,
  makeDatabase,
  type DatabaseServer,
} from '../../support/influx-server.ts'
import { missing } from '../../support/service.ts'
import { hourMs, start } from '../store/fixture.ts'
import { openScene, type Scene } from './scene.ts'

const noon = start + 10 * hourMs

/** What the store holds of a numeric field, by time. */
async function stored(scene: Scene, id: number, field: string): Promise<[number, unknown][]> {
  const span = { fromMs: start - 300 * 24 * hourMs, toMs: start + 400 * hourMs }
  const full = { fromMs: start - 13 * 24 * hourMs, toMs: span.toMs }
  const [answer] = await scene.store.range({ seriesIds: [id], field, ...full })
  return (answer?.points ?? [])
    .filter(({ value }) => value !== null)
    .map(({ timeMs, value }) => [timeMs, value])
}
const onGrid = (value: unknown, step: number) => Math.round(Number(value) / step) * step
const near = (value: unknown, most: number): unknown => ({
  asymmetricMatch: (other: unknown) => Math.abs(Number(other) - Number(value)) <= most,
})
async function kept(url: string, query: string): Promise<unknown[]> {
  const [series] = await influxQuery(url, query)
  return (series?.values ?? []).map((row) => [...row])
}

describe.skipIf(missing('influxd', 'influxdb'))('with a real InfluxDB 1.x', () => {
  let server: DatabaseServer
  let scene: Scene
  beforeAll(async () => {
    server = await influxServer()
    await server.start()
  })
  afterAll(() => server.remove())
  beforeEach(async () => {
    await influxQuery(server.url, 'DROP DATABASE mlinzi')
    await makeDatabase(server.url)
    scene = await openScene(server.url)
    await scene.outlet.start()
  })
  afterEach(() => scene.close())

  const rows = (count: number, fromMs = scene.clock.now() - count * 60_000) =>
    Array.from({ length: count }, (_, at) => ({
      series: scene.cpuId,
      timeMs: fromMs + at * 60_000,
      values: [
        1234 + at,
        1000 * at,
        at % 2,
        at % 3 === 0 ? 1 : 0,
        at % 5 ? null : `a "b" \\ c,d ${at}`,
      ],
    }))

  it('live rows arrive with types, tags, state words and codes', async () => {
    await scene.append(rows(3, noon - 180_000))
    await scene.settle()
    const [series] = await influxQuery(server.url, 'SELECT * FROM "full"."cpu" GROUP BY *')
    expect(series?.tags).toEqual({
      cpu: 'cpu-total',
      department: 'Finance',
      host: 'pc-01',
      host_id: 'h1',
      role: 'desktop',
      site: 'Mji mkuu',
    })
    expect(series?.columns).toEqual(['time', 'bytes', 'note', 'on', 'state', 'state_code', 'usage'])
    expect(series?.values[0]).toEqual([noon - 180_000, 0, 'a "b" \\ c,d 0', false, 'bad', 1, 12.34])
    const keys = await influxQuery(server.url, 'SHOW FIELD KEYS FROM "full"."cpu"')
    expect(Object.fromEntries(keys[0]?.values ?? [])).toEqual({
      bytes: 'integer',
      note: 'string',
      on: 'boolean',
      state: 'string',
      state_code: 'integer',
      usage: 'float',
    })
  })

  it('roll-ups have the values of the store, late rows included', async () => {
    await scene.append(rows(120, noon - 2 * hourMs))
    await scene.clock.advance(hourMs)
    await scene.settle()
    const late = {
      series: scene.cpuId,
      timeMs: noon - 2 * hourMs + 30_000,
      flags: historyFlag,
      values: [9999, 5, 1, 0, null],
    }
    await scene.append([late])
    await scene.settle()
    for (const [policy, stepMs, statistics] of [
      ['5m', 300_000, { mean: '', max: '_max' }],
      ['1h', hourMs, { mean: '', min: '_min', max: '_max' }],
    ] as const) {
      const asked = async (aggregate: Aggregate, field: string) => {
        const span = { fromMs: noon - 2 * hourMs, toMs: noon }
        const seriesIds = [scene.cpuId]
        const [answer] = await scene.store.range({ seriesIds, field, ...span, stepMs, aggregate })
        return answer?.points ?? []
      }
      for (const aggregate of ['mean', 'min', 'max'] as const) {
        const ending = { min: undefined, ...statistics }[aggregate]
        if (ending === undefined) continue
        const points = await asked(aggregate, 'usage')
        const there = await kept(
          server.url,
          `SELECT "usage${ending}", "coverage" FROM "${policy}"."cpu"`,
        )
        // A reading, rounded to its two decimals, is itself; a mean is as exact.
        expect(there).toEqual(
          points.map(({ timeMs, value, coverage = 0 }) => [
            timeMs,
            aggregate === 'mean' ? near(value, 0.005) : onGrid(value, 2 ** -7),
            near(coverage, 0.001),
          ]),
        )
      }
      for (const field of ['bytes', 'state_code', 'on']) {
        const points = await asked('last', field.replace('_code', ''))
        const last = (value: unknown): unknown => (field === 'on' ? value === 1 : value)
        expect(await kept(server.url, `SELECT "${field}" FROM "${policy}"."cpu"`)).toEqual(
          points.map(({ timeMs, value }) => [timeMs, last(value)]),
        )
      }
    }
    const [increase] = await influxQuery(server.url, 'SELECT sum("bytes_increase") FROM "1h"."cpu"')
    expect(increase?.values[0]?.[1]).toBe(119_000)
    const fields = async (policy: string): Promise<unknown> =>
      (await influxQuery(server.url, `SHOW FIELD KEYS FROM "${policy}"."cpu"`))[0]?.values.map(
        ([name]) => name,
      )
    const each = ['bytes', 'coverage', 'note', 'on', 'state', 'state_code', 'usage', 'usage_max']
    expect(await fields('5m')).toEqual(each)
    expect(await fields('1h')).toEqual(
      [...each, 'bytes_increase', 'on_mean', 'usage_min'].toSorted(),
    )
  })

  it('a server that was killed for a day is made whole, newest first', async () => {
    await scene.append(rows(5, noon - 300_000))
    await scene.settle()
    await server.kill()
    for (let hour = 0; hour < 24; hour++) {
      await scene.append(rows(60, scene.clock.now()))
      await scene.clock.advance(hourMs)
      await scene.store.maintain(scene.clock.now())
      await scene.outlet.idle()
    }
    const down = await scene.outlet.stats()
    expect(down.fault?.why).toBe('unreachable')
    expect(down.commit).toBe((await scene.store.stats()).lastCommit)
    expect(scene.log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
    await server.start()
    await scene.settle()
    expect(await kept(server.url, 'SELECT "usage" FROM "full"."cpu"')).toEqual(
      await stored(scene, scene.cpuId, 'usage'),
    )
  })

  it('a database that was wiped is made whole', async () => {
    await scene.append(rows(90, noon - 2 * hourMs))
    await scene.settle()
    await influxQuery(server.url, 'DROP DATABASE mlinzi')
    await scene.append(rows(1, noon))
    await scene.clock.advance(60_000)
    await scene.outlet.idle()
    expect((await scene.outlet.stats()).fault?.why).toBe('not_found')
    await makeDatabase(server.url)
    await scene.settle()
    await scene.settle()
    expect(await kept(server.url, 'SELECT "usage" FROM "full"."cpu"')).toEqual(
      await stored(scene, scene.cpuId, 'usage'),
    )
  })

  it('a field of another type is left out of those points alone, with the reason', async () => {
    await fetch(`${server.url}/write?db=mlinzi&rp=full`, {
      method: 'POST',
      body: `cpu,host=x usage="text" ${noon}000000`,
    })
    await scene.append([...rows(4, noon), { series: scene.memId, timeMs: noon, values: [5, 55] }])
    await scene.settle()
    expect(
      await kept(server.url, `SELECT "bytes" FROM "full"."cpu" WHERE host_id='h1'`),
    ).toHaveLength(4)
    expect(await kept(server.url, 'SELECT "used", "used_percent" FROM "full"."mem"')).toEqual([
      [noon, 5, 5.5],
    ])
    expect((await scene.outlet.stats()).pointsRefused).toBe(4)
    expect(await scene.repository.refused(10)).toMatchObject(
      Array.from({ length: 4 }, () => ({
        measurement: 'cpu',
        reason: expect.stringContaining('field type conflict'),
      })),
    )
    expect(await scene.repository.refusals()).toEqual({ 'field type conflict cpu.usage': 4 })
  })

  it('a restart forgets nothing and repeats nothing that shows', async () => {
    await scene.append(rows(10, noon))
    await scene.restart()
    await scene.append(rows(10, noon + 600_000))
    await scene.restart()
    await scene.settle()
    expect(await kept(server.url, 'SELECT "usage" FROM "full"."cpu"')).toEqual(
      await stored(scene, scene.cpuId, 'usage'),
    )
  })
})
