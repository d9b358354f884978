/** The embedded store alone: `node bench/store.ts` prints its rows. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { openEmbeddedStore, type EmbeddedStore } from '../collector/store/embedded-store.ts'
import { systemClock } from '../lib/system-clock.ts'
import type { BenchRow } from './rows.ts'
import { BenchHost, descriptors, valuesPerSample } from './store-fleet.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const start = Date.UTC(2026, 10, 1)
const retention = { full: 40, m5: 396, h1: 1827 }
const log = { debug: no, info: no, warn: no, error: no }
function no(): void {}

async function withStore<T>(work: (store: EmbeddedStore, file: string) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mlinzi-bench-'))
  const file = path.join(folder, 'series.db')
  const store = await openEmbeddedStore({ path: file, log, clock: systemClock, retention })
  try {
    return await work(store, file)
  } finally {
    await store.close()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
function hostsOf(store: EmbeddedStore, count: number, series = descriptors): Promise<BenchHost[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      return new BenchHost(i, await store.series.register(`host-${i}`, series))
    }),
  )
}
/** The middle of some runs, after some that warm up. */
async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 25; i++) {
    const from = performance.now()
    await work()
    times.push(performance.now() - from)
  }
  return times.slice(10).sort((a, b) => a - b)[7] ?? NaN
}

/** 1,000 agents, a row-set of 60 values each a minute, for two hours, each frame an append. */
async function ingest(): Promise<BenchRow[]> {
  return withStore(async (store, file) => {
    const hosts = await hostsOf(store, 1000)
    let cpu = 0
    let wall = 0
    let values = 0
    for (let minute = 0; minute < 120; minute++) {
      const frames = hosts.map((host) => host.frame([start + minute * minuteMs]))
      const cpuBefore = process.cpuUsage()
      const from = performance.now()
      await Promise.all(frames.map((frame) => store.append([frame], start)))
      if (minute < 20) continue
      const { user, system } = process.cpuUsage(cpuBefore)
      cpu += (user + system) / 1e6
      wall += (performance.now() - from) / 1000
      values += frames.length * valuesPerSample
    }
    const { openBytes } = await store.stats()
    const from = process.cpuUsage()
    await store.release(Infinity)
    await store.maintain(start + 3 * hourMs)
    const { user, system } = process.cpuUsage(from)
    const stored = (values * 120) / 100
    return [
      { name: 'store, append', value: values / cpu, unit: 'values/s per core' },
      { name: 'store, append on this machine', value: values / wall, unit: 'values/s' },
      {
        name: 'store, sealing',
        value: stored / ((user + system) / 1e6),
        unit: 'values/s per core',
      },
      { name: 'store, open rows per agent, two hours', value: openBytes / 1000 / 1024, unit: 'KB' },
      ...sizes(file, stored),
    ]
  })
}
function sizes(file: string, values: number): BenchRow[] {
  const database = new DatabaseSync(file, { readOnly: true })
  const one = (sql: string): number => Number(Object.values(database.prepare(sql).get() ?? {})[0])
  const sealed = one('SELECT sum(length(bytes)) FROM block')
  const pages = one('PRAGMA page_count') - one('PRAGMA freelist_count')
  const file1 = (pages * one('PRAGMA page_size')) / values
  database.close()
  return [
    { name: 'store, bytes a value when sealed', value: sealed / values, unit: 'B' },
    { name: 'store, bytes a value in the file, all tables', value: file1, unit: 'B' },
  ]
}

/** 10,000 hosts of 10 series, the hour before. */
async function newest(): Promise<BenchRow[]> {
  return withStore(async (store) => {
    const before = await memoryBytes()
    const hosts = await hostsOf(store, 10_000)
    for (let minute = 0; minute < 10; minute++) {
      const times = [0, 1, 2, 3, 4, 5].map((i) => start + (minute * 6 + i) * minuteMs)
      await Promise.all(hosts.map((host) => store.append([host.frame(times)], start)))
    }
    hosts.length = 0
    const after = await memoryBytes()
    const one = await medianMs(() => store.latest({ measurements: ['bench_0'] }))
    const all = await medianMs(() => store.latest({}))
    return [
      { name: 'store, newest values of 10,000 hosts', value: one, unit: 'ms' },
      { name: 'store, newest values of 10,000 hosts, all 60 values', value: all, unit: 'ms' },
      {
        name: 'store, memory per agent of 10 series after an hour',
        value: (after - before) / 10_000 / 1024,
        unit: 'KB',
      },
    ]
  })
}
/** Resident memory after the garbage is gone, as far as one can ask for that. */
async function memoryBytes(): Promise<number> {
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return process.memoryUsage.rss()
}

async function reports(): Promise<BenchRow[]> {
  return withStore(async (store) => {
    const hosts = await hostsOf(store, 200, descriptors.slice(0, 1))
    for (let day = 0; day < 30; day++) {
      const times = Array.from({ length: 288 }, (_, i) => start + day * dayMs + i * 5 * minuteMs)
      await Promise.all(hosts.map((host) => store.append([host.frame(times)], start)))
    }
    await store.maintain(start + 30 * dayMs)
    const month = { fromMs: start, toMs: start + 30 * dayMs, stepMs: dayMs, field: 'percent' }
    const seriesIds = [...store.series.all()].map(({ id }) => id)
    const maximum = await medianMs(() => store.range({ ...month, seriesIds, aggregate: 'max' }))
    return [
      {
        name: 'store, daily maximum of 200 hosts over 30 days',
        value: maximum,
        unit: 'ms',
      },
    ]
  })
}

async function oneDay(): Promise<BenchRow[]> {
  return withStore(async (store) => {
    const [host] = await hostsOf(store, 1)
    const times = Array.from({ length: 1440 }, (_, i) => start + i * minuteMs)
    for (let i = 0; i < 1440; i += 60) {
      if (host) await store.append([host.frame(times.slice(i, i + 60))], start)
    }
    await store.maintain(start + 23.5 * hourMs)
    const seriesIds = [...store.series.all()].map(({ id }) => id)
    const day = { field: 'percent', fromMs: start, toMs: start + dayMs }
    const graph = await medianMs(() => store.range({ ...day, seriesIds: seriesIds.slice(0, 1) }))
    const ten = await medianMs(() => store.range({ ...day, seriesIds }))
    const windows = await medianMs(() => store.range({ ...day, seriesIds, stepMs: 300_000 }))
    return [
      { name: 'store, 24 h of one host', value: ten, unit: 'ms' },
      { name: 'store, 24 h of one field of one host', value: graph, unit: 'ms' },
      { name: 'store, 24 h of ten fields in windows of 5 min', value: windows, unit: 'ms' },
    ]
  })
}

export async function storeBench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const part of [ingest, oneDay, reports, newest]) rows.push(...(await part()))
  return rows
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { name, value, unit } of await storeBench()) {
    console.log(`${value.toFixed(value < 100 ? 2 : 0).padStart(12)} ${unit.padEnd(18)} ${name}`)
  }
}
