import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Staff notice, usage by day, installed programs with their changes, removable devices. */
export const registersMigration: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await notice(db)
    await usage(db)
    await software(db)
    await removables(db)
  },
}

async function notice(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('staff_notice')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('at_ms', 'integer', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('days', 'integer', (column) => column.notNull())
    .execute()
}

async function usage(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('usage_day')
    .addColumn('host_id', 'text', (column) =>
      column.notNull().references('host.id').onDelete('cascade'),
    )
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('last_ms', 'integer', (column) => column.notNull())
    .addColumn('on_seconds', 'integer', (column) => column.notNull())
    .addColumn('used_seconds', 'integer', (column) => column.notNull())
    .addColumn('logons', 'integer')
    .addColumn('failed_logons', 'integer')
    .addColumn('users', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('usage_day_key', ['host_id', 'day'])
    .execute()
}

async function software(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('software_list')
    .addColumn('host_id', 'text', (column) =>
      column.primaryKey().references('host.id').onDelete('cascade'),
    )
    .addColumn('at_ms', 'integer', (column) => column.notNull())
    .addColumn('left_out', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('software')
    .addColumn('host_id', 'text', (column) =>
      column.notNull().references('software_list.host_id').onDelete('cascade'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('publisher', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('software_key', ['host_id', 'name', 'version'])
    .execute()
  await sql`create index software_name on software (name)`.execute(db)
  await db.schema
    .createTable('software_change')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('host_id', 'text', (column) =>
      column.notNull().references('host.id').onDelete('cascade'),
    )
    .addColumn('at_ms', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('version_before', 'text', (column) => column.notNull())
    .addColumn('version_after', 'text', (column) => column.notNull())
    .execute()
  await sql`create index software_change_host on software_change (host_id, at_ms)`.execute(db)
}

async function removables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('removable_device')
    .addColumn('device', 'text', (column) => column.primaryKey())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('registered_at_ms', 'integer', (column) => column.notNull())
    .addColumn('registered_by', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('removable_seen')
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('host_id', 'text', (column) =>
      column.notNull().references('host.id').onDelete('cascade'),
    )
    .addColumn('first_ms', 'integer', (column) => column.notNull())
    .addColumn('last_ms', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('removable_seen_key', ['device', 'host_id'])
    .execute()
}
