import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What InfluxDB must still be told, how far it has been told, and what it refused. */
export const outletMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table outlet_dirty (
      hour integer not null, series integer not null, what integer not null, mark integer not null,
      primary key (hour, series)
    ) without rowid`.execute(db)
    await db.schema
      .createTable('outlet_cursor')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('commit_number', 'integer', (column) => column.notNull())
      .addColumn('transition_id', 'integer', (column) => column.notNull())
      .addColumn('sealed_hour', 'integer', (column) => column.notNull())
      .addColumn('marked_at_ms', 'integer', (column) => column.notNull())
      .addColumn('target', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('outlet_refused')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('at_ms', 'integer', (column) => column.notNull())
      .addColumn('measurement', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('line', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('outlet_refusal')
      .addColumn('kind', 'text', (column) => column.primaryKey())
      .addColumn('points', 'integer', (column) => column.notNull())
      .execute()
  },
}
