/** Declared backup jobs in the state database. */
import type { Kysely, Selectable } from 'kysely'
import type { Clock } from '../../lib/clock.ts'
import type { BackupJob, JobDeclaration, JobSchedule, RestoreTest, Waiver } from './backup-job.ts'
import type { BackupJobTables } from './backup-job-tables.ts'
import { newId, newSecret, secretHash } from './secret-text.ts'

export const backupJobsMax = 20_000
/** Restore tests kept of each job. */
const testsMax = 50

export interface BackupJobsRepository {
  all(): Promise<readonly BackupJob[]>
  get(id: string): Promise<BackupJob | undefined>
  /** Rises with each change of a job or a restore test, whoever made it. */
  revision(): Promise<number>
  /**
   * Declares a job. Undefined: the host has one of that name, or there are too many jobs.
   */
  declare(declaration: JobDeclaration): Promise<{ readonly id: string } | undefined>
  /** The times of the new schedule count from now on. */
  reschedule(id: string, schedule: JobSchedule, rotating: boolean): Promise<void>
  waive(id: string, reason: string | null, by: string): Promise<void>
  remove(id: string): Promise<void>
  /** The secret of a new heartbeat address, kept only as a hash; an older address ends. */
  newUrl(id: string): Promise<string>
  /** Ids of the jobs by their addresses' hashes. */
  urls(): Promise<ReadonlyMap<string, string>>
  tests(jobId: string): Promise<readonly RestoreTest[]>
  addTest(jobId: string, test: RestoreTest): Promise<void>
}

export function createBackupJobs(db: Kysely<BackupJobTables>, clock: Clock): BackupJobsRepository {
  const set = async (id: string, values: Partial<BackupJobTables['backup_job']>): Promise<void> => {
    await db.updateTable('backup_job').set(values).where('id', '=', id).execute()
  }
  return {
    all: async () => readJobs(db),
    get: async (id) => (await readJobs(db, id))[0],
    revision: async () =>
      (await db.selectFrom('backup_revision').select('revision').executeTakeFirstOrThrow())
        .revision,
    declare: (declaration) => declare(db, declaration, clock.now()),
    reschedule: (id, schedule, rotating) =>
      set(id, {
        ...scheduleColumns(schedule),
        rotating: Number(rotating),
        scheduled_from_ms: clock.now(),
      }),
    waive: (id, reason, by) =>
      set(id, {
        waived_reason: reason,
        waived_by: reason === null ? null : by,
        waived_at_ms: reason === null ? null : clock.now(),
        // What was missed while nobody wanted it is not made up for.
        ...(reason === null && { scheduled_from_ms: clock.now() }),
      }),
    remove: async (id) => {
      await db.deleteFrom('backup_job').where('id', '=', id).execute()
    },
    newUrl: async (id) => {
      const secret = newSecret()
      await set(id, { url_hash: secretHash(secret) })
      return secret
    },
    urls: async () => {
      const rows = await db.selectFrom('backup_job').select(['id', 'url_hash']).execute()
      return new Map(rows.flatMap(({ id, url_hash }) => (url_hash ? [[url_hash, id]] : [])))
    },
    tests: async (jobId) => (await readTests(db, jobId)).map(testOf),
    addTest: (jobId, test) => addTest(db, jobId, test),
  }
}

async function declare(
  db: Kysely<BackupJobTables>,
  declaration: JobDeclaration,
  nowMs: number,
): Promise<{ readonly id: string } | undefined> {
  const { hostId, name, kind, agentJob, schedule, rotating } = declaration
  const id = newId()
  const row = {
    id,
    host_id: hostId,
    name,
    kind,
    agent_job: agentJob,
    ...scheduleColumns(schedule),
    rotating: Number(rotating),
    waived_reason: null,
    waived_by: null,
    waived_at_ms: null,
    url_hash: null,
    created_at_ms: nowMs,
    scheduled_from_ms: nowMs,
  }
  return db.transaction().execute(async (transaction) => {
    const known = await transaction
      .selectFrom('backup_job')
      .select((builder) => builder.fn.count<number>('id').as('jobs'))
      .executeTakeFirstOrThrow()
    if (known.jobs >= backupJobsMax) return undefined
    const added = await transaction
      .insertInto('backup_job')
      .values(row)
      .onConflict((conflict) => conflict.columns(['host_id', 'name']).doNothing())
      .returning('id')
      .execute()
    return added.length > 0 ? { id } : undefined
  })
}

function scheduleColumns(schedule: JobSchedule) {
  return {
    every_s: schedule.everySeconds,
    cron: schedule.cron,
    zone: schedule.zone,
    working_days: Number(schedule.workingDays),
    grace_s: schedule.graceSeconds,
    longest_run_s: schedule.longestRunSeconds,
  }
}

async function readJobs(db: Kysely<BackupJobTables>, id?: string): Promise<readonly BackupJob[]> {
  let query = db.selectFrom('backup_job').selectAll().orderBy('name').orderBy('id')
  if (id !== undefined) query = query.where('id', '=', id)
  const [rows, tests] = [await query.execute(), await readTests(db, id)]
  const byJob = Map.groupBy(tests, ({ job_id }) => job_id)
  return rows.map((row) => jobOf(row, (byJob.get(row.id) ?? []).map(testOf)))
}

/** Newest first. */
function readTests(db: Kysely<BackupJobTables>, jobId?: string) {
  let query = db
    .selectFrom('backup_restore_test')
    .selectAll()
    .orderBy('at_ms', 'desc')
    .orderBy('id', 'desc')
  if (jobId !== undefined) query = query.where('job_id', '=', jobId)
  return query.execute()
}

async function addTest(
  db: Kysely<BackupJobTables>,
  jobId: string,
  { atMs, result, who, note }: RestoreTest,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('backup_restore_test')
      .values({ job_id: jobId, at_ms: atMs, result, who, note })
      .execute()
    const kept = transaction
      .selectFrom('backup_restore_test')
      .select('id')
      .where('job_id', '=', jobId)
      .orderBy('at_ms', 'desc')
      .orderBy('id', 'desc')
      .limit(testsMax)
    await transaction
      .deleteFrom('backup_restore_test')
      .where('job_id', '=', jobId)
      .where('id', 'not in', kept)
      .execute()
  })
}

function testOf(row: Selectable<BackupJobTables['backup_restore_test']>): RestoreTest {
  return { atMs: row.at_ms, result: row.result, who: row.who, note: row.note }
}

export function waiverOf(row: {
  readonly waived_reason: string | null
  readonly waived_by: string | null
  readonly waived_at_ms: number | null
}): Waiver | null {
  if (row.waived_reason === null) return null
  return { reason: row.waived_reason, by: row.waived_by ?? '', atMs: row.waived_at_ms ?? 0 }
}

function jobOf(
  row: Selectable<BackupJobTables['backup_job']>,
  tests: readonly RestoreTest[],
): BackupJob {
  return {
    id: row.id,
    hostId: row.host_id,
    name: row.name,
    kind: row.kind,
    agentJob: row.agent_job,
    schedule: {
      everySeconds: row.every_s,
      cron: row.cron,
      zone: row.zone,
      workingDays: row.working_days !== 0,
      graceSeconds: row.grace_s,
      longestRunSeconds: row.longest_run_s,
    },
    rotating: row.rotating !== 0,
    createdAtMs: row.created_at_ms,
    scheduledFromMs: row.scheduled_from_ms,
    waiver: waiverOf(row),
    hasUrl: row.url_hash !== null,
    lastTest: tests[0] ?? null,
    restoreTestedMs: tests.find(({ result }) => result === 'good')?.atMs ?? null,
  }
}
