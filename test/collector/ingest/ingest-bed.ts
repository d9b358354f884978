import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProfileSettings } from '../../../contract/wire/messages.ts'
import type { Measurement } from '../../../contract/catalogue/grammar.ts'
import type { Commit, TimeSeriesStore } from '../../../collector/model/store.ts'
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
      dropOldest: unused,
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

/** Waits until it is true, over many turns of the event loop; fails when it never is. */
export async function until(isTrue: () => boolean, what: string, turns = 5000): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    if (isTrue()) return
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error(`Never came true: ${what}`)
}
