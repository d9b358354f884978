import type { Kysely } from 'kysely'

/** A piece of an agent's dictionary, as its message brought it. */
export interface DictionaryPiece {
  /** Index of its first entry. */
  readonly first: number
  readonly count: number
  /** Chain hash over all entries up to the end of this piece, 32 hex digits. */
  readonly hash: string
  /** The binary dictionary message itself. */
  readonly message: Uint8Array
  /** Store id of each entry; 0 for one that was refused. */
  readonly seriesIds: readonly number[]
}

export interface AgentPiece {
  readonly agentId: string
  readonly piece: DictionaryPiece
}

/** What the collector holds of each agent's dictionary. */
export interface DictionaryRepository {
  /** In order of `first`. */
  load(agentId: string): Promise<readonly DictionaryPiece[]>
  /** In one transaction, durable on return; a piece replaces what began at its index or after. */
  add(pieces: readonly AgentPiece[]): Promise<void>
  /** Forgets all pieces that begin at or after the index. */
  truncate(agentId: string, count: number): Promise<void>
}

export interface DictionaryTables {
  agent_dictionary: {
    agent_id: string
    first: number
    count: number
    hash: string
    message: Uint8Array
    series_ids: string
  }
}

export function createDictionaryRepository(db: Kysely<DictionaryTables>): DictionaryRepository {
  const truncate = async (
    transaction: Kysely<DictionaryTables>,
    agentId: string,
    count: number,
  ): Promise<void> => {
    await transaction
      .deleteFrom('agent_dictionary')
      .where('agent_id', '=', agentId)
      .where('first', '>=', count)
      .execute()
  }
  return {
    load: async (agentId) => {
      const rows = await db
        .selectFrom('agent_dictionary')
        .selectAll()
        .where('agent_id', '=', agentId)
        .orderBy('first')
        .execute()
      return rows.map((row) => ({
        first: row.first,
        count: row.count,
        hash: row.hash,
        message: row.message,
        seriesIds: row.series_ids.split(',').map(Number),
      }))
    },
    add: (pieces) =>
      db.transaction().execute(async (transaction) => {
        for (const { agentId, piece } of pieces) {
          await truncate(transaction, agentId, piece.first)
          await transaction.insertInto('agent_dictionary').values(rowOf(agentId, piece)).execute()
        }
      }),
    truncate: (agentId, count) => truncate(db, agentId, count),
  }
}

function rowOf(agentId: string, piece: DictionaryPiece): DictionaryTables['agent_dictionary'] {
  return {
    agent_id: agentId,
    first: piece.first,
    count: piece.count,
    hash: piece.hash,
    message: piece.message,
    series_ids: piece.seriesIds.join(','),
  }
}
