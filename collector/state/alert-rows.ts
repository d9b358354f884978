/** Between rows of the alert tables and the nouns of the model. */
import type { Selectable } from 'kysely'
import type { AlertRecord, AlertTransition, Silence } from '../model/alerts.ts'
import type { AlertTables } from './alert-tables.ts'

export type AlertRow = Selectable<AlertTables['alert']>
export type SilenceRow = Selectable<AlertTables['alert_silence']>
type Scope = Pick<AlertRow, 'rule_id' | 'host_id' | 'site_id'>

export function covers(silence: SilenceRow, alert: Scope): boolean {
  return (
    (silence.rule_id === null || silence.rule_id === alert.rule_id) &&
    (silence.host_id === null || silence.host_id === alert.host_id) &&
    (silence.site_id === null || silence.site_id === alert.site_id)
  )
}

export function alertOf(row: AlertRow, silences: readonly SilenceRow[]): AlertRecord {
  const until = silences.filter((one) => covers(one, row)).map((one) => one.until_ms)
  return {
    id: row.id,
    ruleId: row.rule_id,
    severity: row.severity,
    hostId: row.host_id,
    siteId: row.site_id,
    object: row.object,
    openedAtMs: row.opened_at_ms,
    clearedAtMs: row.cleared_at_ms,
    acknowledgedAtMs: row.acknowledged_at_ms,
    acknowledgedBy: row.acknowledged_by,
    silencedUntilMs: until.length > 0 ? Math.max(...until) : null,
    parentId: row.parent_id,
    values: JSON.parse(row.message_values) as Record<string, string | number>,
  }
}

export function transitionOf(row: Selectable<AlertTables['alert_transition']>): AlertTransition {
  return { id: row.id, alertId: row.alert_id, atMs: row.at_ms, kind: row.kind, by: row.by_whom }
}

export function silenceOf(row: SilenceRow): Silence {
  return {
    id: row.id,
    ruleId: row.rule_id,
    hostId: row.host_id,
    siteId: row.site_id,
    fromMs: row.from_ms,
    untilMs: row.until_ms,
    reason: row.reason,
    by: row.by_whom,
  }
}
