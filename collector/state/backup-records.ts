/** What the backup stage itself must remember: heartbeats, hosts without a backup, its downtimes. */
import { sql, type Kysely } from 'kysely'
import type { Interval } from '../../lib/interval.ts'
import type { JobHistory, Ping, Waiver } from './backup-job.ts'
import type { BackupJobTables } from './backup-job-tables.ts'
import { waiverOf } from './backup-jobs.ts'

/** Downtimes kept; no deadline looks further back. */
const downtimesMax = 50

export interface HostMark {
  readonly withoutSinceMs: number | null
  readonly waiver: Waiver | null
}
export interface BackupRecordsRepository {
  histories(): Promise<ReadonlyMap<string, JobHistory>>
  /** All of them or none. A job that is gone is passed over. */
  saveHistories(histories: ReadonlyMap<string, JobHistory>): Promise<void>
  hostMarks(): Promise<ReadonlyMap<string, HostMark>>
  /** Hosts that are gone are passed over. */
  setWithoutSince(
    hosts: readonly { readonly hostId: string; readonly withoutSinceMs: number | null }[],
  ): Promise<void>
  waiveHost(hostId: string, waiver: Waiver | null): Promise<void>
  /** Oldest first, from and to; and the last sign of life. */
  downtimes(): Promise<{ readonly past: readonly Interval[]; readonly aliveMs: number | null }>
  alive(atMs: number): Promise<void>
  addDowntime(downtime: Interval): Promise<void>
}

export function createBackupRecords(db: Kysely<BackupJobTables>): BackupRecordsRepository {
  return {
    histories: async () => {
      const rows = await db.selectFrom('backup_job_history').selectAll().execute()
      return new Map(rows.map(({ job_id, history }) => [job_id, historyOf(history)]))
    },
    saveHistories: (histories) =>
      db.transaction().execute(async (transaction) => {
        for (const [job_id, one] of histories) {
          const known = await transaction
            .selectFrom('backup_job')
            .select('id')
            .where('id', '=', job_id)
            .executeTakeFirst()
          if (!known) continue
          const history = JSON.stringify(one)
          await transaction
            .insertInto('backup_job_history')
            .values({ job_id, history })
            .onConflict((conflict) => conflict.column('job_id').doUpdateSet({ history }))
            .execute()
        }
      }),
    hostMarks: async () => {
      const rows = await db.selectFrom('backup_host').selectAll().execute()
      return new Map(
        rows.map((row) => [
          row.host_id,
          { withoutSinceMs: row.without_since_ms, waiver: waiverOf(row) },
        ]),
      )
    },
    setWithoutSince: (hosts) =>
      db.transaction().execute(async (transaction) => {
        for (const { hostId, withoutSinceMs } of hosts)
          await markHost(transaction, hostId, { without_since_ms: withoutSinceMs })
      }),
    waiveHost: (hostId, waiver) =>
      markHost(db, hostId, {
        waived_reason: waiver?.reason ?? null,
        waived_by: waiver?.by ?? null,
        waived_at_ms: waiver?.atMs ?? null,
      }),
    ...downtimeRecords(db),
  }
}

async function markHost(
  db: Kysely<BackupJobTables>,
  host_id: string,
  values: Partial<Omit<BackupJobTables['backup_host'], 'host_id'>>,
): Promise<void> {
  // The host may have been removed since it was judged; the reference would refuse the row.
  const host = await sql`select 1 from host where id = ${host_id}`.execute(db)
  if (host.rows.length === 0) return
  const empty = { without_since_ms: null, waived_reason: null, waived_by: null, waived_at_ms: null }
  await db
    .insertInto('backup_host')
    .values({ host_id, ...empty, ...values })
    .onConflict((conflict) => conflict.column('host_id').doUpdateSet(values))
    .execute()
}

function downtimeRecords(db: Kysely<BackupJobTables>) {
  return {
    downtimes: async () => {
      const rows = await db.selectFrom('backup_downtime').selectAll().orderBy('from_ms').execute()
      return {
        past: rows.flatMap(({ from_ms, until_ms }): Interval[] =>
          until_ms === null ? [] : [[from_ms, until_ms]],
        ),
        aliveMs: rows.find(({ until_ms }) => until_ms === null)?.from_ms ?? null,
      }
    },
    alive: async (from_ms: number) => {
      const { numUpdatedRows } = await db
        .updateTable('backup_downtime')
        .set({ from_ms })
        .where('until_ms', 'is', null)
        .executeTakeFirstOrThrow()
      if (numUpdatedRows > 0n) return
      await db.insertInto('backup_downtime').values({ from_ms, until_ms: null }).execute()
    },
    addDowntime: async ([from_ms, until_ms]: Interval) => {
      await db.insertInto('backup_downtime').values({ from_ms, until_ms }).execute()
      const kept = db
        .selectFrom('backup_downtime')
        .select('from_ms')
        .where('until_ms', 'is not', null)
        .orderBy('from_ms', 'desc')
        .limit(downtimesMax)
      await db
        .deleteFrom('backup_downtime')
        .where('until_ms', 'is not', null)
        .where('from_ms', 'not in', kept)
        .execute()
    },
  }
}

/** Our own writing; what a later release wrote otherwise is a history without heartbeats. */
function historyOf(text: string): JobHistory {
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read !== 'object' || read === null) return noHistory
    const pings: unknown = Reflect.get(read, 'pings')
    const success: unknown = Reflect.get(read, 'lastSuccess')
    return {
      pings: Array.isArray(pings) ? pings.filter(isPing) : [],
      lastSuccess: isPing(success) ? success : null,
    }
  } catch {
    return noHistory
  }
}
export const noHistory: JobHistory = { pings: [], lastSuccess: null }

function isPing(value: unknown): value is Ping {
  if (typeof value !== 'object' || value === null) return false
  const of = (key: string): unknown => Reflect.get(value, key)
  const numberOrNull = (key: string): boolean => of(key) === null || typeof of(key) === 'number'
  return (
    ['start', 'success', 'fail'].includes(String(of('signal'))) &&
    typeof of('atMs') === 'number' &&
    typeof of('receivedMs') === 'number' &&
    (of('run') === null || typeof of('run') === 'string') &&
    ['exitCode', 'durationSeconds', 'bytes'].every(numberOrNull)
  )
}
