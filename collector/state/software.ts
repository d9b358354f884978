/** The programs of each host as last told, and what changed from list to list. */
import { sql, type Kysely } from 'kysely'
import type { IdentityTables } from './identity-tables.ts'
import type { RegistersTables } from './registers-tables.ts'

export interface InstalledProgram {
  readonly name: string
  /** Empty: not told. */
  readonly version: string
  readonly publisher: string
}
export interface SoftwareList {
  readonly items: readonly InstalledProgram[]
  /** How many there was no room for, all behind the last item. */
  readonly leftOut: number
}
export interface SoftwareChange {
  readonly kind: 'installed' | 'removed' | 'updated'
  readonly name: string
  /** Empty where there was none. */
  readonly before: string
  readonly after: string
}
export interface DatedSoftwareChange extends SoftwareChange {
  readonly atMs: number
}
/** A program over the fleet. */
export interface FleetProgram {
  readonly name: string
  readonly hosts: number
  /** The first few, most frequent first. */
  readonly versions: readonly { readonly version: string; readonly hosts: number }[]
}
export interface SoftwareRepository {
  /**
   * Keeps the host's new list and what changed; nothing has changed at first sight. Answers the
   * changes, all of them; only the first `changesKeptMax` are kept.
   */
  replace(
    hostId: string,
    next: SoftwareList,
    atMs: number,
    compare: (before: SoftwareList, next: SoftwareList) => readonly SoftwareChange[],
  ): Promise<readonly SoftwareChange[]>
  /** Newest first. */
  changes(hostId: string, fromMs: number, limit: number): Promise<readonly DatedSoftwareChange[]>
  ofHost(hostId: string): Promise<readonly InstalledProgram[]>
  /** By name; of one department or of all hosts. `search`: a part of the name. */
  fleet(query: {
    readonly search: string
    readonly departmentId?: string | null
    readonly offset: number
    readonly limit: number
  }): Promise<{ readonly programs: readonly FleetProgram[]; readonly total: number }>
}

export const changesKeptMax = 50
const changesPerHostMax = 2000
const versionsMax = 6
const rowsPerInsert = 200

type Db = Kysely<RegistersTables & IdentityTables>

export function createSoftware(db: Db): SoftwareRepository {
  return {
    replace: (hostId, next, atMs, compare) =>
      db.transaction().execute(async (transaction) => {
        const before = await listOf(transaction, hostId)
        const changes = before ? compare(before, next) : []
        await writeList(transaction, hostId, next, atMs)
        if (changes.length > 0) await writeChanges(transaction, hostId, changes, atMs)
        return changes
      }),
    changes: async (hostId, fromMs, limit) => {
      const rows = await db
        .selectFrom('software_change')
        .selectAll()
        .where('host_id', '=', hostId)
        .where('at_ms', '>=', fromMs)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ at_ms, kind, name, version_before, version_after }) => ({
        atMs: at_ms,
        kind,
        name,
        before: version_before,
        after: version_after,
      }))
    },
    ofHost: async (hostId) => (await listOf(db, hostId))?.items ?? [],
    fleet: (query) => fleetPrograms(db, query),
  }
}

async function listOf(db: Db, hostId: string): Promise<SoftwareList | undefined> {
  const list = await db
    .selectFrom('software_list')
    .select('left_out')
    .where('host_id', '=', hostId)
    .executeTakeFirst()
  if (!list) return undefined
  const items = await db
    .selectFrom('software')
    .select(['name', 'version', 'publisher'])
    .where('host_id', '=', hostId)
    .orderBy('name')
    .orderBy('version')
    .execute()
  return { items, leftOut: list.left_out }
}

async function writeList(db: Db, hostId: string, next: SoftwareList, atMs: number): Promise<void> {
  await db.deleteFrom('software_list').where('host_id', '=', hostId).execute()
  await db
    .insertInto('software_list')
    .values({ host_id: hostId, at_ms: atMs, left_out: next.leftOut })
    .execute()
  for (let at = 0; at < next.items.length; at += rowsPerInsert) {
    const rows = next.items.slice(at, at + rowsPerInsert)
    await db
      .insertInto('software')
      .values(rows.map((item) => ({ host_id: hostId, ...item })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

async function writeChanges(
  db: Db,
  hostId: string,
  changes: readonly SoftwareChange[],
  atMs: number,
): Promise<void> {
  const rows = changes.slice(0, changesKeptMax).map(({ kind, name, before, after }) => ({
    host_id: hostId,
    at_ms: atMs,
    kind,
    name,
    version_before: before,
    version_after: after,
  }))
  await db.insertInto('software_change').values(rows).execute()
  const oldest = db
    .selectFrom('software_change')
    .select('id')
    .where('host_id', '=', hostId)
    .orderBy('id', 'desc')
    .offset(changesPerHostMax)
    .limit(1)
  const old = await oldest.executeTakeFirst()
  if (!old) return
  const gone = db.deleteFrom('software_change').where('host_id', '=', hostId)
  await gone.where('id', '<=', old.id).execute()
}

async function fleetPrograms(
  db: Db,
  { search, departmentId, offset, limit }: Parameters<SoftwareRepository['fleet']>[0],
): ReturnType<SoftwareRepository['fleet']> {
  let query = db
    .selectFrom('software')
    .innerJoin('host', 'host.id', 'software.host_id')
    .where('host.confirmed', '=', 1)
  if (departmentId !== undefined) query = query.where('host.department_id', 'is', departmentId)
  if (search !== '') {
    const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where(sql<boolean>`software.name like ${pattern} escape '\\'`)
  }
  const counted = await query
    .select(sql<number>`count(distinct software.name)`.as('total'))
    .executeTakeFirst()
  const named = await query
    .select(['software.name', sql<number>`count(distinct software.host_id)`.as('hosts')])
    .groupBy('software.name')
    .orderBy('hosts', 'desc')
    .orderBy('software.name')
    .offset(offset)
    .limit(limit)
    .execute()
  const names = named.map(({ name }) => name)
  const versions = await query
    .where('software.name', 'in', names)
    .select(['software.name', 'software.version', sql<number>`count(*)`.as('hosts')])
    .groupBy(['software.name', 'software.version'])
    .orderBy('hosts', 'desc')
    .orderBy('software.version', 'desc')
    .execute()
  const byName = Map.groupBy(versions, ({ name }) => name)
  const programs = named.map(({ name, hosts }) => ({
    name,
    hosts,
    versions: (byName.get(name) ?? [])
      .slice(0, versionsMax)
      .map((one) => ({ version: one.version, hosts: one.hosts })),
  }))
  return { programs, total: counted?.total ?? 0 }
}
