import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What the ingest must remember of each agent: dictionary, boots; and the rows it set aside. */
export const ingestMigration: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .createTable('agent_dictionary')
      .addColumn('agent_id', 'text', (column) => column.notNull())
      .addColumn('first', 'integer', (column) => column.notNull())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('message', 'blob', (column) => column.notNull())
      .addColumn('series_ids', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('agent_dictionary_key', ['agent_id', 'first'])
      .execute()
    await db.schema
      .createTable('agent_boot')
      .addColumn('agent_id', 'text', (column) => column.notNull())
      .addColumn('boot', 'integer', (column) => column.notNull())
      .addColumn('instant_ms', 'integer', (column) => column.notNull())
      .addColumn('observed_uptime_ms', 'integer', (column) => column.notNull())
      .addColumn('last_uptime_ms', 'integer', (column) => column.notNull())
      .addColumn('estimated', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('agent_boot_key', ['agent_id', 'boot'])
      .execute()
    await db.schema
      .createTable('quarantine')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('at_ms', 'integer', (column) => column.notNull())
      .addColumn('agent_id', 'text', (column) => column.notNull())
      .addColumn('host_id', 'text', (column) => column.notNull())
      .addColumn('epoch', 'text', (column) => column.notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('measurement', 'text', (column) => column.notNull())
      .addColumn('field', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addUniqueConstraint('quarantine_row', ['agent_id', 'epoch', 'seq'])
      .execute()
    await sql`create index quarantine_host on quarantine (host_id, id)`.execute(db)
  },
}
