import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What stands behind what, hosts of an incident, the register of power cuts, calendars. */
export const incidentsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('host_parent')
      .addColumn('child_id', 'text', (column) => column.notNull())
      .addColumn('parent_id', 'text', (column) => column.notNull())
      .addColumn('how', 'text', (column) => column.notNull())
      .addColumn('since_ms', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('host_parent_key', ['child_id', 'parent_id', 'how'])
      .execute()
    await db.schema
      .createTable('incident_host')
      .addColumn('incident_id', 'text', (column) => column.notNull())
      .addColumn('host_id', 'text', (column) => column.notNull())
      .addColumn('lost_ms', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('incident_host_key', ['incident_id', 'host_id'])
      .execute()
    await db.schema
      .createTable('power_loss')
      .addColumn('host_id', 'text', (column) => column.notNull())
      .addColumn('from_ms', 'integer', (column) => column.notNull())
      .addColumn('site_id', 'text', (column) => column.notNull())
      .addColumn('to_ms', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('power_loss_key', ['host_id', 'from_ms'])
      .execute()
    await db.schema.createIndex('power_loss_from').on('power_loss').column('from_ms').execute()
    await db.schema
      .createTable('maintenance_window')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('expected_schedule')
      .addColumn('scope', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute()
  },
}
