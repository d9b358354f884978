/** Grafana's own files as `dashboards build --provisioning` writes them. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { provisioningFiles, type ProvisioningOptions } from '../../dashboards/provisioning.ts'
import { datasourcesFile, providersFile } from '../config/grafana/schemas.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-provisioning-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const plain: ProvisioningOptions = {
  languages: ['sw', 'en'],
  dashboardsFolder: '/var/lib/grafana/mlinzi',
  datasourceUid: 'mlinzi-influxdb',
  flavour: 'influxdb-1',
  influxUrl: 'http://10.1.2.3:8086',
  database: 'mlinzi',
  user: '',
  secretFile: '',
}
function made(options: Partial<ProvisioningOptions>) {
  const files = provisioningFiles({ ...plain, ...options })
  const read = (name: string): unknown =>
    parse(files.find((file) => file.name === `${name}/mlinzi.yaml`)?.text ?? '')
  return {
    source: datasourcesFile.parse(read('datasources')).datasources[0],
    providers: providersFile.parse(read('dashboards')).providers,
  }
}
/** What is shipped for containers, whose address and secret are the container's. */
function shipped(flavour: string) {
  const text = readFileSync(`config/grafana/datasources/${flavour}.yaml`, 'utf8')
  return datasourcesFile.parse(parse(text)).datasources[0]
}
const secretFile = '/run/secrets/influx_grafana'

describe('the data source', () => {
  it('names no secret where InfluxDB asks for none: Grafana would not start', () => {
    expect(made({}).source).not.toHaveProperty('secureJsonData')
    expect(made({}).source).not.toHaveProperty('user')
  })
  it.each([
    ['influxdb-1', { user: 'grafana' }],
    ['influxdb-2', {}],
    ['influxdb-3', {}],
  ] as const)('of %s is that of the containers but for the address', (flavour, own) => {
    expect(made({ flavour, secretFile, ...own }).source).toEqual({
      ...shipped(flavour),
      url: plain.influxUrl,
    })
  })
})

it('dashboards are looked for where they were written, in the languages that were', () => {
  const all = made({}).providers.map(({ options }) => options.path)
  expect(all).toEqual(['/var/lib/grafana/mlinzi/sw', '/var/lib/grafana/mlinzi/en'])
  expect(made({ languages: ['sw'] }).providers).toHaveLength(1)
  const text = readFileSync('config/grafana/dashboards/mlinzi.yaml', 'utf8')
  expect(made({}).providers).toEqual(providersFile.parse(parse(text)).providers)
})

it.each([
  ['--user grafana', 'a user needs --secret-file'],
  ['--secret-file /etc/secret', 'InfluxDB 1.x needs --user'],
  ['--user grafana --secret-file secret', 'must be a whole path'],
  ['--flavour influxdb-2', 'InfluxDB 2.x needs --secret-file'],
  ['--flavour influxdb-3 --user grafana --secret-file /etc/secret', 'only InfluxDB 1.x has users'],
  ['--influx 10.1.2.3:8086', 'is no address such as'],
])('refuses %s, says why and writes nothing', (words, reason) => {
  const out = path.join(folder, 'none')
  const provisioning = path.join(folder, 'nothing')
  const { status, stderr } = spawnSync(
    process.execPath,
    ['dashboards/main.ts', 'build', '--out', out, '--provisioning', provisioning].concat(
      words.split(' '),
    ),
    { encoding: 'utf8' },
  )
  expect(status).not.toBe(0)
  expect(stderr).toContain(reason)
  expect(stderr).not.toContain('    at ')
  expect([existsSync(out), existsSync(provisioning)]).toEqual([false, false])
})
