/** What each computer told of losing its power; the register of cuts is made of it. */
import type { Kysely } from 'kysely'
import type { IncidentTables } from './incident-tables.ts'

export interface PowerLossRecord {
  readonly hostId: string
  /** Where it stood then. */
  readonly siteId: string
  readonly fromMs: number
  readonly toMs: number
}
export interface PowerLossesRepository {
  /** These take the place of what was known of the host from then on; a known one keeps its site. */
  replace(hostId: string, sinceMs: number, losses: readonly PowerLossRecord[]): Promise<void>
  /** Those that began in that time. */
  between(fromMs: number, toMs: number): Promise<readonly PowerLossRecord[]>
}

const rowsMax = 100_000

export function createPowerLosses(db: Kysely<IncidentTables>): PowerLossesRepository {
  return {
    replace: (hostId, sinceMs, losses) =>
      db.transaction().execute(async (tx) => {
        const before = await tx
          .deleteFrom('power_loss')
          .where('host_id', '=', hostId)
          .where('from_ms', '>=', sinceMs)
          .returning(['from_ms', 'site_id'])
          .execute()
        const sites = new Map(before.map((row) => [row.from_ms, row.site_id]))
        for (const { siteId, fromMs, toMs } of losses) {
          if (fromMs < sinceMs) continue
          const site_id = sites.get(fromMs) ?? siteId
          const row = { host_id: hostId, from_ms: fromMs, site_id, to_ms: toMs }
          await tx
            .insertInto('power_loss')
            .values(row)
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        }
      }),
    between: async (fromMs, toMs) => {
      const rows = await db
        .selectFrom('power_loss')
        .selectAll()
        .where('from_ms', '>=', fromMs)
        .where('from_ms', '<', toMs)
        .orderBy('from_ms')
        .limit(rowsMax)
        .execute()
      return rows.map((row) => {
        return { hostId: row.host_id, siteId: row.site_id, fromMs: row.from_ms, toMs: row.to_ms }
      })
    },
  }
}
