import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Who is told by which way, channels, escalations, links of mails, alerts that were of no use. */
export const notifyMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('recipient_route')
      .addColumn('recipient_id', 'text', (column) =>
        column.primaryKey().references('recipient.id').onDelete('cascade'),
      )
      .addColumn('part', 'text', (column) => column.notNull())
      .addColumn('phone', 'text', (column) => column.notNull())
      .addColumn('channels', 'text', (column) => column.notNull())
      .addColumn('hours', 'text', (column) => column.notNull())
      .addColumn('mails_per_day', 'integer')
      .addColumn('mails_per_month', 'integer')
      .addColumn('sms_per_day', 'integer', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('channel')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('enabled', 'integer', (column) => column.notNull())
      .addColumn('severity_min', 'text', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('settings', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .alterTable('outbox_mail')
      .addColumn('channel', 'text', (column) => column.notNull().defaultTo('mail'))
      .execute()
    await db.schema
      .createIndex('outbox_mail_reader')
      .on('outbox_mail')
      .columns(['recipient_id', 'channel', 'sent_at_ms'])
      .execute()
    await marks(db)
  },
}

async function marks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alert_escalation')
    .addColumn('alert_id', 'text', (column) => column.notNull())
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('recipient_id', 'text', (column) => column.notNull())
    .addColumn('at_ms', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('alert_escalation_key', ['alert_id', 'step', 'recipient_id'])
    .execute()
  await db.schema
    .createTable('used_link')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('at_ms', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('alert_verdict')
    .addColumn('alert_id', 'text', (column) => column.primaryKey())
    .addColumn('rule_id', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('by_whom', 'text', (column) => column.notNull())
    .addColumn('at_ms', 'integer', (column) => column.notNull())
    .execute()
  await sql`CREATE INDEX alert_verdict_time ON alert_verdict (at_ms)`.execute(db)
}
