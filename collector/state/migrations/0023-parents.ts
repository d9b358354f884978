import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** On which port a host hangs and who said so; what switches told between two runs of discovery. */
export const parentsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('host_parent').addColumn('port', 'text').execute()
    await db.schema.alterTable('host_parent').addColumn('said_by', 'text').execute()
    await db.schema
      .createTable('device_links')
      .addColumn('device_id', 'text', (column) =>
        column.primaryKey().references('host.id').onDelete('cascade'),
      )
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('at_ms', 'integer', (column) => column.notNull())
      .execute()
  },
}
