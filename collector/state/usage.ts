/** Facts of usage by host and day: the only place where they are kept, so that they can be erased. */
import type { Kysely } from 'kysely'
import type { IdentityTables } from './identity-tables.ts'
import type { RegistersTables } from './registers-tables.ts'

/** One reading of the `usage` measurement. */
export interface UsageSample {
  readonly hostId: string
  /** Of the office: yyyy-mm-dd. */
  readonly day: string
  readonly atMs: number
  /** Null: unknown. */
  readonly inUse: boolean | null
  readonly logons: number | null
  readonly failedLogons: number | null
  /** Names, parted by commas. */
  readonly users: string
}
export interface UsageDay {
  readonly day: string
  readonly onSeconds: number
  readonly usedSeconds: number
  /** In 24 hours, the greatest of the day; null: unknown. */
  readonly logons: number | null
  readonly failedLogons: number | null
  readonly users: string
}
export interface UsageRepository {
  /** All or none. A sample that is not newer than the day's last one changes nothing. */
  add(samples: readonly UsageSample[]): Promise<void>
  /** Newest first. */
  days(hostId: string, limit: number): Promise<readonly UsageDay[]>
  /** Of one host, or of all (null). Answers how many days are gone. */
  erase(hostId: string | null): Promise<number>
  /** Days before this one are gone. */
  forget(beforeDay: string): Promise<void>
}

/** Longer gaps are times in which the computer was off. A reading comes every 5 min. */
const gapMaxSeconds = 900
const usersMax = 500
const namesMax = 16

type Db = Kysely<RegistersTables & IdentityTables>

export function createUsage(db: Db): UsageRepository {
  return {
    add: (samples) =>
      db.transaction().execute(async (transaction) => {
        for (const sample of samples) await addSample(transaction, sample)
      }),
    days: async (hostId, limit) => {
      const rows = await db
        .selectFrom('usage_day')
        .selectAll()
        .where('host_id', '=', hostId)
        .orderBy('day', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        day: row.day,
        onSeconds: row.on_seconds,
        usedSeconds: row.used_seconds,
        logons: row.logons,
        failedLogons: row.failed_logons,
        users: row.users,
      }))
    },
    erase: async (hostId) => {
      const all = db.deleteFrom('usage_day')
      const gone = await (hostId === null ? all : all.where('host_id', '=', hostId)).execute()
      return gone.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0)
    },
    forget: async (beforeDay) => {
      await db.deleteFrom('usage_day').where('day', '<', beforeDay).execute()
    },
  }
}

async function addSample(db: Db, sample: UsageSample): Promise<void> {
  const { hostId: host_id, day, atMs } = sample
  const own = db.selectFrom('usage_day').selectAll().where('host_id', '=', host_id)
  const known = await own.where('day', '=', day).executeTakeFirst()
  if (known && known.last_ms >= atMs) return
  const host = db.selectFrom('host').select('id').where('id', '=', host_id)
  if ((await host.executeTakeFirst()) === undefined) return
  const gap = known ? Math.round((atMs - known.last_ms) / 1000) : 0
  const lived = gap <= gapMaxSeconds ? gap : 0
  const values = {
    last_ms: atMs,
    on_seconds: (known?.on_seconds ?? 0) + lived,
    used_seconds: (known?.used_seconds ?? 0) + (sample.inUse === true ? lived : 0),
    logons: greatest(known?.logons, sample.logons),
    failed_logons: greatest(known?.failed_logons, sample.failedLogons),
    users: together(known?.users ?? '', sample.users),
  }
  await db
    .insertInto('usage_day')
    .values({ host_id, day, ...values })
    .onConflict((conflict) => conflict.columns(['host_id', 'day']).doUpdateSet(values))
    .execute()
}

function greatest(a: number | null | undefined, b: number | null): number | null {
  if (a === null || a === undefined) return b
  return b === null ? a : Math.max(a, b)
}

function together(before: string, now: string): string {
  const names = `${before}, ${now}`.split(', ').filter((name) => name !== '')
  return [...new Set(names)].slice(0, namesMax).join(', ').slice(0, usersMax)
}
