/**
 * From a transition to rows of the outbox, inside the engine's own transaction (A9). Which mail a
 * matter joins is decided here; its words are written when the mail is claimed (collector/notify).
 */
import type { Transaction } from 'kysely'
import { heldReasons } from '../../config/routing.ts'
import type { AlertRecord, AlertTransition, Severity } from '../model/alerts.ts'
import type { Recipient } from '../model/office.ts'
import type { AlertTables, MailKind } from './alert-tables.ts'
import { readerOf, readsSummary, urgentReader, type Reader } from './reader-plan.ts'
import { causeWasTold } from './same-cause.ts'

/**
 * Warnings of one host gather so long into one mail: a dying disk shows in several signs within some
 * minutes. What is critical goes at once and takes them along.
 */
const gatherMs = 600_000
/** Lists of many computers are put together in one go. */
const listMs = 60_000
const severityOrder: readonly Severity[] = ['info', 'warning', 'critical']

export interface Matter {
  readonly alert: AlertRecord
  readonly kind: AlertTransition['kind']
  readonly atMs: number
  readonly nowMs: number
}
type Tx = Transaction<AlertTables>
interface Place {
  readonly kind: MailKind
  readonly group: string
  readonly thread: number | null
}

/** An opened or worsened alert for one reader. */
export async function tellProblem(tx: Tx, recipient: Recipient, matter: Matter): Promise<void> {
  const { alert } = matter
  const reader = readerOf(recipient)
  const told = await toldMail(tx, alert.id, reader)
  if (told?.state === 'gathering') return hasten(tx, told.id, matter)
  const group = groupOf(recipient, alert)
  if (!told && (await isEcho(tx, recipient, matter, group))) {
    return hold(tx, reader, matter, group)
  }
  await join(tx, reader, matter, {
    kind: 'problem',
    group: told ? `thread:${told.thread_id ?? told.id}` : group,
    thread: told ? (told.thread_id ?? told.id) : null,
  })
  const urgent = urgentReader(recipient, alert)
  if (urgent) {
    await join(tx, urgent, matter, { kind: 'urgent', group: `urgent:${group}`, thread: null })
  }
}

/** People get what concerns one computer together; a program gets each alert by itself. */
function groupOf({ route }: Recipient, alert: AlertRecord): string {
  const alone = alert.hostId === null || route?.part === 'feed'
  return alone ? `alert:${alert.id}` : `host:${alert.hostId}`
}

/** The recovery goes to whoever was told of the problem, also under a silence (A1). */
export async function tellRecovery(tx: Tx, matter: Matter): Promise<void> {
  const told = await tx
    .selectFrom('outbox_matter')
    .innerJoin('outbox_mail', 'outbox_mail.id', 'outbox_matter.mail_id')
    .select([
      'outbox_mail.id',
      'thread_id',
      'recipient_id',
      'channel',
      'address',
      'name',
      'language',
    ])
    .where('outbox_matter.alert_id', '=', matter.alert.id)
    .where('outbox_matter.kind', '!=', 'cleared')
    .where('outbox_mail.kind', 'in', ['problem', 'digest', 'escalation'])
    .where('outbox_mail.state', 'not in', ['failed', 'held'])
    .orderBy('outbox_mail.id')
    .execute()
  const readers = new Map(told.toReversed().map((mail) => [mail.recipient_id, mail]))
  for (const mail of readers.values()) {
    const thread = mail.thread_id ?? mail.id
    await join(tx, mail, matter, { kind: 'recovery', group: `recovery:${thread}`, thread })
  }
}

/** The first message on this channel in which this reader is told of this alert. */
function toldMail(tx: Tx, alertId: string, { recipient_id, channel }: Reader) {
  return tx
    .selectFrom('outbox_matter')
    .innerJoin('outbox_mail', 'outbox_mail.id', 'outbox_matter.mail_id')
    .select(['outbox_mail.id', 'thread_id', 'state'])
    .where('outbox_matter.alert_id', '=', alertId)
    .where('outbox_mail.recipient_id', '=', recipient_id)
    .where('outbox_mail.channel', '=', channel)
    .where('outbox_mail.kind', 'in', ['problem', 'digest', 'escalation'])
    .where('outbox_mail.state', '!=', 'held')
    .orderBy('outbox_mail.id')
    .executeTakeFirst()
}

/** Only for readers who find it in their summary, and where no mail of the host gathers yet. */
async function isEcho(
  tx: Tx,
  recipient: Recipient,
  { alert, nowMs }: Matter,
  group: string,
): Promise<boolean> {
  const reader = readerOf(recipient)
  if (!readsSummary(recipient) || (await gatheringMail(tx, reader, group))) return false
  return causeWasTold(tx, alert, reader, nowMs)
}

function gatheringMail(tx: Tx, { recipient_id, channel }: Reader, group: string) {
  return tx
    .selectFrom('outbox_mail')
    .select('id')
    .where('recipient_id', '=', recipient_id)
    .where('channel', '=', channel)
    .where('group_key', '=', group)
    .where('state', '=', 'gathering')
    .executeTakeFirst()
}

/** Kept, with its reason, for the summary; no message of its own. */
async function hold(tx: Tx, reader: Reader, matter: Matter, group: string): Promise<void> {
  const id = await begin(tx, reader, matter, { kind: 'problem', group, thread: null })
  const { alert, kind, atMs, nowMs } = matter
  await tx
    .updateTable('outbox_mail')
    .set({ state: 'held', last_error: heldReasons.sameCause })
    .where('id', '=', id)
    .execute()
  await tx
    .insertInto('outbox_matter')
    .values({ mail_id: id, alert_id: alert.id, kind, at_ms: Math.min(atMs, nowMs) })
    .execute()
}

/** Puts the matter into the mail of its group that still gathers, or begins a new one. */
export async function join(tx: Tx, reader: Reader, matter: Matter, place: Place): Promise<void> {
  const gathering = await gatheringMail(tx, reader, place.group)
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
  place: Place,
): Promise<number> {
  const { id } = await tx
    .insertInto('outbox_mail')
    .values({
      recipient_id: reader.recipient_id,
      channel: reader.channel,
      address: reader.address,
      name: reader.name,
      language: reader.language,
      kind: place.kind,
      group_key: place.group,
      thread_id: place.thread,
      severity: alert.severity,
      state: 'gathering',
      created_at_ms: nowMs,
      due_ms: nowMs + waitMs(place.kind, alert),
      tries: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Only what concerns one computer gathers: a site's news has nothing to wait for. */
function waitMs(kind: MailKind, { severity, hostId }: AlertRecord): number {
  if (severity === 'critical' || hostId === null) return 0
  return kind === 'problem' || kind === 'recovery' ? gatherMs : listMs
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
      due_ms: alert.severity === 'critical' ? Math.min(mail.due_ms, nowMs) : mail.due_ms,
    })
    .where('id', '=', mailId)
    .execute()
}
