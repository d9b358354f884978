/** A real InfluxDB in real trouble: nothing is lost, and all is there when the trouble is over. */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { checkDatabase } from '../../../collector/outlet/check.ts'
import type { OutletSettings } from '../../../collector/outlet/settings.ts'
import { DatabaseProxy } from '../../support/database-proxy.ts'
import {
  influxQuery,
  influxServer,
  makeDatabase,
  type InfluxChange,
  type InfluxServer,
} from '../../support/influx-server.ts'
import { missing } from '../../support/service.ts'
import { cpu, hourMs, start } from '../store/fixture.ts'
import { openScene, settings, type Scene } from './scene.ts'

const noon = start + 10 * hourMs
let server: InfluxServer | undefined
let scene: Scene | undefined
let proxy: DatabaseProxy | undefined
let disk: string | undefined
afterEach(async () => {
  await scene?.close()
  await proxy?.close()
  await server?.remove()
  if (disk !== undefined) {
    execFileSync('umount', [disk])
    fs.rmdirSync(disk)
  }
  scene = proxy = server = disk = undefined
})

async function begin(
  change: InfluxChange = {},
  settingsChange: Partial<OutletSettings> = {},
  folder?: string,
): Promise<{ readonly server: InfluxServer; readonly scene: Scene }> {
  server = await influxServer(change, folder)
  await server.start()
  await makeDatabase(server.url)
  scene = await openScene(server.url, settingsChange)
  await scene.outlet.start()
  return { server, scene }
}
const rows = (series: number, count: number, fromMs: number, note = () => 'a note') =>
  Array.from({ length: count }, (_, at) => ({
    series,
    timeMs: fromMs + at * 1000,
    values: [at, 1000 * at, 1, 0, note()],
  }))
/** Every row of `bytes`, in the store and there. */
async function both(of: Scene, url: string): Promise<readonly [unknown, unknown]> {
  const span = { fromMs: start, toMs: start + 400 * hourMs }
  const [answer] = await of.store.range({ seriesIds: [of.cpuId], field: 'bytes', ...span })
  const query = `SELECT "bytes" FROM "full"."cpu" WHERE host_id='h1'`
  const [series] = await influxQuery(url, query)
  return [
    series?.values.map((row) => [...row]),
    answer?.points.map(({ timeMs, value }) => [timeMs, value]),
  ]
}

describe.skipIf(missing('influxd', 'influxdb'))('InfluxDB in trouble', { timeout: 60_000 }, () => {
  it('its files are gone: `influx check` makes the database anew, and all comes again', async () => {
    const at = await begin()
    await at.scene.append(rows(at.scene.cpuId, 300, noon - hourMs))
    await at.scene.settle()
    await at.server.kill()
    at.server.wipe()
    await at.server.start()
    await at.scene.append(rows(at.scene.cpuId, 10, noon))
    await at.scene.outlet.idle()
    expect((await at.scene.outlet.stats()).fault?.why).toMatch(/unreachable|not_found/)
    const findings = await checkDatabase(
      { ...settings, url: at.server.url, timeoutMs: 30_000 },
      at.scene.clock,
    )
    expect(findings.map(({ state }) => state)).toEqual([
      'good',
      'made',
      'made',
      'made',
      'made',
      'good',
    ])
    await at.scene.settle()
    await at.scene.settle()
    const [there, here] = await both(at.scene, at.server.url)
    expect(there).toEqual(here)
  })

  it('read-only for our user, then with another password: all comes when it may write', async () => {
    const at = await begin({}, { user: 'mlinzi', secret: 'siri' })
    for (const statement of [
      `CREATE USER root WITH PASSWORD 'root' WITH ALL PRIVILEGES`,
      `CREATE USER mlinzi WITH PASSWORD 'siri'`,
      'GRANT READ ON mlinzi TO mlinzi',
    ])
      await influxQuery(at.server.url, statement)
    await at.server.kill()
    at.server.change({ http: 'auth-enabled = true' })
    await at.server.start()
    const asRoot = (query: string) =>
      fetch(`${at.server.url}/query?u=root&p=root`, {
        method: 'POST',
        body: new URLSearchParams({ q: query }),
      })
    const fault = async (): Promise<unknown> => {
      await at.scene.append(rows(at.scene.cpuId, 10, at.scene.clock.now()))
      await at.scene.clock.advance(120_000)
      await at.scene.outlet.idle()
      return (await at.scene.outlet.stats()).fault?.why
    }
    expect(await fault()).toBe('forbidden')
    await asRoot(`SET PASSWORD FOR mlinzi = 'nyingine'`)
    expect(await fault()).toBe('unauthorized')
    await asRoot(`SET PASSWORD FOR mlinzi = 'siri'`)
    await asRoot('GRANT ALL ON mlinzi TO mlinzi')
    await at.scene.settle()
    await at.server.kill()
    at.server.change({})
    await at.server.start()
    const [there, here] = await both(at.scene, at.server.url)
    expect(there).toEqual(here)
  })

  it.skipIf(process.getuid?.() !== 0)(
    'its disk is full: all comes when there is room, and is there after a power cut',
    async () => {
      disk = fs.mkdtempSync(path.join(os.tmpdir(), 'mlinzi-influx-disk-'))
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', disk])
      const folder = path.join(disk, 'influx')
      fs.mkdirSync(folder)
      const at = await begin({}, {}, folder)
      const ballast = path.join(disk, 'ballast')
      const { bavail, bsize } = fs.statfsSync(disk)
      fs.writeFileSync(ballast, Buffer.alloc(bavail * bsize - 512 * 1024))
      const noise = (): string => Array.from({ length: 8 }, () => Math.random().toString(36)).join()
      for (let turn = 0; turn < 20; turn++) {
        await at.scene.append(rows(at.scene.cpuId, 500, noon - (20 - turn) * 500_000, noise))
        await at.scene.outlet.idle()
      }
      expect((await at.scene.outlet.stats()).fault).toMatchObject({
        why: 'disk_full',
        reason: expect.stringContaining('no space left'),
      })
      // InfluxDB 1.6 goes on refusing until it is started again, whatever room there is.
      fs.rmSync(ballast)
      await at.server.kill()
      await at.server.start()
      await at.scene.settle()
      expect(await both(at.scene, at.server.url).then(([there]) => there)).toHaveLength(10_000)
      // It wrote on after the torn end of its log: what it took since then dies with it. The mark
      // is among that, and its absence is noticed.
      await at.server.kill()
      await at.server.start()
      await at.scene.clock.advance(600_000)
      await at.scene.settle()
      const [there, here] = await both(at.scene, at.server.url)
      expect(there).toEqual(here)
    },
  )

  it('it takes only some points, by a limit of its own: the others are kept aside', async () => {
    const at = await begin({ data: 'max-values-per-tag = 3' })
    const ids = [at.scene.cpuId]
    for (const host of ['h3', 'h4', 'h5']) {
      ids.push(...(await at.scene.store.series.register(host, [cpu])))
    }
    // The limit is looked at before a batch, not within it.
    for (const id of ids.slice(0, 3)) {
      await at.scene.append(rows(id, 1, noon - 60_000))
      await at.scene.outlet.idle()
    }
    await at.scene.append(ids.flatMap((id) => rows(id, 100, noon)))
    await at.scene.settle()
    const [there, here] = await both(at.scene, at.server.url)
    expect(there).toEqual(here)
    const [count] = await influxQuery(at.server.url, 'SELECT count("bytes") FROM "full"."cpu"')
    expect(count?.values[0]?.[1]).toBe(303)
    expect((await at.scene.outlet.stats()).pointsRefused).toBe(100)
    expect((await at.scene.repository.refused(1))[0]?.reason).toContain('max-values-per-tag limit')
  })

  it('each answer takes ten seconds: rows come all the same, few requests are open', async () => {
    const at = await begin()
    proxy = new DatabaseProxy(at.server.url)
    const url = await proxy.open()
    await at.scene.close()
    const slow = (scene = await openScene(url))
    proxy.trouble = { kind: 'slow', clock: slow.clock, milliseconds: 10_000 }
    // Ten seconds pass when an answer is held back, or all is done.
    const tenSeconds = async (): Promise<boolean> => {
      const isOver = slow.outlet.idle().then(() => true)
      const holds = proxy?.holding().then(() => false)
      const over = await Promise.race([isOver, holds ?? isOver])
      await slow.clock.advance(10_000)
      return over
    }
    await slow.outlet.start()
    for (let minute = 0; minute < 30; minute++) {
      await slow.append(rows(slow.cpuId, 60, slow.clock.now() - 60_000))
      for (let ten = 0; ten < 6; ten++) await tenSeconds()
    }
    while (!(await tenSeconds()));
    const { fault, commit } = await slow.outlet.stats()
    expect({ fault, commit }).toEqual({ fault: undefined, commit: 30 })
    expect(proxy.mostAtOnce).toBeLessThanOrEqual(3)
    const [there, here] = await both(slow, at.server.url)
    expect(there).toEqual(here)
  })
})
