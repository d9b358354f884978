/** What the pages about incidents read: root alerts, what belongs to them, and the mails about them. */
import type { Kysely } from 'kysely'
import type { AlertRecord, AlertTransition } from '../model/alerts.ts'
import { alertOf, transitionOf } from './alert-rows.ts'
import type { AlertTables, MailKind, MailState } from './alert-tables.ts'
import type { IncidentHost } from './incident-hosts.ts'
import type { IncidentTables } from './incident-tables.ts'

export interface IncidentQuery {
  /** Rules whose alerts are incidents. */
  readonly ruleIds: readonly string[]
  /** Open at some time between these. */
  readonly fromMs: number
  readonly toMs: number
  readonly limit: number
}
export interface IncidentMail {
  readonly name: string
  readonly kind: MailKind
  readonly state: MailState
  readonly createdAtMs: number
  readonly sentAtMs: number | null
}
export interface IncidentsRepository {
  /** Newest first; what is part of another is left out. */
  roots(query: IncidentQuery): Promise<readonly AlertRecord[]>
  get(id: string): Promise<AlertRecord | undefined>
  /** Alerts that became part of it, oldest first. */
  parts(id: string): Promise<readonly AlertRecord[]>
  hosts(id: string): Promise<readonly IncidentHost[]>
  hostCounts(ids: readonly string[]): Promise<ReadonlyMap<string, number>>
  transitions(alertIds: readonly string[]): Promise<readonly AlertTransition[]>
  mails(alertIds: readonly string[]): Promise<readonly IncidentMail[]>
}

const rowsMax = 2000

export function createIncidents(db: Kysely<AlertTables & IncidentTables>): IncidentsRepository {
  return {
    roots: async ({ ruleIds, fromMs, toMs, limit }) => {
      if (ruleIds.length === 0) return []
      const rows = await db
        .selectFrom('alert')
        .selectAll()
        .where('parent_id', 'is', null)
        .where('rule_id', 'in', ruleIds)
        .where('opened_at_ms', '<', toMs)
        .where((or) => or.or([or('cleared_at_ms', 'is', null), or('cleared_at_ms', '>=', fromMs)]))
        .orderBy('opened_at_ms', 'desc')
        .limit(Math.min(limit, rowsMax))
        .execute()
      return rows.map((row) => alertOf(row, []))
    },
    get: async (id) => {
      const row = await db.selectFrom('alert').selectAll().where('id', '=', id).executeTakeFirst()
      return row && alertOf(row, [])
    },
    parts: async (id) => {
      const rows = await db
        .selectFrom('alert')
        .selectAll()
        .where('parent_id', '=', id)
        .orderBy('opened_at_ms')
        .limit(rowsMax)
        .execute()
      return rows.map((row) => alertOf(row, []))
    },
    hosts: async (id) => {
      const rows = await db
        .selectFrom('incident_host')
        .selectAll()
        .where('incident_id', '=', id)
        .orderBy('lost_ms')
        .limit(rowsMax)
        .execute()
      return rows.map((row) => {
        return { incidentId: row.incident_id, hostId: row.host_id, lostMs: row.lost_ms }
      })
    },
    hostCounts: (ids) => hostCounts(db, ids),
    transitions: async (alertIds) => {
      if (alertIds.length === 0) return []
      const rows = await db
        .selectFrom('alert_transition')
        .selectAll()
        .where('alert_id', 'in', alertIds)
        .orderBy('id')
        .limit(rowsMax)
        .execute()
      return rows.map(transitionOf)
    },
    mails: (alertIds) => mailsOf(db, alertIds),
  }
}

async function mailsOf(
  db: Kysely<AlertTables>,
  alertIds: readonly string[],
): Promise<readonly IncidentMail[]> {
  if (alertIds.length === 0) return []
  const rows = await db
    .selectFrom('outbox_mail')
    .select(['id', 'name', 'kind', 'state', 'created_at_ms', 'sent_at_ms'])
    .where('id', 'in', (matters) =>
      matters.selectFrom('outbox_matter').select('mail_id').where('alert_id', 'in', alertIds),
    )
    .orderBy('id')
    .limit(rowsMax)
    .execute()
  return rows.map(({ name, kind, state, created_at_ms, sent_at_ms }) => {
    return { name, kind, state, createdAtMs: created_at_ms, sentAtMs: sent_at_ms }
  })
}

async function hostCounts(
  db: Kysely<IncidentTables & AlertTables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('incident_host')
    .select(['incident_id', (count) => count.fn.countAll<number>().as('count')])
    .where('incident_id', 'in', ids)
    .groupBy('incident_id')
    .execute()
  return new Map(rows.map((row) => [row.incident_id, row.count]))
}
