import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Devices without an agent, the pollers that look at them, and checks of devices and services. */
export const networkMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('network_device')
      .addColumn('host_id', 'text', (column) =>
        column.primaryKey().references('host.id').onDelete('cascade'),
      )
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('poller_host_id', 'text', (column) =>
        column.references('host.id').onDelete('set null'),
      )
      .addColumn('snmp', 'text')
      .addColumn('secret', 'text')
      .execute()
    await db.schema
      .createTable('network_site')
      .addColumn('site_id', 'text', (column) =>
        column.primaryKey().references('site.id').onDelete('cascade'),
      )
      .addColumn('poller_host_id', 'text', (column) =>
        column.notNull().references('host.id').onDelete('cascade'),
      )
      .execute()
    await db.schema
      .createTable('network_check')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('device_id', 'text', (column) =>
        column.references('network_device.host_id').onDelete('cascade'),
      )
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('secret', 'text')
      .addColumn('pollers', 'text', (column) => column.notNull())
      .addColumn('enabled', 'integer', (column) => column.notNull())
      .addColumn('created_at_ms', 'integer', (column) => column.notNull())
      .execute()
    await speakers(db)
    await revision(db)
  },
}

/** Whom each poller was ever asked to look at: what it has kept of that time is still taken. */
async function speakers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('network_speaker')
    .addColumn('poller_host_id', 'text', (column) =>
      column.notNull().references('host.id').onDelete('cascade'),
    )
    .addColumn('device_id', 'text', (column) =>
      column.notNull().references('network_device.host_id').onDelete('cascade'),
    )
    .addColumn('last_ms', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('network_speaker_key', ['poller_host_id', 'device_id'])
    .execute()
}

/** Triggers count, so that another program's change (the command line) is seen too. */
async function revision(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('network_revision')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute()
  await sql`insert into network_revision (id, revision) values (1, 1)`.execute(db)
  for (const table of ['network_device', 'network_site', 'network_check']) {
    for (const change of ['insert', 'update', 'delete']) {
      await sql`create trigger ${sql.raw(`${table}_${change}`)} after ${sql.raw(change)} on ${sql.table(table)}
        begin update network_revision set revision = revision + 1; end`.execute(db)
    }
  }
}
