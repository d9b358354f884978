import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  chainHash,
  emptyDictionaryHash,
  encodeDictionary,
} from '../../../contract/wire/dictionary.ts'
import { FrameWriter, type FrameInput } from '../../../contract/wire/frame-writer.ts'
import type {
  Ack,
  AgentMessage,
  ClockNow,
  CollectorMessage,
  Hello,
  ProfileSettings,
} from '../../../contract/wire/messages.ts'
import type { Row, SeriesDescriptor } from '../../../contract/wire/series.ts'
import type { Measurement } from '../../../contract/catalogue/grammar.ts'
import type { AgentPeer, Commit, PeerSession, TimeSeriesStore } from '../../../collector/model.ts'
import { createIngest, type Ingest, type IngestParts } from '../../../collector/ingest/ingest.ts'
import { createBootRepository, type BootTables } from '../../../collector/state/boots.ts'
import { openState, type StateDatabase } from '../../../collector/state/database.ts'
import {
  createDictionaryRepository,
  type DictionaryTables,
} from '../../../collector/state/dictionaries.ts'
import { ingestMigration } from '../../../collector/state/migrations/0004-ingest.ts'
import {
  createQuarantineRepository,
  type QuarantineTables,
} from '../../../collector/state/quarantine.ts'
import type { Clock } from '../../../lib/clock.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'
import { MemoryStore } from './memory-store.ts'

type Tables = DictionaryTables & BootTables & QuarantineTables

export const lan: ProfileSettings = {
  name: 'lan',
  sampleSeconds: 60,
  postSeconds: 60,
  lazyAckSeconds: 0,
}

export const silentLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

export const cpu: Measurement = {
  name: 'cpu',
  help: '',
  since: '0.1.0',
  tags: {},
  fields: {
    usage: {
      kind: 'float',
      decimals: 2,
      unit: 'percent',
      min: 0,
      max: 100,
      help: '',
      since: '0.1.0',
    },
    cores: { kind: 'integer', unit: 'count', help: '', since: '0.1.0' },
  },
}
export const cpuSeries: SeriesDescriptor = {
  measurement: 'cpu',
  tags: [],
  fields: [
    { name: 'usage', kind: 'float', decimals: 2 },
    { name: 'cores', kind: 'integer', decimals: 0 },
  ],
}

/** An ingest on a real state database, with a store that tests can break. */
export class IngestBed {
  readonly folder = mkdtempSync(join(tmpdir(), 'mlinzi-ingest-'))
  readonly clock: VirtualClock
  readonly commits: Commit[] = []
  readonly offsets: [string, number][] = []
  readonly inventories: unknown[] = []
  state: StateDatabase<Tables> | undefined
  ingest: Ingest | undefined
  freeBytes = 2 ** 40
  readonly store: MemoryStore
  readonly #parts: Partial<IngestParts>

  constructor(
    parts: Partial<IngestParts> = {},
    store = new MemoryStore(),
    clock = new VirtualClock(),
  ) {
    this.#parts = parts
    this.store = store
    this.clock = clock
  }

  /** On the given store, or on the one that tests can break. */
  async start(real?: TimeSeriesStore): Promise<Ingest> {
    this.state = await openState<Tables>(join(this.folder, 'state.db'), {
      '0004-ingest': ingestMigration,
    })
    const { db } = this.state
    const unused = (): never => {
      throw new Error('The ingest does not read the store')
    }
    const store: TimeSeriesStore = real ?? {
      series: this.store.series,
      append: (frames, arrivalMs) => this.store.append(frames, arrivalMs),
      received: unused,
      range: unused,
      latest: unused,
      commitsAfter: unused,
      release: unused,
      maintain: unused,
      stats: unused,
      backup: unused,
      close: unused,
    }
    this.ingest = createIngest({
      store,
      dictionaries: createDictionaryRepository(db),
      boots: createBootRepository(db),
      quarantine: createQuarantineRepository(db),
      hosts: {
        setInventory: async (...inventory) => void this.inventories.push(inventory),
        setContact: async () => undefined,
      },
      catalogue: new Map([['cpu', cpu]]),
      clock: this.clock,
      log: silentLog,
      random: () => 0.5,
      profileOf: () => lan,
      siteOf: () => 'hq',
      freeBytes: async () => this.freeBytes,
      onCommit: (commit) => void this.commits.push(commit),
      onHeard: () => undefined,
      onClockOffset: (hostId, seconds) => void this.offsets.push([hostId, seconds]),
      ...this.#parts,
    })
    return this.ingest
  }

  get running(): Ingest {
    if (!this.ingest) throw new Error('Not started')
    return this.ingest
  }

  quarantined() {
    if (!this.state) throw new Error('Not started')
    return createQuarantineRepository(this.state.db).newest(100_000)
  }

  /** Ends ingest and database as a stop does; `start` goes on from the files. */
  async stop(): Promise<void> {
    await this.ingest?.close()
    await this.state?.close()
    this.ingest = undefined
    this.state = undefined
  }

  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** An agent's end of the wire, without a socket: frames are really written and read. */
export class WireAgent implements AgentPeer {
  readonly agentId: string
  readonly hostId: string
  readonly received: CollectorMessage[] = []
  readonly series: SeriesDescriptor[] = [cpuSeries]
  readonly clock: Clock
  epoch: string
  boot = 1
  paused = false
  closedWith: CollectorMessage | undefined
  isClosed = false
  session: PeerSession | undefined
  #writer: FrameWriter | undefined
  #seq = 0
  /** Wall clock error of this machine. */
  wallErrorMs = 0

  constructor(clock: Clock, id = 'a') {
    this.clock = clock
    this.agentId = id.padStart(32, '0').replaceAll(/[^0-9a-f]/g, '0')
    this.hostId = `host-${id}`
    this.epoch = id.padStart(32, 'e').replaceAll(/[^0-9a-f]/g, '0')
  }

  get hello(): Hello {
    const clock: ClockNow = {
      wallMs: this.clock.now() + this.wallErrorMs,
      uptimeMs: this.clock.uptime(),
      boot: this.boot,
    }
    return {
      type: 'hello',
      agentId: this.agentId,
      epoch: this.epoch,
      version: '0.1.0',
      hostname: this.hostId,
      platform: 'linux',
      clock,
      dictionary: { count: this.series.length, hash: this.#hash() },
      checks: [],
      configVersion: 0,
      facts: { macs: [] },
      backlogRows: 0,
      instance: '0123456789abcdef',
    }
  }

  async connect(ingest: Ingest): Promise<PeerSession> {
    const { hello } = this
    const peer: AgentPeer = {
      agentId: this.agentId,
      hostId: this.hostId,
      hello,
      send: (message) => this.send(message),
      pause: () => this.pause(),
      resume: () => this.resume(),
      close: (error) => this.close(error),
    }
    this.session = await ingest.open(peer, this.clock.now())
    this.#writer = new FrameWriter({
      sessionEpoch: hello.epoch,
      seriesOf: (index) => this.series[index],
    })
    this.announce(this.session.dictionary.count)
    return this.session
  }

  announce(from: number): void {
    const rest = this.series.slice(from)
    if (rest.length === 0) return
    for (const message of encodeDictionary(from, rest)) this.session?.receiveFrame(message)
  }

  rows(count: number, change: Partial<Row> = {}): Row[] {
    return Array.from({ length: count }, () => ({
      series: 0,
      seq: this.#seq++,
      timeMs: this.clock.now() + this.wallErrorMs,
      values: [4200, 4],
      ...change,
    }))
  }

  frame(rows: readonly Row[], change: Partial<FrameInput> = {}): Uint8Array {
    if (!this.#writer) throw new Error('Not connected')
    return this.#writer.write({
      kind: 'live',
      epoch: this.epoch,
      clock: { boot: this.boot, offsetMs: this.#offset() },
      urgent: true,
      rows,
      ...change,
    }).bytes
  }

  /** Sends rows as one frame; gives the frame's bytes. */
  post(rows: readonly Row[], change: Partial<FrameInput> = {}): Uint8Array {
    const bytes = this.frame(rows, change)
    this.session?.receiveFrame(bytes)
    return bytes
  }

  tell(message: AgentMessage): void {
    this.session?.receiveMessage(message)
  }

  get acks(): Ack[] {
    return this.received.filter((message) => message.type === 'ack')
  }

  send(message: CollectorMessage): void {
    this.received.push(message)
    if (message.type === 'ack') this.#writer?.acknowledged(message.frame)
    if (message.type === 'error' && message.code === 'bad_frame') this.#writer?.refused()
  }
  pause(): void {
    this.paused = true
  }
  resume(): void {
    this.paused = false
  }
  close(error?: CollectorMessage): void {
    this.isClosed = true
    this.closedWith = error
  }

  #offset(): number {
    return this.clock.now() + this.wallErrorMs - this.clock.uptime()
  }

  #hash(): string {
    return this.series.reduce((hash, series) => chainHash(hash, series), emptyDictionaryHash)
  }
}

/** Waits until it is true, over many turns of the event loop; fails when it never is. */
export async function until(isTrue: () => boolean, what: string, turns = 5000): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    if (isTrue()) return
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error(`Never came true: ${what}`)
}
