/** What became of each alert: when somebody took it, when it was over, whether it was of use. */
import type { Kysely } from 'kysely'
import type { Severity, UselessReason } from '../model/alerts.ts'
import type { AlertTables } from './alert-tables.ts'
import type { NotifyTables } from './notify-tables.ts'

export interface AlertCase {
  readonly alertId: string
  readonly ruleId: string
  readonly severity: Severity
  readonly hostId: string | null
  readonly siteId: string | null
  readonly object: string
  readonly openedAtMs: number
  readonly acknowledgedAtMs: number | null
  readonly clearedAtMs: number | null
  /** It became part of another. */
  readonly isPart: boolean
  /** Null: nobody said that it was of no use. */
  readonly useless: UselessReason | null
}
export interface AlertCases {
  /** Those that began, were taken or ended since then, newest first. */
  since(sinceMs: number, limit: number): Promise<readonly AlertCase[]>
}

export function createAlertCases(db: Kysely<AlertTables & NotifyTables>): AlertCases {
  return {
    since: async (sinceMs, limit) => {
      const rows = await db
        .selectFrom('alert')
        .leftJoin('alert_verdict', 'alert_verdict.alert_id', 'alert.id')
        .where((any) =>
          any.or([
            any('alert.opened_at_ms', '>=', sinceMs),
            any('alert.acknowledged_at_ms', '>=', sinceMs),
            any('alert.cleared_at_ms', '>=', sinceMs),
            any('alert_verdict.at_ms', '>=', sinceMs),
          ]),
        )
        .orderBy('alert.opened_at_ms', 'desc')
        .limit(limit)
        .select([
          'alert.id as alertId',
          'alert.rule_id as ruleId',
          'alert.severity as severity',
          'alert.host_id as hostId',
          'alert.site_id as siteId',
          'alert.object as object',
          'alert.opened_at_ms as openedAtMs',
          'alert.acknowledged_at_ms as acknowledgedAtMs',
          'alert.cleared_at_ms as clearedAtMs',
          'alert.parent_id as parentId',
          'alert_verdict.reason as useless',
        ])
        .execute()
      return rows.map(({ parentId, ...row }) => ({ ...row, isPart: parentId !== null }))
    },
  }
}
