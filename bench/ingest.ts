import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chainHash, emptyDictionaryHash, encodeDictionary } from '../contract/wire/dictionary.ts'
import { FrameWriter } from '../contract/wire/frame-writer.ts'
import type { Row, SeriesDescriptor } from '../contract/wire/series.ts'
import { createIngest, type Ingest } from '../collector/ingest/ingest.ts'
import type { AgentPeer, PeerSession } from '../collector/model/sessions.ts'
import type { StoredSeries, TimeSeriesStore } from '../collector/model/store.ts'
import { createBootRepository, type BootTables } from '../collector/state/boots.ts'
import { openState } from '../collector/state/database.ts'
import {
  createDictionaryRepository,
  type DictionaryTables,
} from '../collector/state/dictionaries.ts'
import { ingestMigration } from '../collector/state/migrations/0004-ingest.ts'
import { createQuarantineRepository, type QuarantineTables } from '../collector/state/quarantine.ts'
import { openEmbeddedStore } from '../collector/store/embedded-store.ts'
import { systemClock } from '../lib/system-clock.ts'
import type { BenchRow } from './rows.ts'

const seriesCount = 12
const fieldsPerSeries = 5
const valuesPerSample = seriesCount * fieldsPerSeries
const agents = 100
const samplesPerAgent = 200
const epoch = 'e'.repeat(32)
const log = { debug: no, info: no, warn: no, error: no }

function no(): void {}

const series = Array.from({ length: seriesCount }, (_, number): SeriesDescriptor => ({
  measurement: `bench_${number}`,
  tags: [],
  fields: Array.from({ length: fieldsPerSeries }, (__, field) => ({
    name: `field_${field}`,
    kind: field === 4 ? 'integer' : 'float',
    decimals: field === 4 ? 0 : 2,
  })),
}))

/** Values that move as those of a computer do: most a little, some not at all. */
function sample(number: number, startMs: number): Row[] {
  return series.map((_, index) => ({
    series: index,
    seq: number * seriesCount + index,
    timeMs: startMs + number * 60_000,
    values: Array.from({ length: fieldsPerSeries }, (__, field) =>
      field === 3 ? 8 : Math.round(5000 + 2000 * Math.sin(number / (3 + index) + field)),
    ),
  }))
}

interface Script {
  readonly dictionary: readonly Uint8Array[]
  readonly frames: readonly Uint8Array[]
}

/** What one agent sends: a frame per sample as when live, or as full frames as after an outage. */
function script(kind: 'live' | 'history', samplesPerFrame: number, nowMs: number): Script {
  const startMs = nowMs - samplesPerAgent * 60_000
  const writer = new FrameWriter({ sessionEpoch: epoch, seriesOf: (index) => series[index] })
  const frames: Uint8Array[] = []
  for (let first = 0; first < samplesPerAgent; first += samplesPerFrame) {
    const rows = Array.from({ length: samplesPerFrame }, (_, offset) =>
      sample(first + offset, startMs),
    ).flat()
    const clock = { boot: 1, offsetMs: startMs - 60_000 }
    const written = writer.write({ kind, epoch, clock, urgent: true, rows })
    frames.push(written.bytes)
    // The agent of the bench is always acknowledged before it sends again.
    writer.acknowledged(written.number)
  }
  return { dictionary: encodeDictionary(0, series), frames }
}

function memoryStore(): TimeSeriesStore {
  const all: StoredSeries[] = []
  let commits = 0
  const unused = (): never => {
    throw new Error('Not used by this benchmark')
  }
  return {
    series: {
      get: (id) => all[id - 1],
      ofHost: unused,
      all: () => all,
      register: async (hostId, descriptors) =>
        descriptors.map((descriptor) => all.push({ id: all.length + 1, hostId, descriptor })),
    },
    append: async (frames, arrivalMs) => ({ number: ++commits, arrivalMs, frames }),
    received: unused,
    range: unused,
    latest: unused,
    commitsAfter: unused,
    release: unused,
    maintain: unused,
    dropOldest: unused,
    stats: unused,
    backup: unused,
    close: unused,
  }
}

class BenchPeer implements AgentPeer {
  readonly agentId: string
  readonly hostId: string
  readonly hello: AgentPeer['hello']
  session: PeerSession | undefined
  acknowledged = 0
  wake: () => void = no
  constructor(number: number, nowMs: number) {
    this.agentId = number.toString(16).padStart(32, '0')
    this.hostId = `bench-${number}`
    const hash = series.reduce((before, one) => chainHash(before, one), emptyDictionaryHash)
    const uptimeMs = samplesPerAgent * 60_000 + 60_000
    this.hello = {
      type: 'hello',
      agentId: this.agentId,
      epoch,
      version: '0',
      hostname: this.hostId,
      platform: 'linux',
      clock: { wallMs: nowMs, uptimeMs, boot: 1 },
      dictionary: { count: series.length, hash },
      checks: [],
      configVersion: 0,
      facts: { macs: [] },
      backlogRows: 0,
      instance: '0'.repeat(16),
    }
  }
  send(message: Parameters<AgentPeer['send']>[0]): void {
    if (message.type !== 'ack') return
    this.acknowledged = message.frame
    this.wake()
  }
  pause(): void {}
  resume(): void {}
  close(): void {}
  reached(frame: number): Promise<void> {
    return new Promise((resolve) => {
      this.wake = () => this.acknowledged >= frame && resolve()
      this.wake()
    })
  }
}

async function openIngest(
  store: TimeSeriesStore,
  folder: string,
): Promise<{ readonly ingest: Ingest; readonly close: () => Promise<void> }> {
  type Tables = DictionaryTables & BootTables & QuarantineTables
  const state = await openState<Tables>(join(folder, 'state.db'), {
    '0004-ingest': ingestMigration,
  })
  const ingest = createIngest({
    store,
    dictionaries: createDictionaryRepository(state.db),
    boots: createBootRepository(state.db),
    quarantine: createQuarantineRepository(state.db),
    hosts: { setInventory: async () => undefined, setContact: async () => undefined },
    catalogue: new Map(),
    clock: systemClock,
    log,
    random: Math.random,
    profileOf: () => ({ name: 'lan', sampleSeconds: 60, postSeconds: 60, lazyAckSeconds: 0 }),
    siteOf: () => null,
    freeBytes: async () => Infinity,
    onCommit: no,
    onHeard: no,
    onClockOffset: no,
  })
  return {
    ingest,
    close: async () => {
      await ingest.close()
      await state.close()
    },
  }
}

/** Values per second of CPU (user and system, all threads) from bytes to acknowledgement. */
async function measure(
  store: TimeSeriesStore,
  kind: 'live' | 'history',
  samplesPerFrame: number,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'mlinzi-bench-'))
  const { ingest, close } = await openIngest(store, folder)
  const nowMs = systemClock.now()
  const { dictionary, frames } = script(kind, samplesPerFrame, nowMs)
  const peers = Array.from({ length: agents }, (_, number) => new BenchPeer(number, nowMs))
  for (const peer of peers) {
    peer.session = await ingest.open(peer, nowMs)
    for (const message of dictionary) peer.session.receiveFrame(message)
  }
  const begun = process.cpuUsage()
  for (const [index, frame] of frames.entries()) {
    for (const peer of peers) peer.session?.receiveFrame(frame)
    await Promise.all(peers.map((peer) => peer.reached(index + 1)))
  }
  const { user, system } = process.cpuUsage(begun)
  await close()
  rmSync(folder, { recursive: true, force: true })
  const { rows } = ingest.counts()
  if (rows !== agents * samplesPerAgent * seriesCount) throw new Error(`Only ${rows} rows came`)
  return Math.round((rows * fieldsPerSeries) / ((user + system) / 1e6))
}

async function measureDurable(kind: 'live' | 'history', samplesPerFrame: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'mlinzi-bench-store-'))
  const store = await openEmbeddedStore({
    path: join(folder, 'series.db'),
    log,
    clock: systemClock,
    retention: { full: 14, m5: 400, h1: 1825 },
  })
  const value = await measure(store, kind, samplesPerFrame)
  await store.close()
  rmSync(folder, { recursive: true, force: true })
  return value
}

/** The ingest alone, and with the embedded store to the durable acknowledgement. */
export async function ingestBench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  const unit = 'values/CPU-s'
  const cases = [
    ['live frames of one sample', 'live', 1],
    ['history frames of 50 samples', 'history', 50],
  ] as const
  for (const [words, kind, samplesPerFrame] of cases) {
    await measure(memoryStore(), kind, samplesPerFrame)
    const value = await measure(memoryStore(), kind, samplesPerFrame)
    const durable = await measureDurable(kind, samplesPerFrame)
    rows.push(
      { name: `ingest, decode, check, repair (${words})`, value, unit },
      { name: `ingest, to the durable ack (${words})`, value: durable, unit },
    )
  }
  return rows
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.table(await ingestBench())
  console.log(
    `${valuesPerSample} values a sample, ${agents} agents, ${samplesPerAgent} samples each`,
  )
}
