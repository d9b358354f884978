import path from 'node:path'
import type { Kysely } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { openState } from '../../../collector/state/database.ts'
import { removeFolders, temporaryFolder } from '../../support/door.ts'

afterAll(removeFolders)

const making = (table: string) => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema.createTable(table).addColumn('id', 'integer').execute()
  },
})

test('a migration that came later with a lower number is applied too', async () => {
  const file = path.join(await temporaryFolder(), 'state.sqlite')
  const first = { '0001-a': making('a'), '0013-c': making('c') }
  await (await openState(file, first)).close()
  const state = await openState<{ b: { id: number } }>(file, { ...first, '0009-b': making('b') })
  expect(await state.db.selectFrom('b').selectAll().execute()).toEqual([])
  await state.close()
})
