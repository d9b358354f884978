/** What several computers need at the same time is one mail to their reader, not one for each. */
import type { Selectable, Transaction } from 'kysely'
import type { Severity } from '../model/alerts.ts'
import type { AlertTables } from './alert-tables.ts'

type OutboxRow = Selectable<AlertTables['outbox_mail']>

const severityOrder: readonly Severity[] = ['info', 'warning', 'critical']

/**
 * Moves the matters of the reader's other mails that still gather, each about one computer, into
 * this one, where they are at least so many together, or all tell the same (two servers that started
 * again when the power was back). The row as it is afterwards.
 */
export async function gatherHosts(
  tx: Transaction<AlertTables>,
  row: OutboxRow,
  hostsMin: number,
): Promise<OutboxRow> {
  const others = await tx
    .selectFrom('outbox_mail')
    .selectAll()
    .where('recipient_id', '=', row.recipient_id)
    .where('channel', '=', row.channel)
    .where('kind', '=', 'problem')
    .where('state', '=', 'gathering')
    .where('thread_id', 'is', null)
    .where('group_key', 'like', 'host:%')
    .where('id', '!=', row.id)
    .orderBy('id')
    .execute()
  if (others.length === 0) return row
  const few = others.length + 1 < hostsMin
  if (few && !(await isOneFinding(tx, [row, ...others]))) return row
  const ids = others.map(({ id }) => id)
  await tx
    .updateTable('outbox_matter')
    .set({ mail_id: row.id })
    .where('mail_id', 'in', ids)
    .execute()
  await tx.updateTable('outbox_mail').set({ state: 'merged' }).where('id', 'in', ids).execute()
  const grade = Math.max(...[row, ...others].map(({ severity }) => severityOrder.indexOf(severity)))
  const changed = { group_key: `many:${row.id}`, severity: severityOrder[grade] ?? row.severity }
  await tx.updateTable('outbox_mail').set(changed).where('id', '=', row.id).execute()
  return { ...row, ...changed }
}

async function isOneFinding(
  tx: Transaction<AlertTables>,
  rows: readonly OutboxRow[],
): Promise<boolean> {
  const rules = await tx
    .selectFrom('outbox_matter')
    .innerJoin('alert', 'alert.id', 'outbox_matter.alert_id')
    .select('alert.rule_id')
    .distinct()
    .where(
      'outbox_matter.mail_id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
  return rules.length === 1
}
