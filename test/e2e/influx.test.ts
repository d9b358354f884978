/** The shipped program with a real InfluxDB: checked and made ready. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { influxQuery, influxServer, type DatabaseServer } from '../support/influx-server.ts'
import { freePort, runCommand, settle } from '../support/program.ts'
import { missing } from '../support/service.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-influx-'))
const home = path.join(folder, 'home')

describe.skipIf(missing('influxd', 'influxdb'))('a collector with InfluxDB', () => {
  let server: DatabaseServer
  beforeAll(async () => {
    server = await influxServer()
    await server.start()
    settle(home, await freePort(), '', `influx:\n  url: ${server.url}\n  flavour: influxdb-1\n`)
  })
  afterAll(async () => {
    await server.remove()
    rmSync(folder, { recursive: true, force: true })
  })
  it('`influx check` makes the database and its policies, then finds them', async () => {
    const made = await runCommand(home, ['influx', 'check'])
    expect(made).toContain('Database mlinzi was made')
    expect(made).toContain('Retention policy 1h was made')
    const again = await runCommand(home, ['influx', 'check'])
    expect(again).not.toContain('made ')
    expect(again).toContain('Retention policy full is there')
    await influxQuery(server.url, 'ALTER RETENTION POLICY "5m" ON mlinzi DURATION 7d')
    expect(await runCommand(home, ['influx', 'check'])).toContain(
      'ALTER RETENTION POLICY "5m" ON "mlinzi" DURATION 400d REPLICATION 1',
    )
  })
})
