/** One mail for what could not be sent in time. */
import type { Selectable, Transaction } from 'kysely'
import type { AlertTables, MailKind } from './alert-tables.ts'

type OutboxRow = Selectable<AlertTables['outbox_mail']>
type Tx = Transaction<AlertTables>
type NewMail = Pick<
  OutboxRow,
  'recipient_id' | 'channel' | 'address' | 'name' | 'language' | 'group_key'
> & { readonly kind: MailKind }

/** A message that is due now and has no matters yet. */
export async function insertMail(tx: Tx, mail: NewMail, nowMs: number): Promise<number> {
  const { id } = await tx
    .insertInto('outbox_mail')
    .values({
      ...mail,
      thread_id: null,
      severity: 'info',
      state: 'gathering',
      created_at_ms: nowMs,
      due_ms: nowMs,
      tries: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * Moves the matters of a reader's waiting mails into one digest. Summaries that nobody got are left
 * out: the digest tells the same and more.
 */
export async function mergeIntoDigest(
  tx: Tx,
  all: readonly OutboxRow[],
  rows: readonly OutboxRow[],
  nowMs: number,
): Promise<void> {
  const first = rows[0]
  if (!first) return
  const { recipient_id, channel, address, name, language } = first
  const digest = all.find((row) => row.kind === 'digest')
  const reader = { recipient_id, channel, address, name, language }
  const id =
    digest?.id ??
    (await insertMail(tx, { ...reader, kind: 'digest', group_key: `digest:${nowMs}` }, nowMs))
  for (const row of rows.filter((one) => one.id !== id)) {
    await tx
      .updateTable('outbox_matter')
      .set({ mail_id: id })
      .where('mail_id', '=', row.id)
      .execute()
    await tx.updateTable('outbox_mail').set({ state: 'merged' }).where('id', '=', row.id).execute()
  }
  await tx
    .updateTable('outbox_mail')
    .set({ state: 'gathering', due_ms: nowMs })
    .where('id', '=', id)
    .execute()
}
