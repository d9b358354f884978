/** Programs of others that write line protocol to us: their tokens, hosts and refused points. */
import type { Kysely, Selectable } from 'kysely'
import type { Clock } from '../../lib/clock.ts'
import type { Role } from '../model/hosts.ts'
import type { IdentityTables } from './identity-tables.ts'
import { createLineHosts, type LineHosts } from './line-hosts.ts'
import { createLineRefusals, type LineRefusals } from './line-refusals.ts'
import type { LineTables } from './line-tables.ts'
import { newId, newSecret, secretHash } from './secret-text.ts'

export interface LineSource {
  readonly id: string
  readonly name: string
  /** Hosts that are known by this source alone get these. */
  readonly role: Role
  readonly siteId: string | null
  readonly departmentId: string | null
  /** Series that it may have; points of further ones are refused. */
  readonly seriesMax: number
  readonly createdAtMs: number
  readonly lastWriteMs: number | null
  /** Since it was made. */
  readonly points: number
  readonly refused: number
  readonly revoked: boolean
}
export type NewLineSource = Pick<
  LineSource,
  'name' | 'role' | 'siteId' | 'departmentId' | 'seriesMax'
>
/** What happened since it was last noted. */
export interface LineTally {
  readonly sourceId: string
  readonly lastWriteMs: number
  readonly points: number
  readonly refused: number
}

export interface LineSourcesRepository extends LineHosts, LineRefusals {
  /** By name. */
  all(): Promise<readonly LineSource[]>
  /** The secret is shown once and kept only as a hash. @throws Error when the name is taken. */
  create(request: NewLineSource): Promise<{ readonly id: string; readonly secret: string }>
  revoke(id: string): Promise<void>
  limit(id: string, seriesMax: number): Promise<void>
  /** The source of this secret, unless it is unknown or revoked. */
  find(secret: string): Promise<LineSource | undefined>
  note(tallies: readonly LineTally[]): Promise<void>
}

/** Kept in tags: what line protocol and addresses can say without escapes. */
export function isSourceName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/.test(text)
}

/** Series of a source that nobody gave another number: a Telegraf on a server has 100 to 1,000. */
export const seriesMaxDefault = 5000

export function createLineSources(
  db: Kysely<LineTables & IdentityTables>,
  clock: Clock,
): LineSourcesRepository {
  const change = async (
    id: string,
    values: { readonly revoked?: number; readonly series_max?: number },
  ): Promise<void> => {
    await db.updateTable('line_source').set(values).where('id', '=', id).execute()
  }
  return {
    ...createLineHosts(db),
    ...createLineRefusals(db),
    all: async () =>
      (await db.selectFrom('line_source').selectAll().orderBy('name').execute()).map(sourceOf),
    create: (request) => create(db, request, clock.now()),
    revoke: (id) => change(id, { revoked: 1 }),
    limit: (id, series_max) => change(id, { series_max }),
    find: async (secret) => {
      const row = await db
        .selectFrom('line_source')
        .selectAll()
        .where('hash', '=', secretHash(secret))
        .where('revoked', '=', 0)
        .executeTakeFirst()
      return row && sourceOf(row)
    },
    note: (tallies) => note(db, tallies),
  }
}

async function create(
  db: Kysely<LineTables>,
  { name, role, siteId, departmentId, seriesMax }: NewLineSource,
  created_at_ms: number,
): Promise<{ readonly id: string; readonly secret: string }> {
  const named = db.selectFrom('line_source').select('id').where('name', '=', name)
  if ((await named.executeTakeFirst()) !== undefined) throw new SourceNameTaken(name)
  const id = newId()
  const secret = newSecret('mlinzi_')
  const place = { site_id: siteId, department_id: departmentId }
  const limits = { series_max: seriesMax, created_at_ms, last_write_ms: null }
  await db
    .insertInto('line_source')
    .values({ id, hash: secretHash(secret), name, role, ...place, ...limits })
    .execute()
  return { id, secret }
}

function note(db: Kysely<LineTables>, tallies: readonly LineTally[]): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    for (const { sourceId, lastWriteMs, points, refused } of tallies) {
      await transaction
        .updateTable('line_source')
        .set((row) => ({
          last_write_ms: lastWriteMs,
          points: row('points', '+', points),
          refused: row('refused', '+', refused),
        }))
        .where('id', '=', sourceId)
        .execute()
    }
  })
}

export class SourceNameTaken extends Error {
  override readonly name = 'SourceNameTaken'
  constructor(source: string) {
    super(`There is a source "${source}" already; choose another name or revoke that one`)
  }
}

function sourceOf(row: Selectable<LineTables['line_source']>): LineSource {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    siteId: row.site_id,
    departmentId: row.department_id,
    seriesMax: row.series_max,
    createdAtMs: row.created_at_ms,
    lastWriteMs: row.last_write_ms,
    points: row.points,
    refused: row.refused,
    revoked: row.revoked !== 0,
  }
}
