/** Bearer tokens of programs that use /api/v1. */
import type { Kysely } from 'kysely'
import type { Clock } from '../../lib/clock.ts'
import type { OfficeTables, TokenRole } from './office-tables.ts'
import { newId, newSecret, secretHash } from './secret-text.ts'

export interface ApiToken {
  readonly id: string
  readonly name: string
  readonly role: TokenRole
  readonly createdAtMs: number
  readonly lastUsedMs: number | null
  readonly revoked: boolean
}
export interface ApiTokensRepository {
  all(): Promise<readonly ApiToken[]>
  /** The secret is shown once and kept only as a hash. */
  create(name: string, role: TokenRole): Promise<{ readonly id: string; readonly secret: string }>
  revoke(id: string): Promise<void>
  /** The token of this secret, unless it is unknown or revoked. */
  find(secret: string): Promise<ApiToken | undefined>
}

/** `last_used_ms` is not written for each request. */
const usedStepMs = 60_000

export function createApiTokens(db: Kysely<OfficeTables>, clock: Clock): ApiTokensRepository {
  return {
    all: async () => {
      const rows = await db.selectFrom('api_token').selectAll().orderBy('created_at_ms').execute()
      return rows.map(tokenOf)
    },
    create: async (name, role) => {
      const id = newId()
      const secret = newSecret('mlinzi_')
      const hash = secretHash(secret)
      const created_at_ms = clock.now()
      await db
        .insertInto('api_token')
        .values({ id, hash, name, role, created_at_ms, last_used_ms: null, revoked: 0 })
        .execute()
      return { id, secret }
    },
    revoke: async (id) => {
      await db.updateTable('api_token').set({ revoked: 1 }).where('id', '=', id).execute()
    },
    find: async (secret) => {
      const row = await db
        .selectFrom('api_token')
        .selectAll()
        .where('hash', '=', secretHash(secret))
        .where('revoked', '=', 0)
        .executeTakeFirst()
      if (row === undefined) return undefined
      const last_used_ms = clock.now()
      if (last_used_ms - (row.last_used_ms ?? 0) >= usedStepMs)
        await db.updateTable('api_token').set({ last_used_ms }).where('id', '=', row.id).execute()
      return tokenOf(row)
    },
  }
}

function tokenOf(row: OfficeTables['api_token']): ApiToken {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    createdAtMs: row.created_at_ms,
    lastUsedMs: row.last_used_ms,
    revoked: row.revoked !== 0,
  }
}
