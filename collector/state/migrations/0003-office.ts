import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The office's settings, sites and people; users of the console, their sessions; the audit log. */
export const officeMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('office_setting')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('site')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull().unique())
      .addColumn('profile', 'text', (column) => column.notNull())
      .addColumn('subnets', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('department')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull().unique())
      .execute()
    await db.schema
      .createTable('recipient')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('severity_min', 'text', (column) => column.notNull())
      .addColumn('site_id', 'text', (column) => column.references('site.id').onDelete('cascade'))
      .addColumn('department_id', 'text', (column) =>
        column.references('department.id').onDelete('cascade'),
      )
      .execute()
    await people(db)
    await db.schema
      .createTable('audit_entry')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('at_ms', 'integer', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('details', 'text', (column) => column.notNull())
      .execute()
  },
}

async function people(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('console_user')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('department_id', 'text', (column) =>
      column.references('department.id').onDelete('set null'),
    )
    .addColumn('language', 'text')
    .addColumn('password_hash', 'text')
    .addColumn('disabled', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('last_login_ms', 'integer')
    .execute()
  await db.schema
    .createTable('console_session')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) =>
      column.notNull().references('console_user.id').onDelete('cascade'),
    )
    .addColumn('csrf', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('seen_at_ms', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('login_link')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) =>
      column.notNull().references('console_user.id').onDelete('cascade'),
    )
    .addColumn('expires_at_ms', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('api_token')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('last_used_ms', 'integer')
    .addColumn('revoked', 'integer', (column) => column.notNull())
    .execute()
}
