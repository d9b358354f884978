/**
 * Points of other programs a second, from the request to durable rows: the door with its store,
 * behind a bare HTTP server, beside a real InfluxDB 1.x that takes the very same bodies.
 */
import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { LineWrites } from '../collector/lineproto/door.ts'
import { createLineSources, type LineSource } from '../collector/state/line-sources.ts'
import { createIdentity } from '../collector/state/identity.ts'
import { openCollectorState } from '../collector/state-tables.ts'
import { openEmbeddedStore } from '../collector/store/embedded-store.ts'
import { catalogue } from '../contract/catalogue/catalogue.ts'
import { systemClock } from '../lib/system-clock.ts'
import { makeDatabase, startInflux } from './outlet/influx.ts'
import type { BenchRow } from './rows.ts'
import { median } from './statistics.ts'

const log = { debug: no, info: no, warn: no, error: console.error }
function no(): void {}
const pointsABody = 5000
const bodiesARound = 8
const rounds = 5
const hosts = 100

export async function lineProtocolBench(): Promise<BenchRow[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mlinzi-bench-lines-'))
  const influx = await startInflux(folder)
  const door = await openDoor(folder)
  try {
    await makeDatabase(influx.url, 'mlinzi')
    const found: { ours: number; theirs: number }[] = []
    for (let round = 0; round <= rounds; round++) {
      const bodies = Array.from({ length: bodiesARound }, (_, at) => bodyOf(round, at))
      const ours = await postAll(`${door.url}/write`, bodies)
      const theirs = await postAll(`${influx.url}/write?db=mlinzi&precision=s`, bodies)
      // The first one warms up both.
      if (round > 0) found.push({ ours, theirs })
    }
    const ours = median(found.map((one) => one.ours))
    const ratio = median(found.map((one) => one.ours / one.theirs))
    const name = 'line protocol in: points of 10 fields, durable'
    const comparedWith = `InfluxDB 1.x /write, the same bodies of ${pointsABody} points`
    return [{ name, value: Math.round(ours), unit: 'points/s', comparedWith, ratio }]
  } finally {
    await door.close()
    await influx.child.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Points a second; one body after the other, as one Telegraf writes. */
async function postAll(url: string, bodies: readonly string[]): Promise<number> {
  const begun = systemClock.monotonic()
  for (const body of bodies) {
    const answer = await fetch(url, { method: 'POST', body })
    if (answer.status !== 204) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
    await answer.arrayBuffer()
  }
  return (bodies.length * pointsABody) / ((systemClock.monotonic() - begun) / 1000)
}

const beganS = Math.floor(systemClock.now() / 1000) - 600
function bodyOf(round: number, at: number): string {
  return Array.from({ length: pointsABody }, (_, point) => {
    const host = point % hosts
    const second = beganS + ((round * bodiesARound + at) * pointsABody + point - host) / hosts / 10
    const fields = Array.from({ length: 10 }, (_value, field) => `f${field}=${(point % 997) / 8}`)
    return `bench,host=pc-${host},cpu=cpu${Math.floor(point / hosts) % 10} ${fields.join(',')} ${Math.floor(second)}`
  }).join('\n')
}

async function openDoor(folder: string) {
  const clock = systemClock
  const retention = { full: 14, m5: 396, h1: 1827 }
  const store = await openEmbeddedStore({
    path: path.join(folder, 'series'),
    log,
    clock,
    retention,
  })
  const state = await openCollectorState(path.join(folder, 'state'))
  const sources = createLineSources(state.db, clock)
  const { hosts: fleet } = createIdentity(state.db, clock)
  const known = [...(await fleet.all())]
  const door = new LineWrites({
    state: sources,
    store,
    catalogue,
    fleet: () => known,
    host: (id) => known.find((host) => host.id === id),
    added: async (id) => {
      const host = await fleet.get(id)
      if (host) known.push(host)
    },
    overloaded: () => false,
    onCommit: no,
    onWritten: no,
    clock,
    log,
  })
  const place = { role: 'server' as const, siteId: null, departmentId: null }
  const { secret } = await sources.create({ name: 'bench', ...place, seriesMax: 100_000 })
  const source = await sources.find(secret)
  if (source === undefined) throw new Error('The source is not there')
  const server = http.createServer(
    (request, response) => void answer(door, source, request, response),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await store.close()
      await state.close()
    },
  }
}

async function answer(
  door: LineWrites,
  source: LineSource,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const written = await door.write({ source, body: Buffer.concat(chunks), precision: 's' })
  response.statusCode = written.kind === 'stored' ? 204 : 400
  response.end(written.kind === 'stored' ? undefined : JSON.stringify(written))
}
