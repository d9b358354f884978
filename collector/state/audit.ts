/** Who changed what and when. Only added to, and cut at the old end. */
import type { Kysely } from 'kysely'
import type { Clock } from '../../lib/clock.ts'
import type { OfficeTables } from './office-tables.ts'

export interface AuditEntry {
  readonly id: number
  readonly atMs: number
  /** A user's name, `token:NAME`, or `cli`. */
  readonly actor: string
  /** A word such as `alert.acknowledge`; its text is in the console's locales. */
  readonly action: string
  readonly subject: string
  /** Never holds a secret. */
  readonly details: string
}
export interface AuditRepository {
  add(entry: Pick<AuditEntry, 'actor' | 'action' | 'subject' | 'details'>): Promise<void>
  /** Newest first, older than the given id when there is one. */
  list(query: {
    readonly beforeId?: number
    readonly limit: number
  }): Promise<readonly AuditEntry[]>
}

/** About ten years of a busy office; the oldest go first. */
const entriesMax = 200_000
const detailsMax = 1000

export function createAudit(db: Kysely<OfficeTables>, clock: Clock): AuditRepository {
  return {
    add: async ({ actor, action, subject, details }) => {
      const inserted = await db
        .insertInto('audit_entry')
        .values({
          at_ms: clock.now(),
          actor,
          action,
          subject,
          details: details.slice(0, detailsMax),
        })
        .executeTakeFirstOrThrow()
      await db
        .deleteFrom('audit_entry')
        .where('id', '<=', Number(inserted.insertId ?? 0) - entriesMax)
        .execute()
    },
    list: async ({ beforeId, limit }) => {
      let query = db.selectFrom('audit_entry').selectAll().orderBy('id', 'desc').limit(limit)
      if (beforeId !== undefined) query = query.where('id', '<', beforeId)
      const rows = await query.execute()
      return rows.map(({ at_ms, ...rest }) => ({ ...rest, atMs: at_ms }))
    },
  }
}
