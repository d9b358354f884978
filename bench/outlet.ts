/**
 * The outlet beside a bare writer: the same points in batches of the same size, ready-made lines
 * there, rows of the store here, one after the other into the same InfluxDB.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { AppendFrame, Commit } from '../collector/model.ts'
import { Outlet } from '../collector/outlet/outlet.ts'
import { writeUrl, type OutletSettings } from '../collector/outlet/settings.ts'
import { createOutlet } from '../collector/state/outlet.ts'
import { openCollectorState } from '../collector/state-tables.ts'
import { openEmbeddedStore, type EmbeddedStore } from '../collector/store/embedded-store.ts'
import { systemClock } from '../lib/system-clock.ts'
import { freePort } from './free-port.ts'
import type { BenchRow } from './rows.ts'
import { BenchHost, descriptors } from './store-fleet.ts'

const log = { debug: no, info: no, warn: console.warn, error: console.error }
function no(): void {}
const compress = promisify(gzip)
const hostsMax = 200
const rowsEach = 60
const pastHosts = 50
const rounds = 3
const hourMs = 3_600_000
const points = hostsMax * descriptors.length * rowsEach

export async function outletBench(): Promise<BenchRow[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mlinzi-bench-outlet-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const database = await startInflux(folder, port)
  try {
    const live: number[] = []
    const bare: number[] = []
    const past: number[] = []
    for (let round = 0; round <= rounds; round++) {
      const one = await measure(path.join(folder, `round-${round}`), url, round)
      // The first one warms up both.
      if (round === 0) continue
      live.push(one.live)
      bare.push(one.bare)
      past.push(one.past)
    }
    return rowsOf(middle(live), middle(bare), middle(past))
  } finally {
    database.kill('SIGKILL')
    await once(database, 'exit')
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

function rowsOf(live: number, bare: number, past: number): BenchRow[] {
  const comparedWith = 'bare writer, same batches, same InfluxDB'
  return [
    {
      name: 'InfluxDB outlet against a bare writer',
      value: live / bare,
      unit: 'ratio',
      comparedWith,
    },
    {
      name: 'InfluxDB outlet, live rows',
      value: Math.round(live),
      unit: 'points/s',
      comparedWith,
      ratio: live / bare,
    },
    {
      name: 'InfluxDB outlet, past hours with roll-ups',
      value: Math.round(past),
      unit: 'points/s',
      comparedWith,
      ratio: past / bare,
    },
    {
      name: 'InfluxDB 1.6, bare writer of 6 fields a point',
      value: Math.round(bare),
      unit: 'points/s',
    },
  ]
}

interface Figures {
  readonly live: number
  readonly bare: number
  readonly past: number
}

/** Points a second of each, into a database of its own. */
async function measure(folder: string, url: string, round: number): Promise<Figures> {
  fs.mkdirSync(folder)
  const retention = { full: 40, m5: 396, h1: 1827 }
  const store = await openEmbeddedStore({
    path: path.join(folder, 'series.db'),
    log,
    clock: systemClock,
    retention,
  })
  const state = await openCollectorState(path.join(folder, 'state.db'))
  const settings = (database: string): OutletSettings => ({
    flavour: 'influxdb-1',
    url,
    database,
    organisation: '',
    user: '',
    secret: '',
    batchPointsMax: 5000,
    timeoutMs: 60_000,
  })
  try {
    const [live, past] = [settings(`live${round}`), settings(`past${round}`)]
    for (const { database } of [live, past, settings(`bare${round}`)])
      await makeDatabase(url, database)
    const liveRate = await feedLive(store, createOutlet(state.db), live)
    const pastRate = await feedPast(store, createOutlet(state.db), past)
    const lines = await storedLines(url, live)
    const bareRate = await writeBare(settings(`bare${round}`), lines)
    return { live: liveRate, past: pastRate, bare: bareRate }
  } finally {
    await store.close()
    await state.close()
  }
}

function outletOn(
  store: EmbeddedStore,
  state: ReturnType<typeof createOutlet>,
  settings: OutletSettings,
): Outlet {
  const host = { name: 'pc-001', site: 'Centre', department: 'Finance', role: 'desktop' }
  return new Outlet({
    settings,
    store,
    state,
    tagsOf: () => host,
    siteName: () => undefined,
    optionalTags: () => [],
    clock: systemClock,
    log,
    random: Math.random,
  })
}

/** Rows as they are committed. */
async function feedLive(
  store: EmbeddedStore,
  state: ReturnType<typeof createOutlet>,
  settings: OutletSettings,
): Promise<number> {
  // Rows of the hour that is open, as live rows are.
  const startMs = Math.floor(Date.now() / hourMs) * hourMs
  const hosts: BenchHost[] = []
  for (let i = 0; i < hostsMax; i++) {
    hosts.push(new BenchHost(i, await store.series.register(`host-${i}`, descriptors)))
  }
  const commits: Commit[] = []
  for (let minute = 0; minute < rowsEach; minute++) {
    const frames: AppendFrame[] = hosts.map((host) => host.frame([startMs + minute * 10_000]))
    commits.push(await store.append(frames, Date.now()))
  }
  const outlet = outletOn(store, state, settings)
  await state.save(
    {
      ...nothing,
      sealedHour: Math.floor(Date.now() / hourMs) - 1,
      target: `influxdb-1 ${settings.url} ${settings.database}`,
    },
    [],
  )
  const from = performance.now()
  await outlet.start()
  for (const commit of commits) outlet.offer(commit)
  while ((await outlet.stats()).pointsSent < points) await systemClock.sleep(5)
  const seconds = (performance.now() - from) / 1000
  await outlet.stop()
  return points / seconds
}
const nothing = { commit: 0, transition: 0, sealedHour: 0, markedAtMs: 0, target: '' }

/** A sealed hour read back from the store, with its roll-ups. */
async function feedPast(
  store: EmbeddedStore,
  state: ReturnType<typeof createOutlet>,
  settings: OutletSettings,
): Promise<number> {
  const startMs = Math.floor(Date.now() / hourMs) * hourMs - 5 * hourMs
  for (let i = 0; i < pastHosts; i++) {
    const ids = await store.series.register(`past-${i}`, descriptors)
    const times = Array.from({ length: rowsEach }, (_, at) => startMs + at * 60_000)
    await store.append([new BenchHost(1000 + i, ids).frame(times)], Date.now())
  }
  for (let turn = 0; turn < 5; turn++) await store.maintain(Date.now())
  const progress = { ...nothing, sealedHour: Math.floor(Date.now() / hourMs) - 1 }
  const target = `influxdb-1 ${settings.url} ${settings.database}`
  const { lastCommit } = await store.stats()
  const hour = Math.floor(startMs / hourMs)
  await state.save({ ...progress, target, commit: lastCommit }, [{ hour, series: 0, what: 3 }])
  const outlet = outletOn(store, state, settings)
  const from = performance.now()
  await outlet.start()
  while ((await outlet.stats()).waitingHours > 0) await systemClock.sleep(25)
  const seconds = (performance.now() - from) / 1000
  const { pointsSent } = await outlet.stats()
  await outlet.stop()
  return pointsSent / seconds
}

/** What the live outlet left in the database, as line protocol with the same tags and fields. */
async function storedLines(url: string, { database }: OutletSettings): Promise<readonly string[]> {
  const query = encodeURIComponent(`SELECT * FROM "full"./bench_.*/ GROUP BY *`)
  const answer = await fetch(`${url}/query?db=${database}&epoch=ns&q=${query}`)
  const { results } = (await answer.json()) as {
    readonly results: readonly { readonly series: readonly StoredSeries[] }[]
  }
  const series = results[0]?.series ?? []
  // In the order of time, as the outlet sends them.
  return Array.from({ length: rowsEach }, (_, at) => series.map((one) => lineOf(one, at))).flat()
}
interface StoredSeries {
  readonly name: string
  readonly tags: Readonly<Record<string, string>>
  readonly columns: readonly string[]
  readonly values: readonly (readonly (string | number | null)[])[]
}
const wholes = new Set(['used', 'total', 'size', 'state_code'])
function lineOf({ name, tags, columns, values }: StoredSeries, at: number): string {
  const row = values[at] ?? []
  const fields = columns.slice(1).map((column, place) => {
    const value = row[place + 1]
    return typeof value === 'string'
      ? `${column}="${value}"`
      : `${column}=${value}${wholes.has(column) ? 'i' : ''}`
  })
  const words = Object.entries(tags).map(([key, value]) => `${key}=${value}`)
  // Nanoseconds do not fit a number exactly; these are whole minutes.
  const milliseconds = Math.round(Number(row[0]) / 1e6)
  return `${[name, ...words].join(',')} ${fields.join(',')} ${milliseconds}000000`
}

/** Batches of 5,000, compressed as the outlet's are, two on their way. */
async function writeBare(settings: OutletSettings, lines: readonly string[]): Promise<number> {
  const batches: string[] = []
  for (let at = 0; at < lines.length; at += 5000)
    batches.push(lines.slice(at, at + 5000).join('\n'))
  const from = performance.now()
  const writer = async (): Promise<void> => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      const body = await compress(batch, { level: 1 })
      const headers = { 'content-encoding': 'gzip' }
      const answer = await fetch(writeUrl(settings, 'full'), { method: 'POST', body, headers })
      if (answer.status !== 204) throw new Error(await answer.text())
    }
  }
  await Promise.all([writer(), writer()])
  return lines.length / ((performance.now() - from) / 1000)
}

async function makeDatabase(url: string, name: string): Promise<void> {
  const statements = [
    `CREATE DATABASE ${name}`,
    ...['full', '5m', '1h'].map(
      (policy) => `CREATE RETENTION POLICY "${policy}" ON ${name} DURATION INF REPLICATION 1`,
    ),
  ]
  for (const q of statements) {
    await fetch(`${url}/query`, { method: 'POST', body: new URLSearchParams({ q }) })
  }
}

async function startInflux(folder: string, port: number): Promise<ChildProcess> {
  const file = path.join(folder, 'influxdb.conf')
  fs.writeFileSync(
    file,
    `reporting-disabled = true
bind-address = "127.0.0.1:0"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
  query-log-enabled = false
[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
[monitor]
  store-enabled = false
`,
  )
  const child = spawn('influxd', ['-config', file], { stdio: 'ignore' })
  for (let tries = 0; tries < 200; tries++) {
    const found = await fetch(`http://127.0.0.1:${port}/ping`).catch(() => undefined)
    if (found?.ok) return child
    await systemClock.sleep(50)
  }
  child.kill('SIGKILL')
  throw new Error('influxd did not start')
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
