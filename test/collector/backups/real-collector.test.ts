/** Declared jobs in a whole collector: its TLS port, its store, its rounds, a restart in between. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRequestListener } from '../../../collector/api-root.ts'
import { startCollector, type Collector } from '../../../collector/collector.ts'
import { collectorHome } from '../../../collector/home.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { rememberingLog } from '../../support/remembering-log.ts'
import { daily } from './scene.ts'

let folder: string
let assets: string
let collector: Collector
const log = rememberingLog()

async function start(): Promise<Collector> {
  return startCollector({
    home: collectorHome(folder),
    address: '127.0.0.1',
    port: 0,
    names: [],
    collectors: [],
    retention: { full: 14, m5: 400, h1: 1830 },
    rules: [],
    backup: { folder: '', keep: 1 },
    clock: systemClock,
    log,
    requestListener: (stages) =>
      createRequestListener(stages, {
        clock: systemClock,
        log,
        version: 'test',
        assets,
      }),
  })
}
function ping(secret: string, method = 'GET'): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
  request(
    {
      host: '127.0.0.1',
      port: collector.port,
      path: `/ping/${secret}`,
      method,
      // The office's own authority signs; that it is trusted is another test's matter.
      rejectUnauthorized: false,
    },
    (response) => response.resume().on('end', () => resolve(response.statusCode)),
  )
    .on('error', reject)
    .end()
  return promise
}

/** A console's build without style and scripts: no page is looked at here. */
async function emptyConsole(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'mlinzi-console-'))
  const names = ['style.css', 'common.js', 'fleet.js', 'host.js']
  for (const name of names) await writeFile(path.join(made, name), '')
  const manifest = JSON.stringify(Object.fromEntries(names.map((name) => [name, name])))
  await writeFile(path.join(made, 'manifest.json'), manifest)
  return made
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mlinzi-backups-'))
  assets = await emptyConsole()
  collector = await start()
}, 60_000)
afterAll(async () => {
  await collector.close()
  await rm(folder, { recursive: true })
  await rm(assets, { recursive: true })
})

test('a heartbeat over TLS is judged, written to the store and outlives a restart', async () => {
  const { repositories } = collector.stages
  const ticket = await repositories.enrolment.createToken({
    expiresAtMs: systemClock.now() + 3_600_000,
    usesLeft: 1,
    siteId: null,
    departmentId: null,
    role: 'desktop',
    autoApprove: true,
    note: '',
  })
  const enrolled = await repositories.keys.enrol({
    ticket,
    agentId: 'ab'.repeat(16),
    publicKey: Buffer.alloc(32, 7),
    hostname: 'FED-PC-07',
    platform: 'linux',
    version: '0.1.0',
    facts: { macs: [] },
    siteId: null,
  })
  if (enrolled.type === 'refused') throw new Error(enrolled.reason)
  await collector.stages.watch.learn(enrolled.hostId)
  const made = await repositories.backupJobs.declare({ ...daily, hostId: enrolled.hostId })
  const secret = await repositories.backupJobs.newUrl(made?.id ?? '')
  expect(await ping(secret)).toBe(200)
  expect(await ping('x'.repeat(43))).toBe(404)
  await collector.stages.backupDesk.turn()
  await collector.close()
  collector = await start()
  const rows = await collector.stages.store.latest({ measurements: ['backup_job', 'backup_cover'] })
  expect(rows.map(({ values }) => String(values['state'])).toSorted()).toEqual(['covered', 'ok'])
  const [again] = await collector.stages.backupDesk.jobs()
  expect(again?.judgement).toMatchObject({ state: 'ok' })
  expect(await ping(secret, 'HEAD')).toBe(200)
}, 60_000)
