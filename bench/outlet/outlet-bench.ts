/**
 * How fast series reach a real InfluxDB: the outlet as it is, beside a bare writer that posts the
 * very same batches, prepared beforehand, to the same InfluxDB. They take turns about every second,
 * and who begins changes: what else the machine and the server do meets both alike. InfluxDB's own
 * compactions make single turns differ by a factor of two, so the figure is the median of many pairs.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { AppendFrame, Commit } from '../../collector/model/store.ts'
import { Outlet } from '../../collector/outlet/outlet.ts'
import type { OutletSettings } from '../../collector/outlet/settings.ts'
import { createOutlet } from '../../collector/state/outlet.ts'
import { openCollectorState } from '../../collector/state-tables.ts'
import { openEmbeddedStore, type EmbeddedStore } from '../../collector/store/embedded-store.ts'
import { systemClock } from '../../lib/system-clock.ts'
import type { BenchRow } from '../rows.ts'
import { median } from '../statistics.ts'
import { BenchHost, descriptors } from '../store-fleet.ts'
import { Catcher, writeBare } from './bare-writer.ts'
import { benchSettings, makeDatabase, startInflux } from './influx.ts'

const log = { debug: no, info: no, warn: console.warn, error: console.error }
function no(): void {}
const hostsMax = 200
const pastHosts = 50
const pastRows = 60
const rounds = 5
const turns = 4
/** Of all hosts; below the outlet's queue. */
const commitsATurn = 50
const hourMs = 3_600_000
const pointsATurn = hostsMax * descriptors.length * commitsATurn

/** Seconds of one turn of each, one right after the other. */
interface Pair {
  readonly live: number
  readonly bare: number
}
interface Figures {
  readonly pairs: readonly Pair[]
  /** Points a second. */
  readonly past: number
}
interface Scene {
  readonly folder: string
  readonly url: string
  readonly store: EmbeddedStore
  /** Commits and the requests that the outlet makes of them, for each turn. */
  readonly commits: readonly (readonly Commit[])[]
  readonly bodies: readonly (readonly Buffer[])[]
}

export async function outletBench(): Promise<BenchRow[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mlinzi-bench-outlet-'))
  const influx = await startInflux(folder)
  const retention = { full: 40, m5: 396, h1: 1827 }
  const file = path.join(folder, 'series.db')
  const store = await openEmbeddedStore({ path: file, log, clock: systemClock, retention })
  try {
    const commits = await commitLive(store)
    const bodies = await requestsOf(folder, store, commits)
    const scene: Scene = { folder, url: influx.url, store, commits, bodies }
    const hour = await commitPast(store)
    const found: Figures[] = []
    for (let round = 0; round <= rounds; round++) {
      const figures = await measure(scene, hour, round)
      // The first one warms up both.
      if (round > 0) found.push(figures)
    }
    return rowsOf(found)
  } finally {
    await store.close()
    await influx.child.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

function rowsOf(found: readonly Figures[]): BenchRow[] {
  const comparedWith = 'bare writer, same batches, same InfluxDB'
  const pairs = found.flatMap(({ pairs: some }) => some)
  const ratios = pairs.map(({ live, bare }) => bare / live).toSorted((a, b) => a - b)
  const bareRate = pointsATurn / median(pairs.map(({ bare }) => bare))
  const past = median(found.map((one) => one.past))
  const name = 'InfluxDB outlet against a bare writer'
  const ratioRow = (what: string, value: number): BenchRow => ({
    name: `${name}${what}`,
    value,
    unit: 'ratio',
    comparedWith,
  })
  const quarter = ratios.length >> 2
  const whole = (take: (one: Pair) => number): number =>
    pairs.reduce((sum, one) => sum + take(one), 0)
  return [
    ratioRow('', median(ratios)),
    ratioRow(`: of ${pairs.length} pairs, a quarter is below`, ratios[quarter] ?? NaN),
    ratioRow(': a quarter is above', ratios.at(-1 - quarter) ?? NaN),
    ratioRow(': all turns together', whole(({ bare }) => bare) / whole(({ live }) => live)),
    {
      name: 'InfluxDB outlet, live rows',
      value: Math.round(pointsATurn / median(pairs.map(({ live }) => live))),
      unit: 'points/s',
      comparedWith,
      ratio: median(ratios),
    },
    {
      name: 'InfluxDB outlet, past hours with roll-ups',
      value: Math.round(past),
      unit: 'points/s',
      comparedWith,
      ratio: past / bareRate,
    },
    {
      name: 'InfluxDB 1.6, bare writer of 6 fields a point',
      value: Math.round(bareRate),
      unit: 'points/s',
    },
  ]
}

/** Rows of the hour that is open, as live rows are. */
async function commitLive(store: EmbeddedStore): Promise<readonly (readonly Commit[])[]> {
  const startMs = Math.floor(Date.now() / hourMs) * hourMs
  const hosts: BenchHost[] = []
  for (let i = 0; i < hostsMax; i++) {
    hosts.push(new BenchHost(i, await store.series.register(`host-${i}`, descriptors)))
  }
  const made: Commit[][] = []
  for (let turn = 0; turn < turns; turn++) {
    const commits: Commit[] = []
    for (let at = 0; at < commitsATurn; at++) {
      const timeMs = startMs + (turn * commitsATurn + at) * 10_000
      const frames: AppendFrame[] = hosts.map((host) => host.frame([timeMs]))
      commits.push(await store.append(frames, Date.now()))
    }
    made.push(commits)
  }
  return made
}

/** The outlet's own requests, as a server that only listens gets them. */
async function requestsOf(
  folder: string,
  store: EmbeddedStore,
  commits: readonly (readonly Commit[])[],
): Promise<readonly (readonly Buffer[])[]> {
  const catcher = new Catcher()
  const url = await catcher.open()
  const state = await openCollectorState(path.join(folder, 'caught.db'))
  try {
    const settings = benchSettings(url, 'caught')
    const outlet = await liveOutlet(store, createOutlet(state.db), settings, before(commits))
    const bodies: Buffer[][] = []
    for (const one of commits) {
      await feed(outlet, one)
      bodies.push(catcher.bodies.splice(0))
    }
    await outlet.stop()
    const lines = bodies.flat().reduce((sum, body) => sum + body.toString().split('\n').length, 0)
    if (lines !== turns * pointsATurn) throw new Error(`the outlet made ${lines} lines`)
    return bodies
  } finally {
    await state.close()
    await catcher.close()
  }
}

/** Each into a database of its own. */
async function measure(scene: Scene, hour: number, round: number): Promise<Figures> {
  const { folder, url, store, commits } = scene
  const state = await openCollectorState(path.join(folder, `state-${round}.db`))
  const [live, bare, past] = ['live', 'bare', 'past'].map((name) =>
    benchSettings(url, `${name}${round}`),
  )
  if (!live || !bare || !past) throw new Error('no settings')
  try {
    for (const { database } of [live, bare, past]) await makeDatabase(url, database)
    const outlet = await liveOutlet(store, createOutlet(state.db), live, before(commits))
    const pairs: Pair[] = []
    for (let turn = 0; turn < turns; turn++) {
      const seconds = { live: 0, bare: 0 }
      const both = [
        async () => (seconds.live = await timed(feed(outlet, commits[turn] ?? []))),
        async () => (seconds.bare = await timed(writeBare(bare, scene.bodies[turn] ?? []))),
      ]
      for (const one of (round + turn) % 2 ? both : both.toReversed()) await one()
      pairs.push(seconds)
    }
    const { pointsSent, pointsRefused, fault } = await outlet.stats()
    await outlet.stop()
    const points = turns * pointsATurn
    if (pointsSent < points || pointsRefused > 0 || fault) throw new Error('not all was sent')
    const pastRate = await feedPast(store, createOutlet(state.db), past, hour)
    return { pairs, past: pastRate }
  } finally {
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
    store: {
      series: store.series,
      range: store.range.bind(store),
      stats: store.stats.bind(store),
      // Only what it is offered; what it lets go others still need.
      commitsAfter: async () => [],
      release: async () => undefined,
    },
    state,
    tagsOf: () => host,
    presences: () => [],
    siteName: () => undefined,
    optionalTags: () => [],
    clock: systemClock,
    log,
    random: Math.random,
  })
}
const nothing = { commit: 0, transition: 0, sealedHour: 0, markedAtMs: 0, target: '' }
const targetOf = ({ url, database }: OutletSettings): string => `influxdb-1 ${url} ${database}`

/** One that waits for the commit after this one, with its mark sent. */
async function liveOutlet(
  store: EmbeddedStore,
  state: ReturnType<typeof createOutlet>,
  settings: OutletSettings,
  commit: number,
): Promise<Outlet> {
  const sealedHour = Math.floor(Date.now() / hourMs) - 1
  await state.save({ ...nothing, sealedHour, target: targetOf(settings), commit }, [])
  const outlet = outletOn(store, state, settings)
  await outlet.start()
  await outlet.idle()
  return outlet
}

function before(commits: readonly (readonly Commit[])[]): number {
  return (commits[0]?.[0]?.number ?? 1) - 1
}

async function feed(outlet: Outlet, commits: readonly Commit[]): Promise<void> {
  for (const commit of commits) outlet.offer(commit)
  await outlet.idle()
}

/** Seconds. */
async function timed(work: Promise<void>): Promise<number> {
  const from = performance.now()
  await work
  return (performance.now() - from) / 1000
}

/** A sealed hour. */
async function commitPast(store: EmbeddedStore): Promise<number> {
  const startMs = Math.floor(Date.now() / hourMs) * hourMs - 5 * hourMs
  for (let i = 0; i < pastHosts; i++) {
    const ids = await store.series.register(`past-${i}`, descriptors)
    const times = Array.from({ length: pastRows }, (_, at) => startMs + at * 60_000)
    await store.append([new BenchHost(1000 + i, ids).frame(times)], Date.now())
  }
  for (let turn = 0; turn < 5; turn++) await store.maintain(Date.now())
  return Math.floor(startMs / hourMs)
}

/** It read back from the store, with its roll-ups. */
async function feedPast(
  store: EmbeddedStore,
  state: ReturnType<typeof createOutlet>,
  settings: OutletSettings,
  hour: number,
): Promise<number> {
  const progress = { ...nothing, sealedHour: Math.floor(Date.now() / hourMs) - 1 }
  const { lastCommit } = await store.stats()
  await state.save({ ...progress, target: targetOf(settings), commit: lastCommit }, [
    { hour, series: 0, what: 3 },
  ])
  const outlet = outletOn(store, state, settings)
  const from = performance.now()
  await outlet.start()
  while ((await outlet.stats()).waitingHours > 0) await systemClock.sleep(25)
  const seconds = (performance.now() - from) / 1000
  const { pointsSent } = await outlet.stats()
  await outlet.stop()
  return pointsSent / seconds
}
