/**
 * Dashboards of the community on our data: what the agent's sources read on recorded machines goes
 * through store and outlet into a real InfluxDB, and every query of three well-known dashboards
 * gives values.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../../../contract/catalogue/catalogue.ts'
import type { Measurement, Reading, ReadingValue } from '../../../contract/catalogue/grammar.ts'
import { OwnSeries } from '../../../collector/own-series.ts'
import {
  influxQuery,
  influxServer,
  makeDatabase,
  type DatabaseServer,
} from '../../support/influx-server.ts'
import { missing } from '../../support/service.ts'
import { communityDashboards } from './community-queries.ts'
import { openScene, type Scene } from './scene.ts'

const minute = 60_000
const minutes = 20
const cases = path.join(import.meta.dirname, '../../cases')
/** One Linux computer with disks, swap and two people, put together from recorded ones. */
const recorded = [
  'cpu/two-cores',
  'mem/office-pc',
  'swap/pages-of-16k',
  'system/two-people',
  'disk/office-pc',
  'diskio/office-server',
  'net/laptop',
  'processes/browser-and-copy',
]
const measurements = new Map<string, Measurement>(catalogue.map((one) => [one.name, one]))

/** What gives nothing, and why it is so: other than this nothing may be empty. */
const gaps: readonly { readonly board: string; readonly query: RegExp; readonly why: string }[] = [
  { board: '11912', query: /"mapped"/, why: 'mem.mapped is left out (telegraf-schema.ts)' },
  { board: '1375', query: /"unknown"/, why: 'a state of BSD; it is in total' },
  { board: '1375', query: /"paging"/, why: 'a state of kernels before 2.6; it is in total' },
  {
    board: '11912',
    query: /"diskio" .*\$disk/,
    why: 'it asks for the partitions that disk names; the agent counts whole disks, as 928 asks',
  },
]

interface Expected {
  readonly readings: readonly (readonly {
    readonly measurement: string
    readonly tags: Record<string, string>
    readonly fields: Record<string, ReadingValue>
  }[])[]
}

/** The last beat of each case, as it would go on: counters rise, all else stays. */
function readingsAt(step: number): Reading[] {
  return recorded.flatMap((name) => {
    const file = path.join(cases, name, 'expected.json')
    const { readings } = JSON.parse(readFileSync(file, 'utf8')) as Expected
    return (readings.at(-1) ?? []).flatMap(({ measurement: id, tags, fields }) => {
      const measurement = measurements.get(id)
      if (measurement === undefined) return []
      const moved = Object.entries(fields).map(([key, value]) => {
        const field = measurement.fields[key]
        const counts = field !== undefined && 'counter' in field && typeof value === 'number'
        return [key, counts ? value + step * 6000 : value] as const
      })
      return [{ measurement, tags, fields: Object.fromEntries(moved) }]
    })
  })
}

describe.skipIf(missing('influxd', 'influxdb'))('dashboards of the community', () => {
  let server: DatabaseServer
  let scene: Scene
  let range: readonly [number, number]
  beforeAll(async () => {
    server = await influxServer()
    await server.start()
    await makeDatabase(server.url)
    scene = await openScene(server.url)
    await scene.outlet.start()
    const own = new OwnSeries({ ...scene, onCommit: (commit) => scene.outlet.offer(commit) })
    const nowMs = scene.clock.now()
    for (let step = 0; step < minutes; step++) {
      const timeMs = nowMs - (minutes - step) * minute
      for (const one of readingsAt(step)) own.add('h1', one, timeMs)
    }
    await own.flush()
    await scene.settle()
    range = [nowMs - minutes * minute, nowMs]
  }, 60_000)
  afterAll(async () => {
    await scene?.close()
    await server?.remove()
  })

  /** As Grafana fills a query: the host, every value of the others, the time, the step. */
  async function filled(
    query: string,
    values: ReadonlyMap<string, readonly string[]>,
  ): Promise<string> {
    const [from, to] = range
    let text = query
      .replaceAll('$timeFilter', `time >= ${from}ms and time <= ${to}ms`)
      .replaceAll(/\$(__interval|interval|inter)\b/g, '1m')
    for (const [name, all] of values) {
      // Inside a pattern Grafana joins what is chosen; in quotes there is one value.
      text = text.replaceAll(
        new RegExp(`(/[^/']*)\\$${name}\\b`, 'g'),
        (_, before: string) => `${before}(${all.map(escaped).join('|')})`,
      )
      text = text.replaceAll(new RegExp(`\\$${name}\\b`, 'g'), () => all[0] ?? '')
    }
    return text
  }

  it.each(communityDashboards)('$name: variables and all queries give values', async (board) => {
    const values = new Map<string, readonly string[]>()
    for (const [name, query] of Object.entries(board.variables)) {
      const found = await influxQuery(server.url, await filled(query, values))
      const all = found.flatMap((series) => series.values.map((row) => String(row[1])))
      expect(all, query).not.toEqual([])
      values.set(name, all)
    }
    const wrong: string[] = []
    for (const query of board.queries) {
      const text = await filled(query, values)
      const series = await influxQuery(server.url, text)
      const found = series.some((one) => one.values.some((row) => typeof row[1] === 'number'))
      const gap = gaps.some((one) => board.name.startsWith(one.board) && one.query.test(query))
      if (found === gap) wrong.push(text)
    }
    expect(wrong).toEqual([])
    expect(board.queries.length).toBeGreaterThan(15)
  })
})

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
