/** The shipped program with a real InfluxDB: checked, made ready, held up, sent again. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DatabaseProxy } from '../support/database-proxy.ts'
import { influxQuery, influxServer, type DatabaseServer } from '../support/influx-server.ts'
import { freePort, runCommand, settle } from '../support/program.ts'
import { ProgramOffice, until } from '../support/program-office.ts'
import { missing } from '../support/service.ts'

/** Every computer has it at once. */
const rules = `
- id: disk-in-use
  text: disk-full
  kind: threshold
  select: { measurement: disk }
  object: [path]
  critical:
    when: { field: used_percent, above: -1 }
    for: 0s
    clear: { field: used_percent, below: -2 }
`
const office = new ProgramOffice()
const home = office.home('home')

describe.skipIf(missing('influxd', 'influxdb'))('a collector with InfluxDB', () => {
  let server: DatabaseServer
  let proxy: DatabaseProxy
  let port: number
  beforeAll(async () => {
    server = await influxServer()
    await server.start()
    proxy = new DatabaseProxy(server.url)
    port = await freePort()
    const url = await proxy.open()
    settle(home, port, rules, `influx:\n  url: ${url}\n  flavour: influxdb-1\n`)
  })
  afterAll(async () => {
    await office.close()
    await proxy.close()
    await server.remove()
    rmSync(home, { recursive: true, force: true })
  })
  const count = async (query: string): Promise<number> => {
    const [series] = await influxQuery(server.url, query)
    return Number(series?.values[0]?.[1] ?? 0)
  }
  const disks = () => count('SELECT count("used_percent") FROM "full"."disk"')
  const alerts = () => count(`SELECT count("open") FROM "1h"."alert" WHERE "rule"='disk-in-use'`)

  it('`influx check` makes the database and its policies, then finds them', async () => {
    const made = await runCommand(home, ['influx', 'check', '--lang', 'en'])
    expect(made).toContain('Database mlinzi was made')
    expect(made).toContain('Retention policy 1h was made')
    expect(made).toContain('Points may be written')
    const again = await runCommand(home, ['influx', 'check', '--lang', 'sw'])
    expect(again).not.toContain('imeundwa  ')
    expect(again).toContain('Sera ya utunzaji full ipo')
    await influxQuery(server.url, 'ALTER RETENTION POLICY "5m" ON mlinzi DURATION 7d')
    const different = await runCommand(home, ['influx', 'check', '--lang', 'en'])
    expect(different).toContain('Retention policy 5m keeps 7 days, the settings say 180 days')
    expect(different).toContain(
      'ALTER RETENTION POLICY "5m" ON "mlinzi" DURATION 180d REPLICATION 1 SHARD DURATION 7d',
    )
  })

  it('a database that keeps its answers back holds up neither alerts nor console', async () => {
    const released = Promise.withResolvers<undefined>()
    proxy.trouble = { kind: 'slow', clock: { sleep: () => released.promise }, milliseconds: 0 }
    await office.collector(home)
    const host = await office.enrol(port, home, home)
    await office.agent(home)
    await proxy.holding()
    const question = `/api/v1/alerts?host=${host}`
    const told = await until(
      () => office.ask<readonly { readonly rule: string }[]>(port, question),
      (all) => all.some(({ rule }) => rule === 'disk-in-use'),
    )
    expect(told.length).toBeGreaterThan(0)
    expect((await office.host(port, host)).presence).toBe('online')
    proxy.trouble = { kind: 'none' }
    released.resolve(undefined)
    await until(disks, (found) => found > 0)
    await until(alerts, (found) => found > 0)
  }, 60_000)

  it('`influx backfill` makes a running collector send rows and alerts again', async () => {
    await influxQuery(server.url, 'DROP MEASUREMENT disk')
    await influxQuery(server.url, 'DROP MEASUREMENT alert')
    expect([await disks(), await alerts()]).toEqual([0, 0])
    const today = new Date().toISOString().slice(0, 10)
    const told = await runCommand(home, ['influx', 'backfill', '--since', today, '--lang', 'en'])
    expect(told).toContain(`from ${today} on will be sent again`)
    await until(disks, (found) => found > 0)
    await until(alerts, (found) => found > 0)
  }, 60_000)
})
