/** Alerts that were of no use, and what share of each rule's they are. */
import type { Kysely } from 'kysely'
import type { UselessReason, Verdict } from '../model/alerts.ts'
import type { AlertTables } from './alert-tables.ts'
import type { NotifyTables } from './notify-tables.ts'

export interface RuleShare {
  readonly ruleId: string
  /** Alerts of the rule that began in that time. */
  readonly alerts: number
  readonly useless: number
  readonly reasons: Readonly<Partial<Record<UselessReason, number>>>
}
export interface VerdictsRepository {
  /** Of an alert that is there; a second verdict replaces the first. */
  save(verdict: Verdict): Promise<void>
  /** It was of use after all. */
  remove(alertId: string): Promise<void>
  /** By alert. */
  of(alertIds: readonly string[]): Promise<ReadonlyMap<string, Verdict>>
  /** Rules with an alert since then, the worst first. */
  shares(sinceMs: number): Promise<readonly RuleShare[]>
}

/** SQLite takes so many places in one statement without a question. */
const idsMax = 500

export function createVerdicts(db: Kysely<NotifyTables & AlertTables>): VerdictsRepository {
  return {
    save: async ({ alertId, ruleId, reason, note, by, atMs }) => {
      const row = { rule_id: ruleId, reason, note, by_whom: by, at_ms: atMs }
      await db
        .insertInto('alert_verdict')
        .values({ alert_id: alertId, ...row })
        .onConflict((conflict) => conflict.column('alert_id').doUpdateSet(row))
        .execute()
    },
    remove: async (alertId) => {
      await db.deleteFrom('alert_verdict').where('alert_id', '=', alertId).execute()
    },
    of: async (alertIds) => {
      if (alertIds.length === 0) return new Map()
      const rows = await db
        .selectFrom('alert_verdict')
        .selectAll()
        .where('alert_id', 'in', alertIds.slice(0, idsMax))
        .execute()
      return new Map(
        rows.map(({ alert_id, rule_id, reason, note, by_whom, at_ms }) => [
          alert_id,
          { alertId: alert_id, ruleId: rule_id, reason, note, by: by_whom, atMs: at_ms },
        ]),
      )
    },
    shares: async (sinceMs) => {
      const alerts = await db
        .selectFrom('alert')
        .select((select) => ['rule_id', select.fn.countAll<number>().as('count')])
        .where('opened_at_ms', '>=', sinceMs)
        .groupBy('rule_id')
        .execute()
      const verdicts = await db
        .selectFrom('alert_verdict')
        .innerJoin('alert', 'alert.id', 'alert_verdict.alert_id')
        .select((select) => [
          'alert.rule_id',
          'alert_verdict.reason',
          select.fn.countAll<number>().as('count'),
        ])
        .where('alert.opened_at_ms', '>=', sinceMs)
        .groupBy(['alert.rule_id', 'alert_verdict.reason'])
        .execute()
      const byRule = Map.groupBy(verdicts, (row) => row.rule_id)
      const shares = alerts.map(({ rule_id, count }): RuleShare => {
        const own = byRule.get(rule_id) ?? []
        const useless = own.reduce((sum, row) => sum + row.count, 0)
        const reasons = Object.fromEntries(own.map((row) => [row.reason, row.count]))
        return { ruleId: rule_id, alerts: count, useless, reasons }
      })
      return shares.toSorted(
        (a, b) => b.useless / b.alerts - a.useless / a.alerts || b.alerts - a.alerts,
      )
    },
  }
}
