import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The lines of the sites: what the office knows of each, and when each did not carry. */
export const wanMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('wan_line')
      .addColumn('site_id', 'text', (column) =>
        column.primaryKey().references('site.id').onDelete('cascade'),
      )
      .addColumn('value', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('wan_outage')
      .addColumn('site_id', 'text', (column) =>
        column.notNull().references('site.id').onDelete('cascade'),
      )
      .addColumn('from_ms', 'integer', (column) => column.notNull())
      .addColumn('to_ms', 'integer')
      .addPrimaryKeyConstraint('wan_outage_key', ['site_id', 'from_ms'])
      .execute()
    await db.schema
      .createTable('wan_service')
      .addColumn('check_id', 'text', (column) =>
        column.primaryKey().references('network_check.id').onDelete('cascade'),
      )
      .addColumn('department_id', 'text', (column) =>
        column.references('department.id').onDelete('set null'),
      )
      .execute()
  },
}
