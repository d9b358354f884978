/** When computers should be on, where the officer said so: one row for a role or a computer. */
import type { Kysely } from 'kysely'
import { expectedOnSchema } from '../../config/expected-on.ts'
import type { Role } from '../model/hosts.ts'
import type { ExpectedOn, ExpectedSchedules } from '../model/office.ts'
import type { IncidentTables } from './incident-tables.ts'

export type ExpectedScope = { readonly role: Role } | { readonly hostId: string }
type Db = Kysely<Pick<IncidentTables, 'expected_schedule'>>

const rolePrefix = 'role:'
const hostPrefix = 'host:'

/** Undefined: everything is as usual. A row that cannot be read says nothing. */
export async function readExpected(db: Db): Promise<ExpectedSchedules | undefined> {
  const rows = await db.selectFrom('expected_schedule').selectAll().orderBy('scope').execute()
  const roles: Record<string, ExpectedOn> = {}
  const hosts: Record<string, ExpectedOn> = {}
  for (const { scope, value } of rows) {
    const read = expectedOnSchema.safeParse(jsonOf(value))
    if (!read.success) continue
    if (scope.startsWith(rolePrefix)) roles[scope.slice(rolePrefix.length)] = read.data
    if (scope.startsWith(hostPrefix)) hosts[scope.slice(hostPrefix.length)] = read.data
  }
  return rows.length > 0 ? { roles, hosts } : undefined
}

/** Null: as usual from now on. */
export async function writeExpected(
  db: Db,
  of: ExpectedScope,
  on: ExpectedOn | null,
): Promise<void> {
  const scope = 'role' in of ? `${rolePrefix}${of.role}` : `${hostPrefix}${of.hostId}`
  if (on === null) {
    await db.deleteFrom('expected_schedule').where('scope', '=', scope).execute()
    return
  }
  const value = JSON.stringify(on)
  await db
    .insertInto('expected_schedule')
    .values({ scope, value })
    .onConflict((conflict) => conflict.column('scope').doUpdateSet({ value }))
    .execute()
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
