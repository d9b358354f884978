/** The files that Grafana and compose are given: their shape, and that what they name is there. */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { collectorSchema } from '../../../config/collector-schema.ts'
import { parseConfig } from '../../../config/load.ts'
import { defaults } from '../../../dashboards/files.ts'
import {
  influxQuery,
  influxServer,
  makeDatabase,
  type DatabaseServer,
} from '../../support/influx-server.ts'
import { missing } from '../../support/service.ts'
import { alertingFile, composeFile, datasourcesFile, providersFile } from './schemas.ts'

const read = (file: string): unknown => parse(readFileSync(file, 'utf8'))
const composeFolder = 'config/compose'
const compose = composeFile.parse(read(`${composeFolder}/compose.yaml`))

describe('data sources', () => {
  it.each([
    ['influxdb-1', 'mlinzi', 'password'],
    ['influxdb-2', 'mlinzi', 'Token '],
    ['influxdb-3', 'mlinzi_full', 'Bearer '],
  ])('%s has the uid that the dashboards ask for, and no secret', (flavour, database, proof) => {
    const [source] = datasourcesFile.parse(
      read(`config/grafana/datasources/${flavour}.yaml`),
    ).datasources
    expect(source?.uid).toBe(defaults.datasourceUid)
    expect(source?.jsonData.dbName).toBe(database)
    expect(JSON.stringify(source?.secureJsonData)).toContain(proof)
  })
  it('are there for each flavour that dashboards can be built for', () => {
    const files = readdirSync('config/grafana/datasources').toSorted()
    expect(files).toEqual(['influxdb-1.yaml', 'influxdb-2.yaml', 'influxdb-3.yaml'])
  })
})

it('each provider of dashboards has a folder of dashboards', () => {
  const { providers } = providersFile.parse(read('config/grafana/dashboards/mlinzi.yaml'))
  const folders = providers.map(({ options }) => path.basename(options.path))
  expect(folders.toSorted()).toEqual(readdirSync('dashboards/out').toSorted())
})

describe.skipIf(missing('influxd', 'influxdb'))('the rule for Grafana’s contact points', () => {
  let server: DatabaseServer
  beforeAll(async () => {
    server = await influxServer()
    await server.start()
    await makeDatabase(server.url)
  })
  afterAll(() => server.remove())

  it('asks for open alerts, one line each', async () => {
    const [group] = alertingFile.parse(
      read('config/grafana/alerting/mlinzi-open-alerts.yaml'),
    ).groups
    const [rule] = group?.rules ?? []
    const ids = rule?.data.map(({ refId, model }) => [refId, model.refId])
    expect(ids).toEqual([
      ['A', 'A'],
      ['B', 'B'],
      ['C', 'C'],
    ])
    expect(rule?.condition).toBe('C')
    expect(rule?.data[0]?.datasourceUid).toBe(defaults.datasourceUid)
    const lines = ['open', 'over'].flatMap((object) => [
      `alert,host=pc,site=s,rule=disk-full,object=${object} open=1i ${Date.now() - 2000}000000`,
      `alert,host=pc,site=s,rule=disk-full,object=${object} open=${object === 'open' ? 1 : 0}i ${Date.now() - 1000}000000`,
    ])
    await fetch(`${server.url}/write?db=mlinzi&rp=1h`, { method: 'POST', body: lines.join('\n') })
    const query = String(rule?.data[0]?.model['query']).replace(
      '$timeFilter',
      'time > now() - 400d',
    )
    const answer = await influxQuery(server.url, query)
    expect(answer.map(({ tags, values }) => [tags['object'], values[0]?.[1]])).toEqual([
      ['open', 1],
      ['over', 0],
    ])
  })
})

describe('compose', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-compose-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('names only volumes, secrets and services that there are', () => {
    for (const service of Object.values(compose.services)) {
      for (const name of service.secrets) expect(Object.keys(compose.secrets)).toContain(name)
      for (const name of Object.keys(service.depends_on ?? {})) {
        expect(Object.keys(compose.services)).toContain(name)
      }
      for (const [from = ''] of service.volumes.map((one) => one.split(':'))) {
        if (!from.startsWith('.')) expect(Object.keys(compose.volumes)).toContain(from)
        // What ./first-run.sh makes is not in the clone.
        else if (from !== './state') expect(existsSync(path.join(composeFolder, from))).toBe(true)
      }
    }
    const home =
      compose.services['grafana']?.environment?.['GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH']
    expect(existsSync(`dashboards/out/${home?.split('/mlinzi/')[1]}`)).toBe(true)
  })

  it('fits 4 GB of memory together', () => {
    const limits = Object.values(compose.services).map(({ mem_limit: limit }) =>
      limit.endsWith('g') ? Number(limit.slice(0, -1)) * 1024 : Number(limit.slice(0, -1)),
    )
    expect(limits.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(4096 - 512)
  })

  it('gets its secrets once: the second run changes nothing', () => {
    cpSync(path.join(composeFolder, 'first-run.sh'), path.join(folder, 'first-run.sh'))
    const run = () => spawnSync('sh', ['first-run.sh'], { cwd: folder, encoding: 'utf8' })
    const secrets = (): Readonly<Record<string, string>> =>
      Object.fromEntries(
        Object.entries(compose.secrets).map(([name, { file }]) => [
          name,
          readFileSync(path.join(folder, file), 'utf8'),
        ]),
      )
    expect(run()).toMatchObject({ status: 0, stderr: '' })
    const first = secrets()
    expect(new Set(Object.values(first)).size).toBe(Object.keys(compose.secrets).length)
    for (const secret of Object.values(first)) expect(secret).toMatch(/^[0-9a-f]{48}$/)
    expect(statSync(path.join(folder, 'secrets')).mode & 0o777).toBe(0o700)
    expect(run()).toMatchObject({ status: 0, stdout: '' })
    expect(secrets()).toEqual(first)
  })

  it('gives the collector settings that it takes, for the InfluxDB beside it', () => {
    const file = path.join(folder, 'state/collector/collector.yaml')
    const { influx } = parseConfig(file, readFileSync(file, 'utf8'), collectorSchema)
    const { environment = {}, secrets = [] } = compose.services['influxdb'] ?? {}
    expect(influx).toMatchObject({
      url: 'http://influxdb:8086',
      flavour: 'influxdb-1',
      database: environment['INFLUXDB_DB'],
      user: environment['INFLUXDB_ADMIN_USER'],
    })
    expect(secrets).toContain(path.basename(influx.secretFile))
  })
})
