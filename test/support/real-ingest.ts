/** The collector's own ingest and embedded store, for tests of what stands in front of them. */
import path from 'node:path'
import { createIngest, type Ingest } from '../../collector/ingest/ingest.ts'
import { createBootRepository, type BootTables } from '../../collector/state/boots.ts'
import { openState } from '../../collector/state/database.ts'
import {
  createDictionaryRepository,
  type DictionaryTables,
} from '../../collector/state/dictionaries.ts'
import { ingestMigration } from '../../collector/state/migrations/0004-ingest.ts'
import {
  createQuarantineRepository,
  type QuarantineTables,
} from '../../collector/state/quarantine.ts'
import { openEmbeddedStore, type EmbeddedStore } from '../../collector/store/embedded-store.ts'
import { catalogue } from '../../contract/catalogue/catalogue.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { lanProfile } from './door.ts'
import { rememberingLog } from './remembering-log.ts'

export interface RealIngest {
  readonly stage: Ingest
  readonly store: EmbeddedStore
  readonly log: ReturnType<typeof rememberingLog>
  close(): Promise<void>
}

export async function realIngest(folder: string): Promise<RealIngest> {
  const log = rememberingLog()
  const clock = systemClock
  const state = await openState<DictionaryTables & BootTables & QuarantineTables>(
    path.join(folder, 'ingest.sqlite'),
    { '0004-ingest': ingestMigration },
  )
  const store = await openEmbeddedStore({
    path: path.join(folder, 'series.sqlite'),
    log,
    clock,
    retention: { full: 14, m5: 400, h1: 1830 },
  })
  const stage = createIngest({
    store,
    dictionaries: createDictionaryRepository(state.db),
    boots: createBootRepository(state.db),
    quarantine: createQuarantineRepository(state.db),
    hosts: { setContact: async () => undefined, setInventory: async () => undefined },
    catalogue: new Map(catalogue.map((one) => [one.name, one])),
    clock,
    log,
    random: () => 0.5,
    profileOf: () => lanProfile,
    siteOf: () => null,
    freeBytes: async () => 1e12,
    onCommit: () => undefined,
    onHeard: () => undefined,
    onClockOffset: () => undefined,
  })
  return {
    stage,
    store,
    log,
    close: async () => {
      await stage.close()
      await store.close()
      await state.close()
    },
  }
}
