import { sql, type Generated, type Insertable, type Kysely, type Selectable } from 'kysely'

/** A row that was settled without being stored (I5). */
export interface QuarantinedRow {
  readonly atMs: number
  readonly agentId: string
  readonly hostId: string
  readonly epoch: string
  readonly seq: number
  readonly measurement: string
  /** Field at fault; empty when the whole row is. */
  readonly field: string
  readonly reason: QuarantineReason
  /** The value at fault as text. */
  readonly value: string
}
export type QuarantineReason =
  | 'unknown_series'
  | 'too_many_series'
  | 'bad_series'
  | 'type_conflict'
  | 'wrong_count'
  | 'out_of_range'
  | 'unknown_state'
  | 'bad_text'
  | 'bad_time'
  | 'not_its_device'

export interface QuarantineRepository {
  /** Keeps the newest rows up to the bound; a row that is re-sent is kept once. */
  add(rows: readonly QuarantinedRow[]): Promise<void>
  /** Newest first. */
  newest(limit: number, hostId?: string): Promise<readonly QuarantinedRow[]>
}

export interface QuarantineTables {
  quarantine: {
    id: Generated<number>
    at_ms: number
    agent_id: string
    host_id: string
    epoch: string
    seq: number
    measurement: string
    field: string
    reason: string
    value: string
  }
}

export const quarantineRowsMax = 10_000

export function createQuarantineRepository(
  db: Kysely<QuarantineTables>,
  rowsMax = quarantineRowsMax,
): QuarantineRepository {
  return {
    add: (rows) =>
      db.transaction().execute(async (transaction) => {
        for (const row of rows) {
          await transaction
            .insertInto('quarantine')
            .values(tableRow(row))
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        }
        await transaction
          .deleteFrom('quarantine')
          .where('id', '<=', sql<number>`(select max(id) from quarantine) - ${rowsMax}`)
          .execute()
      }),
    newest: async (limit, hostId) => {
      let query = db.selectFrom('quarantine').selectAll().orderBy('id', 'desc').limit(limit)
      if (hostId !== undefined) query = query.where('host_id', '=', hostId)
      return (await query.execute()).map(quarantinedRow)
    },
  }
}

function tableRow(row: QuarantinedRow): Insertable<QuarantineTables['quarantine']> {
  return {
    at_ms: row.atMs,
    agent_id: row.agentId,
    host_id: row.hostId,
    epoch: row.epoch,
    seq: row.seq,
    measurement: row.measurement,
    field: row.field,
    reason: row.reason,
    value: row.value,
  }
}

const reasons: Readonly<Record<QuarantineReason, true>> = {
  unknown_series: true,
  too_many_series: true,
  bad_series: true,
  type_conflict: true,
  wrong_count: true,
  out_of_range: true,
  unknown_state: true,
  bad_text: true,
  bad_time: true,
  not_its_device: true,
}

function isReason(text: string): text is QuarantineReason {
  return Object.hasOwn(reasons, text)
}

function quarantinedRow(row: Selectable<QuarantineTables['quarantine']>): QuarantinedRow {
  return {
    atMs: row.at_ms,
    agentId: row.agent_id,
    hostId: row.host_id,
    epoch: row.epoch,
    seq: row.seq,
    measurement: row.measurement,
    field: row.field,
    // A word of a later release, read after going back to this one.
    reason: isReason(row.reason) ? row.reason : 'bad_series',
    value: row.value,
  }
}
