/** Writes a transition of an alert, with the severity that the alert has at that time. */
import { sql, type Transaction } from 'kysely'
import type { AlertTransition } from '../model/alerts.ts'
import type { AlertTables } from './alert-tables.ts'

export interface NewTransition {
  readonly alertId: string
  readonly atMs: number
  readonly kind: AlertTransition['kind']
  readonly by: string | null
}

/** In the transaction in which the alert changed, after the alert itself. */
export async function addTransition(
  tx: Transaction<AlertTables>,
  { alertId, atMs, kind, by }: NewTransition,
): Promise<void> {
  await tx
    .insertInto('alert_transition')
    .values({
      alert_id: alertId,
      at_ms: atMs,
      kind,
      by_whom: by,
      severity: sql`(select severity from alert where id = ${alertId})`,
    })
    .execute()
}
