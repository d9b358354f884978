import type { CreateTableBuilder, Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Alerts and their transitions, silences, the engine's memory and cursor, the outbox. */
export const alertsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await alerts(db)
    await engine(db)
    await outbox(db)
  },
}

type Text = 'id' | 'subject' | 'key'
const table = <K extends Text>(db: Kysely<unknown>, name: string, key: K) =>
  db.schema.createTable(name).addColumn(key, 'text', (column) => column.primaryKey())
const numbered = (db: Kysely<unknown>, name: string): CreateTableBuilder<string, 'id'> =>
  db.schema
    .createTable(name)
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())

async function alerts(db: Kysely<unknown>): Promise<void> {
  await table(db, 'alert', 'id')
    .addColumn('rule_id', 'text', (column) => column.notNull())
    .addColumn('severity', 'text', (column) => column.notNull())
    .addColumn('host_id', 'text')
    .addColumn('site_id', 'text')
    .addColumn('object', 'text', (column) => column.notNull())
    .addColumn('opened_at_ms', 'integer', (column) => column.notNull())
    .addColumn('cleared_at_ms', 'integer')
    .addColumn('acknowledged_at_ms', 'integer')
    .addColumn('acknowledged_by', 'text')
    .addColumn('parent_id', 'text')
    .addColumn('message_values', 'text', (column) => column.notNull())
    .addColumn('expires_at_ms', 'integer')
    .addColumn('muted', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.createIndex('alert_cleared').on('alert').column('cleared_at_ms').execute()
  await db.schema.createIndex('alert_opened').on('alert').column('opened_at_ms').execute()
  await db.schema
    .createIndex('alert_host')
    .on('alert')
    .columns(['host_id', 'opened_at_ms'])
    .execute()
  await numbered(db, 'alert_transition')
    .addColumn('alert_id', 'text', (column) => column.notNull().references('alert.id'))
    .addColumn('at_ms', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('by_whom', 'text')
    .execute()
  await db.schema
    .createIndex('alert_transition_alert')
    .on('alert_transition')
    .column('alert_id')
    .execute()
  await table(db, 'alert_silence', 'id')
    .addColumn('rule_id', 'text')
    .addColumn('host_id', 'text')
    .addColumn('site_id', 'text')
    .addColumn('from_ms', 'integer', (column) => column.notNull())
    .addColumn('until_ms', 'integer', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('by_whom', 'text', (column) => column.notNull())
    .execute()
}

async function engine(db: Kysely<unknown>): Promise<void> {
  await table(db, 'rule_state', 'subject')
    .addColumn('state', 'text', (column) => column.notNull())
    .execute()
  await table(db, 'judged_event', 'key')
    .addColumn('at_ms', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('engine_cursor')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('commit_number', 'integer', (column) => column.notNull())
    .addColumn('alive_ms', 'integer', (column) => column.notNull())
    .execute()
}

async function outbox(db: Kysely<unknown>): Promise<void> {
  await numbered(db, 'outbox_mail')
    .addColumn('recipient_id', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('group_key', 'text', (column) => column.notNull())
    .addColumn('thread_id', 'integer')
    .addColumn('severity', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('due_ms', 'integer', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('last_error', 'text')
    .addColumn('message_id', 'text')
    .addColumn('subject', 'text')
    .addColumn('body', 'text')
    .addColumn('sent_at_ms', 'integer')
    .execute()
  await db.schema
    .createIndex('outbox_mail_due')
    .on('outbox_mail')
    .columns(['state', 'due_ms'])
    .execute()
  await db.schema
    .createIndex('outbox_mail_group')
    .on('outbox_mail')
    .columns(['recipient_id', 'group_key'])
    .execute()
  await numbered(db, 'outbox_matter')
    .addColumn('mail_id', 'integer', (column) => column.notNull().references('outbox_mail.id'))
    .addColumn('alert_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('at_ms', 'integer', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('outbox_matter_mail').on('outbox_matter').column('mail_id').execute()
  await db.schema
    .createIndex('outbox_matter_alert')
    .on('outbox_matter')
    .column('alert_id')
    .execute()
}
