import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Declared backup jobs, their heartbeats and restore tests; hosts that need none. */
export const backupJobsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await jobs(db)
    await db.schema
      .createTable('backup_job_history')
      .addColumn('job_id', 'text', (column) =>
        column.primaryKey().references('backup_job.id').onDelete('cascade'),
      )
      .addColumn('history', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('backup_restore_test')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('job_id', 'text', (column) =>
        column.notNull().references('backup_job.id').onDelete('cascade'),
      )
      .addColumn('at_ms', 'integer', (column) => column.notNull())
      .addColumn('result', 'text', (column) => column.notNull())
      .addColumn('who', 'text', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .execute()
    await sql`create index backup_restore_test_job on backup_restore_test (job_id, at_ms)`.execute(
      db,
    )
    await db.schema
      .createTable('backup_host')
      .addColumn('host_id', 'text', (column) =>
        column.primaryKey().references('host.id').onDelete('cascade'),
      )
      .addColumn('without_since_ms', 'integer')
      .addColumn('waived_reason', 'text')
      .addColumn('waived_by', 'text')
      .addColumn('waived_at_ms', 'integer')
      .execute()
    await db.schema
      .createTable('backup_downtime')
      .addColumn('from_ms', 'integer', (column) => column.notNull())
      .addColumn('until_ms', 'integer')
      .execute()
    await revision(db)
  },
}

async function jobs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('backup_job')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('host_id', 'text', (column) =>
      column.notNull().references('host.id').onDelete('cascade'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('agent_job', 'text')
    .addColumn('every_s', 'integer')
    .addColumn('cron', 'text')
    .addColumn('zone', 'text')
    .addColumn('working_days', 'integer', (column) => column.notNull())
    .addColumn('grace_s', 'integer', (column) => column.notNull())
    .addColumn('longest_run_s', 'integer', (column) => column.notNull())
    .addColumn('rotating', 'integer', (column) => column.notNull())
    .addColumn('waived_reason', 'text')
    .addColumn('waived_by', 'text')
    .addColumn('waived_at_ms', 'integer')
    .addColumn('url_hash', 'text', (column) => column.unique())
    .addColumn('created_at_ms', 'integer', (column) => column.notNull())
    .addColumn('scheduled_from_ms', 'integer', (column) => column.notNull())
    .addUniqueConstraint('backup_job_name', ['host_id', 'name'])
    .execute()
}

/** Triggers count, so that no writer can forget to; a removed host's cascade counts too. */
async function revision(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('backup_revision')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute()
  await sql`insert into backup_revision (id, revision) values (1, 0)`.execute(db)
  for (const table of ['backup_job', 'backup_restore_test']) {
    for (const change of ['insert', 'update', 'delete']) {
      await sql`create trigger ${sql.raw(`${table}_${change}`)} after ${sql.raw(change)} on ${sql.table(table)}
        begin update backup_revision set revision = revision + 1; end`.execute(db)
    }
  }
}
