/** The same lines to our parser and to a real InfluxDB 1.x: the same decisions, the same values. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseBody } from '../../../../collector/lineproto/parse/body.ts'
import { Heads } from '../../../../collector/lineproto/parse/heads.ts'
import type { Precision } from '../../../../collector/lineproto/parse/precision.ts'
import { influxQuery, influxServer, type DatabaseServer } from '../../../support/influx-server.ts'
import { missing } from '../../../support/service.ts'
import { samples } from './samples.ts'

const heads = new Heads()

const limits = { linesMax: 10_000, lineMax: 65_536 }
const parse = (text: string, precision: Precision = 'ns') =>
  parseBody(Buffer.from(text), precision, limits, heads)

describe.skipIf(missing('influxd', 'influxdb'))('beside a real InfluxDB 1.x', () => {
  let server: DatabaseServer
  beforeAll(async () => {
    server = await influxServer()
    await server.start()
  })
  afterAll(() => server.remove())

  async function write(database: string, body: string, precision = 'n') {
    const query = new URLSearchParams({ db: database, precision })
    const answer = await fetch(`${server.url}/write?${query}`, { method: 'POST', body })
    return { status: answer.status, text: await answer.text() }
  }
  /** All points of the database by measurement, tags and time, with their fields. */
  async function stored(database: string): Promise<readonly unknown[]> {
    const found = await influxQuery(server.url, 'SELECT * FROM /.*/ GROUP BY *', database)
    return found.flatMap(({ name, tags, columns, values }) =>
      values.map((row) => ({
        name,
        // The server leaves them out where there are none.
        tags: Object.fromEntries(Object.entries({ ...tags }).filter(([, value]) => value !== '')),
        timeMs: row[0],
        fields: Object.fromEntries(
          columns.slice(1).flatMap((column, at) => {
            const value = row[at + 1] ?? null
            return value === null ? [] : [[column, value]]
          }),
        ),
      })),
    )
  }

  it('each line of the table is accepted or refused alike, and holds the same', async () => {
    const decisions: string[] = []
    const differences: unknown[] = []
    for (const [at, { line, ours }] of samples.entries()) {
      const database = `one${at}`
      await influxQuery(server.url, `CREATE DATABASE ${database}`)
      const theirs = await write(database, line)
      const { points, refused } = parse(line)
      const accepted = refused.length === 0
      const same = (theirs.status === 204) === accepted
      if (same === (ours !== undefined) || (ours && accepted !== (ours === 'accepts'))) {
        decisions.push(`${JSON.stringify(line)}: ${theirs.status} ${theirs.text} and ${accepted}`)
      }
      if (!same || !accepted) continue
      const kept = await stored(database)
      const mine = points.map(({ measurement, tags, fields, timeMs }, place) => ({
        name: measurement,
        tags: sorted(tags),
        // Without a time of its own the server's is as good; before 1970 its answer rounds up.
        timeMs: timeMs === undefined || timeMs < 0 ? timeOf(kept[place], timeMs) : timeMs,
        fields: sorted([...fields].map(([name, { value }]) => [name, asJson(value)])),
      }))
      if (JSON.stringify(kept) !== JSON.stringify(mine)) differences.push({ line, kept, mine })
    }
    expect(decisions).toEqual([])
    expect(differences).toEqual([])
  }, 60_000)

  it('times in each unit are the same instant', async () => {
    await influxQuery(server.url, 'CREATE DATABASE units')
    const at = { n: '1700000000123456789', u: '1700000000123456', ms: '1700000000123' }
    const coarse = { s: '1700000000', m: '28333333', h: '472222' }
    for (const [unit, digits] of Object.entries({ ...at, ...coarse })) {
      await write('units', `${unit} f=1 ${digits}`, unit)
      const [series] = await influxQuery(server.url, `SELECT f FROM "${unit}"`, 'units')
      expect(parse(`${unit} f=1 ${digits}`, unit as Precision).points[0]?.timeMs).toBe(
        series?.values[0]?.[0],
      )
    }
  })

  it('of a mixed body the same lines are kept', async () => {
    await influxQuery(server.url, 'CREATE DATABASE mixed')
    const lines = samples
      .filter(({ line, ours }) => !ours && !line.endsWith('\\') && !/[^\\]"[^"]*$/.test(line))
      .map(({ line }, at) => line.replace(/^m\b/, `m${at}`))
    const body = lines.join('\n')
    const theirs = await write('mixed', body)
    expect(theirs.text).toContain('partial write: unable to parse')
    const { points } = parse(body)
    const names = await influxQuery(server.url, 'SHOW MEASUREMENTS', 'mixed')
    expect([...new Set(points.map(({ measurement }) => measurement))].toSorted()).toEqual(
      (names[0]?.values ?? []).map(([name]) => String(name)).toSorted(),
    )
  })
})

function sorted<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
function timeOf(kept: unknown, mine: number | undefined): number | undefined {
  const theirs = (kept as { readonly timeMs: number } | undefined)?.timeMs
  return theirs !== undefined && Math.abs(theirs - (mine ?? theirs)) <= 1 ? theirs : mine
}

/** As JSON.parse leaves a whole number that is too large to be exact. */
function asJson(value: number | bigint | string | boolean): number | string | boolean {
  return typeof value === 'bigint' ? Number(value) : value
}
