import { afterEach, describe, expect, it } from 'vitest'
import { influxCheckEn } from '../../../config/locales/influx-check-en.ts'
import { influxCheckSw } from '../../../config/locales/influx-check-sw.ts'
import { checkDatabase } from '../../../collector/outlet/check.ts'
import type { OutletSettings } from '../../../collector/outlet/settings.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { influx2Setup, influx3Setup } from '../../support/influx-setup.ts'
import {
  influxQuery,
  influxServer,
  victoriaServer,
  type DatabaseServer,
  type InfluxServer,
} from '../../support/influx-server.ts'
import { missing } from '../../support/service.ts'
import { settings } from './scene.ts'

const day = 86_400
const kept = { full: 30, m5: 400, h1: 0 }
const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})
async function check(change: Partial<OutletSettings>): Promise<readonly string[]> {
  const asked = { ...settings, secret: 'secret', timeoutMs: 30_000, kept, ...change }
  const findings = await checkDatabase(asked, systemClock)
  return findings.map(({ text, name }) => `${text} ${name}`.trim())
}
const commands = async (change: Partial<OutletSettings>) => {
  const asked = { ...settings, secret: 'secret', timeoutMs: 30_000, kept, ...change }
  const findings = await checkDatabase(asked, systemClock)
  return findings.filter(({ state }) => state !== 'good').map(({ command }) => command)
}

describe('InfluxDB 2.x, by its documented contract', () => {
  it('buckets and DBRP mappings are made, and found the next time', async () => {
    const { recorder, buckets, mappings } = influx2Setup()
    ends.push(() => recorder.close())
    const at = { flavour: 'influxdb-2', url: await recorder.open() } as const
    const names = ['full', '5m', '1h']
    expect((await check(at)).slice(1)).toEqual([
      ...names.flatMap((name) => [`bucketMade mlinzi/${name}`, `mappingMade mlinzi/${name}`]),
      'writingGood',
    ])
    expect(buckets.map(({ retentionRules }) => retentionRules)).toEqual([
      [{ type: 'expire', everySeconds: 30 * day, shardGroupDurationSeconds: day }],
      [{ type: 'expire', everySeconds: 400 * day, shardGroupDurationSeconds: 7 * day }],
      [{ type: 'expire', everySeconds: 0, shardGroupDurationSeconds: 91 * day }],
    ])
    expect(mappings.map((one) => one.default)).toEqual([true, false, false])
    expect((await check(at)).slice(1)).toEqual([
      ...names.flatMap((name) => [`bucketThere mlinzi/${name}`, `mappingThere mlinzi/${name}`]),
      'writingGood',
    ])
  })
  it('what the token may not make is told as a command', async () => {
    const setup = influx2Setup()
    ends.push(() => setup.recorder.close())
    const at = { flavour: 'influxdb-2', url: await setup.recorder.open() } as const
    setup.may = 'write'
    expect(await commands(at)).toEqual([
      `influx bucket create --org 'office' --name 'mlinzi/full' --retention 30d --shard-group-duration 1d`,
      `influx bucket create --org 'office' --name 'mlinzi/5m' --retention 400d --shard-group-duration 7d`,
      `influx bucket create --org 'office' --name 'mlinzi/1h' --retention 0 --shard-group-duration 91d`,
    ])
    setup.may = 'all'
    await check(at)
    setup.may = 'read'
    expect(await commands(at)).toEqual([expect.stringContaining('--write-buckets')])
  })
  it('a wrong token or organisation is told, with how to make a token', async () => {
    const { recorder } = influx2Setup()
    ends.push(() => recorder.close())
    const at = { flavour: 'influxdb-2', url: await recorder.open() } as const
    expect(await check({ ...at, organisation: 'other' })).toContain('organisationUnseen other')
    expect(await commands({ ...at, secret: 'old' })).toEqual([
      `influx auth create --org 'office' --description mlinzi --all-access`,
    ])
  })
})

it('InfluxDB 3, by its documented contract: three databases are made, and found', async () => {
  const { recorder, databases } = influx3Setup()
  ends.push(() => recorder.close())
  const at = { flavour: 'influxdb-3', url: await recorder.open() } as const
  expect((await check(at)).at(-1)).toBe('writingGood')
  expect(Object.fromEntries(databases)).toEqual({
    mlinzi_full: '30d',
    mlinzi_5m: '400d',
    mlinzi_1h: undefined,
  })
  expect((await check(at)).slice(1, 4)).toEqual(
    ['full', '5m', '1h'].map((name) => `databaseThere mlinzi_${name}`),
  )
  expect(await commands({ ...at, secret: 'old' })).toEqual(['influxdb3 create token --admin'])
})

it('nobody at the address is told, and nothing else', async () => {
  expect(await check({})).toEqual(['addressSilent http://127.0.0.1:1'])
})

describe.skipIf(missing('influxd', 'influxdb'))('a real InfluxDB 1.x', () => {
  it('its policies are made, found, and told to take less room where they were made otherwise', async () => {
    const server: InfluxServer = await influxServer()
    ends.push(() => server.remove())
    await server.start()
    const at = { url: server.url, secret: '' }
    await influxQuery(server.url, 'CREATE DATABASE mlinzi')
    await influxQuery(
      server.url,
      'CREATE RETENTION POLICY "5m" ON mlinzi DURATION 400d REPLICATION 1',
    )
    const alter =
      'ALTER RETENTION POLICY "5m" ON "mlinzi" DURATION 400d REPLICATION 1 SHARD DURATION 7d'
    expect(await commands({ ...at, kept: { ...kept, m5: 120 } })).toContain(
      `influx -execute '${alter.replace('400d', '120d')}'`,
    )
    // 7 days is what this server makes of 400 days by itself.
    expect(await check(at)).toContain('policyThere 5m')
    await influxQuery(server.url, alter.replace('SHARD DURATION 7d', 'SHARD DURATION 1d'))
    expect(await check(at)).toContain('shardsDifferent 5m')
    await influxQuery(server.url, alter)
    expect((await check(at)).slice(1)).toEqual([
      'databaseThere mlinzi',
      ...['full', '5m', '1h'].map((name) => `policyThere ${name}`),
      'writingGood',
    ])
  })
  it('a user who may only read is told what to grant', async () => {
    const server: InfluxServer = await influxServer()
    ends.push(() => server.remove())
    await server.start()
    await check({ url: server.url, secret: '' })
    for (const q of [
      `CREATE USER root WITH PASSWORD 'root' WITH ALL PRIVILEGES`,
      `CREATE USER mlinzi WITH PASSWORD 'secret'`,
      'GRANT READ ON mlinzi TO mlinzi',
    ])
      await influxQuery(server.url, q)
    await server.kill()
    server.change({ http: 'auth-enabled = true' })
    await server.start()
    const at = { url: server.url, user: 'mlinzi' }
    expect(await check({ url: server.url, user: 'root', secret: 'root' })).toContain('writingGood')
    expect(await commands(at)).toEqual([`influx -execute 'GRANT ALL ON "mlinzi" TO "mlinzi"'`])
    expect(await commands({ ...at, secret: 'wrong' })).toEqual([
      expect.stringContaining('CREATE USER \\"mlinzi\\"'),
    ])
  })
})

describe.skipIf(missing('victoria-metrics', 'victoria-metrics'))('a real VictoriaMetrics', () => {
  it('its flags are looked at', async () => {
    const server: DatabaseServer = await victoriaServer()
    ends.push(() => server.remove())
    await server.start()
    const at = { flavour: 'victoria-metrics', url: server.url } as const
    expect((await check(at)).slice(1)).toEqual(['victoriaSingle', 'victoriaKeeps', 'writingGood'])
  })
})

it('each language says each finding, with the same values', () => {
  const places = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).toSorted()
  for (const [key, text] of Object.entries(influxCheckEn.findings)) {
    expect(places(new Map(Object.entries(influxCheckSw.findings)).get(key) ?? '')).toEqual(
      places(text),
    )
  }
})
