import { afterEach, beforeEach, expect, test } from 'vitest'
import { openState, type StateDatabase } from '../../../collector/state/database.ts'
import { ingestMigration } from '../../../collector/state/migrations/0004-ingest.ts'
import {
  createQuarantineRepository,
  type QuarantinedRow,
  type QuarantineTables,
} from '../../../collector/state/quarantine.ts'

let state: StateDatabase<QuarantineTables>
beforeEach(async () => {
  state = await openState<QuarantineTables>(':memory:', { '0004-ingest': ingestMigration })
})
afterEach(() => state.close())

const row = (seq: number, hostId = 'host'): QuarantinedRow => ({
  atMs: 1,
  agentId: 'a',
  hostId,
  epoch: 'e',
  seq,
  measurement: 'cpu',
  field: 'usage',
  reason: 'out_of_range',
  value: '101',
})

test('the newest rows stay, the oldest go', async () => {
  const quarantine = createQuarantineRepository(state.db, 5)
  for (const seq of [1, 2, 3, 4, 5, 6, 7]) await quarantine.add([row(seq)])
  const kept = await quarantine.newest(10)
  expect(kept.map(({ seq }) => seq)).toEqual([7, 6, 5, 4, 3])
})

test('a row that is sent again is kept once', async () => {
  const quarantine = createQuarantineRepository(state.db)
  await quarantine.add([row(1), row(1)])
  await quarantine.add([row(1)])
  expect(await quarantine.newest(10)).toEqual([row(1)])
})

test('rows of one host can be asked for', async () => {
  const quarantine = createQuarantineRepository(state.db)
  await quarantine.add([row(1), row(2, 'other')])
  expect((await quarantine.newest(10, 'other')).map(({ seq }) => seq)).toEqual([2])
})
