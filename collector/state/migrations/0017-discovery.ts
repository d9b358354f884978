import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Subnets that pollers look through, what was found there, what hangs on which port of a switch. */
export const discoveryMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('discovery_subnet')
      .addColumn('cidr', 'text', (column) => column.primaryKey())
      .addColumn('site_id', 'text', (column) =>
        column.notNull().references('site.id').onDelete('cascade'),
      )
      .addColumn('per_second', 'integer', (column) => column.notNull())
      .addColumn('every_days', 'integer', (column) => column.notNull())
      .addColumn('any_time', 'integer', (column) => column.notNull())
      .addColumn('snmp', 'text', (column) => column.notNull())
      .addColumn('secret', 'text')
      .addColumn('wanted', 'integer', (column) => column.notNull())
      .addColumn('run', 'text')
      .addColumn('run_ms', 'integer')
      .addColumn('state', 'text')
      .addColumn('done_ms', 'integer')
      .addColumn('asked', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('answered', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('personal', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema
      .createTable('discovery_found')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('site_id', 'text', (column) =>
        column.notNull().references('site.id').onDelete('cascade'),
      )
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('cidr', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('mac', 'text')
      .addColumn('facts', 'text', (column) => column.notNull())
      .addColumn('print', 'text', (column) => column.notNull())
      .addColumn('declined', 'text')
      .addColumn('decided_by', 'text')
      .addColumn('decided_ms', 'integer')
      .addColumn('first_ms', 'integer', (column) => column.notNull())
      .addColumn('last_ms', 'integer', (column) => column.notNull())
      .addUniqueConstraint('discovery_found_key', ['site_id', 'key'])
      .execute()
    await db.schema
      .createTable('discovery_device')
      .addColumn('device_id', 'text', (column) =>
        column.primaryKey().references('host.id').onDelete('cascade'),
      )
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('at_ms', 'integer', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('parent_declined')
      .addColumn('child_id', 'text', (column) => column.notNull())
      .addColumn('parent_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('parent_declined_key', ['child_id', 'parent_id'])
      .execute()
  },
}
