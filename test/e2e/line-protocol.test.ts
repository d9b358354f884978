/** The shipped program: a source is made, writes over TLS, and its points reach all stages. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { influxQuery, influxServer, type DatabaseServer } from '../support/influx-server.ts'
import { freePort, runCommand, settle, start, type Running } from '../support/program.ts'
import { until } from '../support/program-office.ts'
import { missing } from '../support/service.ts'
import { ask } from './api-client.ts'

const run = promisify(execFile)
const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-lines-'))
const home = path.join(folder, 'home')
const rules = `- id: pool-degraded
  kind: threshold
  select: { measurement: 'foreign:zfs_pool', roles: [server] }
  object: [pool]
  critical: { when: { field: fragmentation, above: 80 } }
`
interface Host {
  readonly id: string
  readonly name: string
  readonly presence: string
  readonly role: string
}

describe.skipIf(missing('influxd', 'influxdb') || missing('curl', 'curl'))(
  'line protocol in',
  () => {
    let server: DatabaseServer
    let collector: Running
    let port: number
    let secret: string
    let admin: string
    beforeAll(async () => {
      server = await influxServer()
      await server.start()
      port = await freePort()
      settle(home, port, rules, `influx:\n  url: ${server.url}\n  flavour: influxdb-1\n`)
      await runCommand(home, ['influx', 'check'])
      collector = start(home, ['collector', 'run'])
      await collector.said(/The collector runs/)
      admin = await runCommand(home, ['token', 'create', '--role', 'admin'])
      const told = await runCommand(home, ['source', 'create', 'truenas', '--role', 'server'])
      expect(told).toContain(`urls = ["https://COLLECTOR:${port}"]`)
      secret = /^mlinzi_\S+/m.exec(told)?.[0] ?? ''
    }, 120_000)
    afterAll(async () => {
      await collector?.stop('SIGKILL')
      await server?.remove()
      rmSync(folder, { recursive: true, force: true })
    })
    async function curl(lines: string, address = '/api/v2/write?bucket=mlinzi&org=x&precision=s') {
      const trust = ['--cacert', path.join(home, 'collector', 'ca', 'ca.pem')]
      const words = ['-s', ...trust, '-w', '%{http_code}', `https://127.0.0.1:${port}${address}`]
      const headers = ['-H', `Authorization: Token ${secret}`]
      return (await run('curl', [...words, ...headers, '--data-binary', lines])).stdout
    }

    it('reaches InfluxDB, the rules and the fleet', async () => {
      const atS = Math.floor(Date.now() / 1000)
      const line = `zfs_pool,host=nas-1,pool=tank size=100i,fragmentation=91.5 ${atS}`
      expect(await curl(line)).toBe('204')
      const found = await until(
        () => influxQuery(server.url, 'SELECT * FROM "full"."zfs_pool" GROUP BY *'),
        (series) => series.length > 0,
      )
      const hosts = await ask<readonly Host[]>(port, admin, '/api/v1/hosts')
      expect(hosts).toMatchObject([{ name: 'nas-1', presence: 'online', role: 'server' }])
      expect(found).toMatchObject([
        {
          tags: {
            host: 'nas-1',
            host_id: hosts[0]?.id,
            source: 'truenas',
            pool: 'tank',
            role: 'server',
          },
          columns: ['time', 'fragmentation', 'size'],
          values: [[atS * 1000, 91.5, 100]],
        },
      ])
      const alerts = await until(
        () => ask<readonly object[]>(port, admin, '/api/v1/alerts'),
        (open) => open.length > 0,
      )
      expect(alerts).toMatchObject([{ rule: 'pool-degraded', host: 'nas-1', object: 'tank' }])
    })

    it('tells the officer of sources, their writes and what was refused; a revoked one is out', async () => {
      expect(await curl('zfs_pool,host=nas-1 size=1.5')).toMatch(/partial write: .*conflict.*400$/)
      const list = await until(
        () => runCommand(home, ['source', 'list']),
        (text) => text.includes('1 refused'),
      )
      expect(list).toMatch(
        /^truenas {2}server {2}valid {2}wrote \d+ s ago {2}1 points {2}1 refused$/,
      )
      expect(await runCommand(home, ['source', 'refused', 'truenas'])).toContain(
        'field type conflict: input field "size"',
      )
      await expect(runCommand(home, ['source', 'revoke', 'truenaz'])).rejects.toThrow(
        'did you mean "truenas"?',
      )
      await runCommand(home, ['source', 'revoke', 'truenas'])
      expect(await curl('m f=1')).toBe(
        '{"code":"unauthorized","message":"authorization failed"}401',
      )
    })
  },
)
