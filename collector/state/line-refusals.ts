/** Points of other programs that were not stored: one row a reason, with how many and the newest. */
import type { Kysely } from 'kysely'
import type { LineTables } from './line-tables.ts'

export interface LineRefusal {
  readonly sourceId: string
  readonly reason: string
  /** The newest such line, cut. */
  readonly line: string
  readonly points: number
  readonly atMs: number
}
export interface LineRefusals {
  /** Adds to what is known of each reason; keeps the newest reasons up to the bound. */
  refuse(refusals: readonly LineRefusal[]): Promise<void>
  /** Newest first. */
  refusals(sourceId: string, limit: number): Promise<readonly LineRefusal[]>
}

const reasonsPerSourceMax = 200

export function createLineRefusals(db: Kysely<LineTables>): LineRefusals {
  return {
    refuse: (refusals) =>
      db.transaction().execute(async (transaction) => {
        for (const { sourceId, reason, line, points, atMs } of refusals) {
          const row = { source_id: sourceId, reason, line, points, at_ms: atMs }
          await transaction
            .insertInto('line_refused')
            .values(row)
            .onConflict((conflict) =>
              conflict.columns(['source_id', 'reason']).doUpdateSet((known) => ({
                line,
                at_ms: atMs,
                points: known('line_refused.points', '+', points),
              })),
            )
            .execute()
        }
        for (const sourceId of new Set(refusals.map((one) => one.sourceId))) {
          await forgetOldest(transaction, sourceId)
        }
      }),
    refusals: async (sourceId, limit) => {
      const rows = await db
        .selectFrom('line_refused')
        .selectAll()
        .where('source_id', '=', sourceId)
        .orderBy('at_ms', 'desc')
        .orderBy('reason')
        .limit(limit)
        .execute()
      return rows.map(({ source_id, at_ms, ...row }) => ({
        ...row,
        sourceId: source_id,
        atMs: at_ms,
      }))
    },
  }
}

async function forgetOldest(db: Kysely<LineTables>, sourceId: string): Promise<void> {
  const kept = db
    .selectFrom('line_refused')
    .select('reason')
    .where('source_id', '=', sourceId)
    .orderBy('at_ms', 'desc')
    .limit(reasonsPerSourceMax)
  await db
    .deleteFrom('line_refused')
    .where('source_id', '=', sourceId)
    .where('reason', 'not in', kept)
    .execute()
}
