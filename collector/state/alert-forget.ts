/** What becomes of alerts and events in the end. */
import type { Transaction } from 'kysely'
import type { AlertTables } from './alert-tables.ts'
import type { IncidentTables } from './incident-tables.ts'

const dayMs = 86_400_000
const keepEventsMs = 400 * dayMs
const keepAlertsMs = 5 * 365 * dayMs

/** Deletes what is older than anyone asks for. */
export async function forgetOld(
  tx: Transaction<AlertTables & IncidentTables>,
  nowMs: number,
): Promise<void> {
  await tx
    .deleteFrom('judged_event')
    .where('at_ms', '<', nowMs - keepEventsMs)
    .execute()
  const old = tx
    .selectFrom('alert')
    .select('id')
    .where('cleared_at_ms', '<', nowMs - keepAlertsMs)
  await tx.deleteFrom('incident_host').where('incident_id', 'in', old).execute()
  await tx.deleteFrom('alert_transition').where('alert_id', 'in', old).execute()
  await tx
    .deleteFrom('alert')
    .where('cleared_at_ms', '<', nowMs - keepAlertsMs)
    .execute()
  await tx
    .deleteFrom('alert_silence')
    .where('until_ms', '<', nowMs - keepAlertsMs)
    .execute()
}
