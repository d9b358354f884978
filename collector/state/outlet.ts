/** What the outlet remembers over restarts: how far it came, which hours are to be sent again. */
import { sql, type Kysely, type Transaction } from 'kysely'
import type { AlertTables } from './alert-tables.ts'
import { outletTransitions, type OutletTransitions } from './outlet-transitions.ts'
import type { OutletTables } from './outlet-tables.ts'

/** Bits of what an hour of a series owes the database. */
export const rowsOwed = 1
export const rollupsOwed = 2
/** The transitions of alerts in that hour; only with every series. */
export const alertsOwed = 4
/** In place of a series: every series of the hour. */
export const everySeries = 0

export interface DirtyHour {
  /** Hours since 1970 UTC. */
  readonly hour: number
  readonly series: number
  /** Bits of `rowsOwed`, `rollupsOwed`, `alertsOwed`. */
  readonly what: number
}
/** As it was when read: marked again meanwhile, it stays. */
export interface TakenHour extends DirtyHour {
  readonly mark: number
}
export interface OutletProgress {
  readonly commit: number
  readonly transition: number
  readonly sealedHour: number
  readonly markedAtMs: number
  readonly target: string
}
export interface RefusedPoint {
  readonly atMs: number
  readonly measurement: string
  /** The database's own words. */
  readonly reason: string
  readonly line: string
}
export interface OutletRepository extends OutletTransitions {
  progress(): Promise<OutletProgress | undefined>
  /** In one transaction: hours marked, and how far the outlet came. */
  save(progress: OutletProgress, dirty: readonly DirtyHour[]): Promise<void>
  mark(dirty: readonly DirtyHour[]): Promise<void>
  /** The newest hour not above `hourMax` that owes something, with at most `limit` of its series. */
  newest(hourMax: number, limit: number): Promise<readonly TakenHour[]>
  /** These were sent. */
  done(taken: readonly TakenHour[]): Promise<void>
  waiting(): Promise<number>
  refuse(points: readonly RefusedPoint[], kind: string): Promise<void>
  /** Newest first. */
  refused(limit: number): Promise<readonly RefusedPoint[]>
  refusals(): Promise<Readonly<Record<string, number>>>
}

/** Past so many, the fullest hours are marked as a whole. */
export const dirtyRowsMax = 100_000
const refusedRowsMax = 1000
const insertMax = 500

export function createOutlet(
  db: Kysely<OutletTables & AlertTables>,
  rowsMax = dirtyRowsMax,
): OutletRepository {
  return { ...marking(db, rowsMax), ...refusing(db), ...outletTransitions(db) }
}

type Marking = 'progress' | 'save' | 'mark' | 'newest' | 'done' | 'waiting'
function marking(
  db: Kysely<OutletTables & AlertTables>,
  rowsMax: number,
): Pick<OutletRepository, Marking> {
  return {
    progress: async () => {
      const row = await db.selectFrom('outlet_cursor').selectAll().executeTakeFirst()
      return (
        row && {
          commit: row.commit_number,
          transition: row.transition_id,
          sealedHour: row.sealed_hour,
          markedAtMs: row.marked_at_ms,
          target: row.target,
        }
      )
    },
    save: (progress, dirty) =>
      db.transaction().execute(async (tx) => {
        await insertDirty(tx, dirty, rowsMax)
        const row = {
          id: 1,
          commit_number: progress.commit,
          transition_id: progress.transition,
          sealed_hour: progress.sealedHour,
          marked_at_ms: progress.markedAtMs,
          target: progress.target,
        }
        await tx.replaceInto('outlet_cursor').values(row).execute()
      }),
    mark: (dirty) => db.transaction().execute((tx) => insertDirty(tx, dirty, rowsMax)),
    newest: async (hourMax, limit) =>
      db
        .selectFrom('outlet_dirty')
        .select(['hour', 'series', 'what', 'mark'])
        .where('hour', '=', (one) =>
          one
            .selectFrom('outlet_dirty')
            .select(({ fn }) => fn.max('hour').as('hour'))
            .where('hour', '<=', hourMax),
        )
        .orderBy('series')
        .limit(limit)
        .execute(),
    done: (taken) =>
      db.transaction().execute(async (tx) => {
        for (let at = 0; at < taken.length; at += insertMax) {
          const rows = taken
            .slice(at, at + insertMax)
            .map(({ hour, series, mark }) => sql`(${hour}, ${series}, ${mark})`)
          await sql`delete from outlet_dirty
            where (hour, series, mark) in (values ${sql.join(rows)})`.execute(tx)
        }
      }),
    waiting: () => countDirty(db),
  }
}

async function countDirty(db: Kysely<OutletTables & AlertTables>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from outlet_dirty`.execute(db)
  return rows[0]?.n ?? 0
}

async function insertDirty(
  tx: Transaction<OutletTables & AlertTables>,
  dirty: readonly DirtyHour[],
  rowsMax: number,
): Promise<void> {
  if (dirty.length === 0) return
  // One sequence for all, so that no marking can be taken for an older one of the same hour.
  const mark = sql<number>`(select coalesce(max(mark), 0) + 1 from outlet_dirty)`
  const [next] = (await sql<{ mark: number }>`select ${mark} as mark`.execute(tx)).rows
  for (let at = 0; at < dirty.length; at += insertMax) {
    const rows = dirty
      .slice(at, at + insertMax)
      .map(({ hour, series, what }) => ({ hour, series, what, mark: next?.mark ?? 1 }))
    await tx
      .insertInto('outlet_dirty')
      .values(rows)
      .onConflict((on) =>
        on.columns(['hour', 'series']).doUpdateSet({
          what: sql`outlet_dirty.what | excluded.what`,
          mark: sql`excluded.mark`,
        }),
      )
      .execute()
  }
  await gather(tx, next?.mark ?? 1, rowsMax)
}

/** Bounds the table: an hour with most series becomes one row that stands for all of them. */
async function gather(
  tx: Transaction<OutletTables & AlertTables>,
  mark: number,
  rowsMax: number,
): Promise<void> {
  while ((await countDirty(tx)) > rowsMax) {
    const [fullest] = (
      await sql<{ hour: number; what: number; n: number }>`
        select hour, max(what & 1) | max(what & 2) | max(what & 4) as what, count(*) as n from outlet_dirty
        group by hour order by n desc limit 1`.execute(tx)
    ).rows
    if (fullest === undefined || fullest.n < 2) return
    const { hour, what } = fullest
    await tx.deleteFrom('outlet_dirty').where('hour', '=', hour).execute()
    await tx.insertInto('outlet_dirty').values({ hour, series: everySeries, what, mark }).execute()
  }
}

function refusing(
  db: Kysely<OutletTables>,
): Pick<OutletRepository, 'refuse' | 'refused' | 'refusals'> {
  return {
    refuse: (points, kind) =>
      db.transaction().execute(async (tx) => {
        for (const { atMs, measurement, reason, line } of points.slice(-refusedRowsMax)) {
          const row = { at_ms: atMs, measurement, reason, line }
          await tx.insertInto('outlet_refused').values(row).execute()
        }
        await tx
          .insertInto('outlet_refusal')
          .values({ kind, points: points.length })
          .onConflict((on) =>
            on.column('kind').doUpdateSet({ points: sql`outlet_refusal.points + excluded.points` }),
          )
          .execute()
        await sql`delete from outlet_refused where id <=
          (select max(id) from outlet_refused) - ${refusedRowsMax}`.execute(tx)
      }),
    refused: async (limit) =>
      (
        await db
          .selectFrom('outlet_refused')
          .selectAll()
          .orderBy('id', 'desc')
          .limit(Math.min(limit, refusedRowsMax))
          .execute()
      ).map(({ at_ms, measurement, reason, line }) => ({ atMs: at_ms, measurement, reason, line })),
    refusals: async () => {
      const rows = await db.selectFrom('outlet_refusal').selectAll().execute()
      return Object.fromEntries(rows.map(({ kind, points }) => [kind, points]))
    },
  }
}
