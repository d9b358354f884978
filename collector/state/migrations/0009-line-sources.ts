import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Programs that write line protocol, the hosts that are known by them alone, what was refused. */
export const lineSourcesMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('line_source')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('hash', 'text', (column) => column.notNull().unique())
      .addColumn('name', 'text', (column) => column.notNull().unique())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('site_id', 'text')
      .addColumn('department_id', 'text')
      .addColumn('series_max', 'integer', (column) => column.notNull())
      .addColumn('created_at_ms', 'integer', (column) => column.notNull())
      .addColumn('last_write_ms', 'integer')
      .addColumn('points', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('refused', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('revoked', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema
      .createTable('line_host')
      .addColumn('host_id', 'text', (column) =>
        column.primaryKey().references('host.id').onDelete('cascade'),
      )
      .addColumn('name', 'text', (column) => column.notNull().unique())
      .addColumn('source_id', 'text', (column) =>
        column.notNull().references('line_source.id').onDelete('cascade'),
      )
      .execute()
    await db.schema
      .createTable('line_refused')
      .addColumn('source_id', 'text', (column) =>
        column.notNull().references('line_source.id').onDelete('cascade'),
      )
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('line', 'text', (column) => column.notNull())
      .addColumn('points', 'integer', (column) => column.notNull())
      .addColumn('at_ms', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('line_refused_key', ['source_id', 'reason'])
      .execute()
  },
}
