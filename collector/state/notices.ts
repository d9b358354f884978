/**
 * From a transition to rows of the outbox, inside the engine's own transaction (A9). Which mail a
 * matter joins is decided here; its words are written when the mail is claimed (collector/notify).
 */
import type { Transaction } from 'kysely'
import type { AlertRecord, AlertTransition, Recipient, Severity } from '../model.ts'
import type { AlertTables, MailKind } from './alert-tables.ts'

/** Warnings of one host gather so long into one mail; what is critical goes at once. */
export const gatherMs = 60_000
const severityOrder: readonly Severity[] = ['info', 'warning', 'critical']

export interface Matter {
  readonly alert: AlertRecord
  readonly kind: AlertTransition['kind']
  readonly atMs: number
  readonly nowMs: number
}
type Tx = Transaction<AlertTables>
interface Reader {
  readonly recipient_id: string
  readonly address: string
  readonly name: string
  readonly language: Recipient['language']
}

/** An opened or worsened alert for one reader. */
export async function tellProblem(tx: Tx, recipient: Recipient, matter: Matter): Promise<void> {
  const told = await toldMail(tx, matter.alert.id, recipient.id)
  if (told?.state === 'gathering') {
    return hasten(tx, told.id, matter)
  }
  const { alert } = matter
  const group = alert.hostId === null ? `alert:${alert.id}` : `host:${alert.hostId}`
  await join(tx, readerOf(recipient), matter, {
    kind: 'problem',
    group: told ? `thread:${told.thread_id ?? told.id}` : group,
    thread: told ? (told.thread_id ?? told.id) : null,
  })
}

/** The recovery goes to whoever was told of the problem, also under a silence (A1). */
export async function tellRecovery(tx: Tx, matter: Matter): Promise<void> {
  const told = await tx
    .selectFrom('outbox_matter')
    .innerJoin('outbox_mail', 'outbox_mail.id', 'outbox_matter.mail_id')
    .select(['outbox_mail.id', 'thread_id', 'recipient_id', 'address', 'name', 'language'])
    .where('outbox_matter.alert_id', '=', matter.alert.id)
    .where('outbox_matter.kind', '!=', 'cleared')
    .where('outbox_mail.kind', 'in', ['problem', 'digest'])
    .where('outbox_mail.state', '!=', 'failed')
    .orderBy('outbox_mail.id')
    .execute()
  const readers = new Map(told.toReversed().map((mail) => [mail.recipient_id, mail]))
  for (const mail of readers.values()) {
    const thread = mail.thread_id ?? mail.id
    await join(tx, mail, matter, { kind: 'recovery', group: `recovery:${thread}`, thread })
  }
}

function readerOf(recipient: Recipient): Reader {
  const { id, address, name, language } = recipient
  return { recipient_id: id, address, name, language }
}

/** The first mail in which this reader is told of this alert. */
function toldMail(tx: Tx, alertId: string, recipientId: string) {
  return tx
    .selectFrom('outbox_matter')
    .innerJoin('outbox_mail', 'outbox_mail.id', 'outbox_matter.mail_id')
    .select(['outbox_mail.id', 'thread_id', 'state'])
    .where('outbox_matter.alert_id', '=', alertId)
    .where('outbox_mail.recipient_id', '=', recipientId)
    .orderBy('outbox_mail.id')
    .executeTakeFirst()
}

/** Puts the matter into the mail of its group that still gathers, or begins a new one. */
async function join(
  tx: Tx,
  reader: Reader,
  matter: Matter,
  place: { readonly kind: MailKind; readonly group: string; readonly thread: number | null },
): Promise<void> {
  const gathering = await tx
    .selectFrom('outbox_mail')
    .select('id')
    .where('recipient_id', '=', reader.recipient_id)
    .where('group_key', '=', place.group)
    .where('state', '=', 'gathering')
    .executeTakeFirst()
  const { alert, kind, atMs, nowMs } = matter
  const id = gathering?.id ?? (await begin(tx, reader, matter, place))
  if (gathering) await hasten(tx, id, matter)
  await tx
    .insertInto('outbox_matter')
    .values({ mail_id: id, alert_id: alert.id, kind, at_ms: Math.min(atMs, nowMs) })
    .execute()
}

async function begin(
  tx: Tx,
  reader: Reader,
  { alert, nowMs }: Matter,
  place: { readonly kind: MailKind; readonly group: string; readonly thread: number | null },
): Promise<number> {
  const { id } = await tx
    .insertInto('outbox_mail')
    .values({
      recipient_id: reader.recipient_id,
      address: reader.address,
      name: reader.name,
      language: reader.language,
      kind: place.kind,
      group_key: place.group,
      thread_id: place.thread,
      severity: alert.severity,
      state: 'gathering',
      created_at_ms: nowMs,
      due_ms: dueMs(alert.severity, nowMs),
      tries: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

function dueMs(severity: Severity, nowMs: number): number {
  return severity === 'critical' ? nowMs : nowMs + gatherMs
}

/** A graver matter makes the whole mail graver and sooner. */
async function hasten(tx: Tx, mailId: number, { alert, nowMs }: Matter): Promise<void> {
  const mail = await tx
    .selectFrom('outbox_mail')
    .select(['severity', 'due_ms'])
    .where('id', '=', mailId)
    .executeTakeFirstOrThrow()
  const graver = severityOrder.indexOf(alert.severity) > severityOrder.indexOf(mail.severity)
  await tx
    .updateTable('outbox_mail')
    .set({
      severity: graver ? alert.severity : mail.severity,
      due_ms: Math.min(mail.due_ms, dueMs(alert.severity, nowMs)),
    })
    .where('id', '=', mailId)
    .execute()
}
