import type { Selectable, Transaction } from 'kysely'
import type { AlertTables } from './alert-tables.ts'
import { insertMail } from './digest.ts'
import type { Reader } from './reader-plan.ts'

/** A message that one channel will never deliver begins anew on the reader's next; once. */
export async function forwardMatters(
  tx: Transaction<AlertTables>,
  { id: from, kind, severity }: Selectable<AlertTables['outbox_mail']>,
  reader: Reader,
  nowMs: number,
): Promise<void> {
  const group_key = `forward:${from}`
  const there = await tx
    .selectFrom('outbox_mail')
    .select('id')
    .where('recipient_id', '=', reader.recipient_id)
    .where('group_key', '=', group_key)
    .executeTakeFirst()
  if (there) return
  const id = await insertMail(tx, { ...reader, kind, group_key }, nowMs)
  await tx.updateTable('outbox_mail').set({ severity }).where('id', '=', id).execute()
  await tx
    .insertInto('outbox_matter')
    .columns(['mail_id', 'alert_id', 'kind', 'at_ms'])
    .expression((select) =>
      select
        .selectFrom('outbox_matter')
        .select((one) => [one.val(id).as('mail_id'), 'alert_id', 'kind', 'at_ms'])
        .where('mail_id', '=', from),
    )
    .execute()
}
