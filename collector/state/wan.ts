/** What the office knows of its sites' lines, and when each did not carry. */
import type { Kysely } from 'kysely'
import { unwrittenLine, wanLine, type Span, type WanLine } from './wan-nouns.ts'

/** Tables of migration 0018. */
export interface WanTables {
  /** JSON, checked where it is read. */
  wan_line: { site_id: string; value: string }
  /** As the pings of the site's poller tell it; null: it lasts. */
  wan_outage: { site_id: string; from_ms: number; to_ms: number | null }
  /** Systems that somebody else runs, and the department that works with each. */
  wan_service: { check_id: string; department_id: string | null }
}

export interface WanRepository {
  /** By site; a site of which nothing is written is left out. */
  lines(): Promise<ReadonlyMap<string, WanLine>>
  setLine(siteId: string, line: WanLine): Promise<void>
  /** Spans that touch that time, oldest first. */
  outages(siteId: string, fromMs: number, toMs: number): Promise<readonly Span[]>
  /** What is known of the time from `fromMs` on is now exactly this. */
  replaceOutages(siteId: string, fromMs: number, spans: readonly Span[]): Promise<void>
  /** Department by id of the check; null: none is named. */
  services(): Promise<ReadonlyMap<string, string | null>>
  setService(checkId: string, departmentId: string | null): Promise<void>
  removeService(checkId: string): Promise<void>
}

export function createWan(db: Kysely<WanTables>): WanRepository {
  return { ...linesIn(db), ...outagesIn(db), ...servicesIn(db) }
}

function linesIn(db: Kysely<WanTables>): Pick<WanRepository, 'lines' | 'setLine'> {
  return {
    lines: async () => {
      const rows = await db.selectFrom('wan_line').selectAll().execute()
      return new Map(rows.map(({ site_id, value }) => [site_id, lineOf(value)]))
    },
    setLine: async (site_id, line) => {
      const value = JSON.stringify(line)
      await db
        .insertInto('wan_line')
        .values({ site_id, value })
        .onConflict((conflict) => conflict.column('site_id').doUpdateSet({ value }))
        .execute()
    },
  }
}

function outagesIn(db: Kysely<WanTables>): Pick<WanRepository, 'outages' | 'replaceOutages'> {
  return {
    outages: async (siteId, fromMs, toMs) => {
      const rows = await db
        .selectFrom('wan_outage')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('from_ms', '<', toMs)
        .where((or) => or.or([or('to_ms', 'is', null), or('to_ms', '>', fromMs)]))
        .orderBy('from_ms')
        .execute()
      return rows.map(({ from_ms, to_ms }) => ({ fromMs: from_ms, toMs: to_ms ?? Infinity }))
    },
    replaceOutages: (siteId, fromMs, spans) =>
      db.transaction().execute(async (tx) => {
        await tx
          .deleteFrom('wan_outage')
          .where('site_id', '=', siteId)
          .where('from_ms', '>=', fromMs)
          .execute()
        // One that lasted then goes on in what is written now, or ended there.
        await tx
          .updateTable('wan_outage')
          .set({ to_ms: fromMs })
          .where('site_id', '=', siteId)
          .where('to_ms', 'is', null)
          .execute()
        for (const span of spans) {
          const to_ms = Number.isFinite(span.toMs) ? span.toMs : null
          await tx
            .insertInto('wan_outage')
            .values({ site_id: siteId, from_ms: span.fromMs, to_ms })
            .onConflict((conflict) =>
              conflict.columns(['site_id', 'from_ms']).doUpdateSet({ to_ms }),
            )
            .execute()
        }
      }),
  }
}

function servicesIn(
  db: Kysely<WanTables>,
): Pick<WanRepository, 'services' | 'setService' | 'removeService'> {
  return {
    services: async () => {
      const rows = await db.selectFrom('wan_service').selectAll().execute()
      return new Map(rows.map(({ check_id, department_id }) => [check_id, department_id]))
    },
    setService: async (check_id, department_id) => {
      await db
        .insertInto('wan_service')
        .values({ check_id, department_id })
        .onConflict((conflict) => conflict.column('check_id').doUpdateSet({ department_id }))
        .execute()
    },
    removeService: async (checkId) => {
      await db.deleteFrom('wan_service').where('check_id', '=', checkId).execute()
    },
  }
}

/** What cannot be read counts as not written; the rest of the page goes on. */
function lineOf(value: string): WanLine {
  try {
    return wanLine.parse(JSON.parse(value))
  } catch {
    return unwrittenLine
  }
}
