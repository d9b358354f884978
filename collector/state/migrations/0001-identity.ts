import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Hosts, the keys of their agents, and the tokens that let new ones in. */
export const identityMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await hosts(db)
    await db.schema
      .createTable('agent_key')
      .addColumn('agent_id', 'text', (column) => column.primaryKey())
      .addColumn('public_key', 'text', (column) => column.notNull())
      .addColumn('host_id', 'text', (column) =>
        column.notNull().references('host.id').onDelete('cascade'),
      )
      .addColumn('hostname', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('created_at_ms', 'integer', (column) => column.notNull())
      .addColumn('last_seen_ms', 'integer')
      .addColumn('same_host_as', 'text', (column) =>
        column.references('host.id').onDelete('set null'),
      )
      .addColumn('token_id', 'text', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('agent_key_host').on('agent_key').column('host_id').execute()
    await db.schema
      .createTable('enrolment_token')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('secret_hash', 'text', (column) => column.notNull())
      .addColumn('created_at_ms', 'integer', (column) => column.notNull())
      .addColumn('expires_at_ms', 'integer', (column) => column.notNull())
      .addColumn('uses_left', 'integer', (column) => column.notNull())
      .addColumn('site_id', 'text')
      .addColumn('department_id', 'text')
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('auto_approve', 'integer', (column) => column.notNull())
      .addColumn('revoked', 'integer', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .execute()
  },
}

async function hosts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('host')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('site_id', 'text')
    .addColumn('department_id', 'text')
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('critical', 'integer', (column) => column.notNull())
    .addColumn('simulated', 'integer', (column) => column.notNull())
    .addColumn('labels', 'text', (column) => column.notNull())
    .addColumn('confirmed', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('last_seen_ms', 'integer')
    .addColumn('presence', 'text', (column) => column.notNull())
    .addColumn('presence_since_ms', 'integer')
    .addColumn('clock_offset_seconds', 'real')
    .addColumn('agent_version', 'text')
    .execute()
  await db.schema
    .createTable('host_inventory')
    .addColumn('host_id', 'text', (column) =>
      column.primaryKey().references('host.id').onDelete('cascade'),
    )
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('inventory', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('host_fact')
    .addColumn('host_id', 'text', (column) =>
      column.notNull().references('host.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('host_fact_key', ['host_id', 'kind', 'value'])
    .execute()
  await db.schema
    .createIndex('host_fact_value')
    .on('host_fact')
    .columns(['kind', 'value'])
    .execute()
}
