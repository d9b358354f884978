/** Sessions of the console: the browser holds a secret, this file only its hash. */
import type { Kysely } from 'kysely'
import type { Clock } from '../../lib/clock.ts'
import type { OfficeTables } from './office-tables.ts'
import { newSecret, secretHash } from './secret-text.ts'

/** Unused for so long, a session ends: a morning's login lasts the working day. */
export const sessionIdleMs = 10 * 3_600_000
/** However busy, it ends. */
export const sessionLifeMs = 7 * 24 * 3_600_000
/** More sessions of one user end the oldest. */
const sessionsPerUserMax = 10
/** `seen_at_ms` is not written for each request. */
const seenStepMs = 60_000

export interface ConsoleSession {
  readonly userId: string
  /** What each form of this session must carry. */
  readonly csrf: string
}
export interface SessionsRepository {
  /** The cookie's value. */
  create(userId: string): Promise<string>
  find(cookie: string): Promise<ConsoleSession | undefined>
  end(cookie: string): Promise<void>
}

export function createSessions(db: Kysely<OfficeTables>, clock: Clock): SessionsRepository {
  return {
    create: async (userId) => {
      const cookie = newSecret()
      const now = clock.now()
      await endOld(db, userId, now)
      await db
        .insertInto('console_session')
        .values({
          hash: secretHash(cookie),
          user_id: userId,
          csrf: newSecret(),
          created_at_ms: now,
          seen_at_ms: now,
        })
        .execute()
      return cookie
    },
    find: async (cookie) => {
      const now = clock.now()
      const hash = secretHash(cookie)
      const row = await db
        .selectFrom('console_session')
        .selectAll()
        .where('hash', '=', hash)
        .where('seen_at_ms', '>', now - sessionIdleMs)
        .where('created_at_ms', '>', now - sessionLifeMs)
        .executeTakeFirst()
      if (row === undefined) return undefined
      if (now - row.seen_at_ms >= seenStepMs)
        await db
          .updateTable('console_session')
          .set({ seen_at_ms: now })
          .where('hash', '=', hash)
          .execute()
      return { userId: row.user_id, csrf: row.csrf }
    },
    end: async (cookie) => {
      await db.deleteFrom('console_session').where('hash', '=', secretHash(cookie)).execute()
    },
  }
}

async function endOld(db: Kysely<OfficeTables>, userId: string, now: number): Promise<void> {
  await db
    .deleteFrom('console_session')
    .where((where) =>
      where.or([
        where('seen_at_ms', '<=', now - sessionIdleMs),
        where('created_at_ms', '<=', now - sessionLifeMs),
      ]),
    )
    .execute()
  const kept = db
    .selectFrom('console_session')
    .select('hash')
    .where('user_id', '=', userId)
    .orderBy('seen_at_ms', 'desc')
    .limit(sessionsPerUserMax - 1)
  await db
    .deleteFrom('console_session')
    .where('user_id', '=', userId)
    .where('hash', 'not in', kept)
    .execute()
}
