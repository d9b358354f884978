/**
 * README's way from `npm start` to Grafana, line by line as written, against a real InfluxDB. There is
 * no Grafana here: what it would read is read as it would, and it asks what it would ask.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { LintedDashboard } from '../../dashboards/lint/problem.ts'
import { fleetTexts } from '../../dashboards/themes/fleet-texts.ts'
import { datasourcesFile, providersFile } from '../config/grafana/schemas.ts'
import { askedBy } from '../dashboards/asked.ts'
import { influxServer, type DatabaseServer, type QueriedSeries } from '../support/influx-server.ts'
import { freePort, settle, start, type Running } from '../support/program.ts'
import { ProgramOffice, until } from '../support/program-office.ts'
import { missing } from '../support/service.ts'

const [, block = ''] =
  /## From `npm start` to Grafana[^`]+(?:`[^`]+`[^`]*)*```sh\n(.*?)```/s.exec(
    readFileSync('README.md', 'utf8'),
  ) ?? []
const lines = block.trim().split('\n')

const office = new ProgramOffice()
const home = office.home('home')
const etc = office.home('etc-grafana')
const lib = office.home('lib-grafana')
const shims = office.home('bin')

describe.skipIf(missing('influxd', 'influxdb'))('README’s lines to Grafana', () => {
  let server: DatabaseServer
  let mlinzi: Running
  beforeAll(async () => {
    server = await influxServer()
    await server.start()
    settle(home, await freePort())
    mkdirSync(shims)
    shim('sudo', 'exec "$@"')
    shim('systemctl', `echo "$@" >> ${shims}/restarted`)
    mlinzi = await up()
  }, 60_000)
  afterAll(async () => {
    await mlinzi.stop()
    await office.close()
    await server.remove()
    for (const folder of [home, etc, lib, shims]) rmSync(folder, { recursive: true, force: true })
  })

  function shim(name: string, text: string): void {
    const file = path.join(shims, name)
    writeFileSync(file, `#!/bin/sh\n${text}\n`)
    chmodSync(file, 0o755)
  }
  async function up(): Promise<Running> {
    const running = start(home, ['up'])
    await running.said(/Console:/)
    return running
  }
  /** In the clone, with this test's places in the place of the computer's. */
  function run(line: string | undefined): string {
    const text = (line ?? 'false')
      .replaceAll('http://127.0.0.1:8086', server.url)
      .replaceAll(' var/', ` ${home}/`)
      .replaceAll('/var/lib/grafana', lib)
      .replaceAll('/etc/grafana', etc)
      // Where it is not at the port that is InfluxDB's own.
      .replace(' --provisioning ', ` --influx ${server.url} --provisioning `)
    const environment = { ...process.env, MLINZI_HOME: home }
    const PATH = `${shims}:${process.env['PATH']}`
    const found = spawnSync('bash', ['-ec', text], {
      encoding: 'utf8',
      env: { ...environment, PATH },
    })
    expect([line, found.status, found.stderr]).toEqual([line, 0, ''])
    return found.stdout
  }

  it('are five at most, and do what they say', async () => {
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.length).toBeLessThanOrEqual(5)
    await mlinzi.stop()
    run(lines[0])
    expect(run(lines[1])).toMatch(/mlinzi/)
    mlinzi = await up()
    for (const line of lines.slice(2)) run(line)
    expect(readFileSync(path.join(shims, 'restarted'), 'utf8')).toBe('restart grafana-server\n')
  }, 60_000)

  it('leave Grafana a data source and dashboards that show this computer', async () => {
    const read = (name: string): unknown =>
      parse(readFileSync(path.join(etc, 'provisioning', name, 'mlinzi.yaml'), 'utf8'))
    const [source] = datasourcesFile.parse(read('datasources')).datasources
    const { providers } = providersFile.parse(read('dashboards'))
    // Grafana does not start where a file that it is to read for a secret is not there.
    expect(source).not.toHaveProperty('secureJsonData')
    const dashboards = providers.flatMap(({ options }) =>
      readdirSync(options.path).map(
        (file) =>
          JSON.parse(readFileSync(path.join(options.path, file), 'utf8')) as LintedDashboard,
      ),
    )
    expect(dashboards.length).toBeGreaterThan(10)
    const fleet = dashboards.find(({ uid }) => uid === 'mlinzi-fleet-sw') ?? {}
    const [title] = fleetTexts.reporting.sw.split(' | ')
    const ask = async (): Promise<unknown> => {
      const asked = askedBy(fleet, { resolution: 'full', nowMs: Date.now() })
      const q = asked.find(({ panel }) => panel === title)?.text ?? ''
      const answer = await fetch(`${source?.url}/query?db=${source?.jsonData.dbName}`, {
        method: source?.jsonData.httpMode ?? '',
        body: new URLSearchParams({ q }),
      })
      const { results } = (await answer.json()) as { results: { series?: QueriedSeries[] }[] }
      return results[0]?.series?.[0]?.values[0]?.[1]
    }
    expect(await until(ask, (found) => found !== undefined)).toBe(1)
  }, 60_000)
})
