/** What somebody else must be told of because nobody acted: taken once, with its message (A9). */
import type { Kysely, Transaction } from 'kysely'
import type { AlertRecord } from '../model/alerts.ts'
import type { Recipient } from '../model/office.ts'
import { alertOf, covers } from './alert-rows.ts'
import type { AlertTables, MailKind } from './alert-tables.ts'
import type { IncidentTables } from './incident-tables.ts'
import type { MaintenanceWindow } from './maintenance-window.ts'
import { windowsOf } from './maintenance-windows.ts'
import { join } from './notices.ts'
import type { NotifyTables } from './notify-tables.ts'
import { readerOf, urgentReader } from './reader-plan.ts'

type Tables = AlertTables & NotifyTables & IncidentTables
export interface OpenAlert {
  readonly alert: AlertRecord
  /** When a message about it was last handed over to this reader; by reader. */
  readonly toldMs: ReadonlyMap<string, number>
}
export interface Step {
  readonly step: string
  readonly kind: Extract<MailKind, 'escalation' | 'reminder' | 'backups' | 'antivirus' | 'support'>
  /** Matters with the same group go into one message while it gathers. */
  readonly group: string
  readonly urgent: boolean
}

export interface Escalations {
  /** Open alerts that nobody acknowledged or muted and that stand by themselves. */
  unattended(nowMs: number): Promise<readonly OpenAlert[]>
  /** All open ones about these rules, acknowledged or not. */
  open(matches: (ruleId: string) => boolean): Promise<readonly AlertRecord[]>
  /** Whether this step was taken for anybody. */
  taken(step: string): Promise<boolean>
  /** During which nobody is reminded either. */
  maintenance(): Promise<readonly MaintenanceWindow[]>
  /** False: this step was taken before for this alert and reader. */
  take(alert: AlertRecord, reader: Recipient, step: Step, nowMs: number): Promise<boolean>
}

const rowsMax = 5000

export function createEscalations(db: Kysely<Tables>): Escalations {
  const standing = () =>
    db
      .selectFrom('alert')
      .selectAll()
      .where('cleared_at_ms', 'is', null)
      .where('parent_id', 'is', null)
      .where('muted', '=', 0)
  return {
    unattended: async (nowMs) => {
      const rows = await standing()
        .where('acknowledged_at_ms', 'is', null)
        .where('severity', '!=', 'info')
        .orderBy('opened_at_ms')
        .limit(rowsMax)
        .execute()
      const told = await toldTimes(db)
      const silences = await activeSilences(db, nowMs)
      return rows
        .filter((row) => !silences.some((silence) => covers(silence, row)))
        .map((row) => ({
          alert: alertOf(row, []),
          toldMs: told.get(row.id) ?? new Map<string, number>(),
        }))
    },
    open: async (matches) => {
      const rows = await standing().orderBy('opened_at_ms').limit(rowsMax).execute()
      return rows.filter((row) => matches(row.rule_id)).map((row) => alertOf(row, []))
    },
    taken: async (step) => {
      const row = await db
        .selectFrom('alert_escalation')
        .select('alert_id')
        .where('step', '=', step)
        .limit(1)
        .executeTakeFirst()
      return row !== undefined
    },
    maintenance: async () =>
      windowsOf(await db.selectFrom('maintenance_window').selectAll().execute()),
    take: (alert, reader, step, nowMs) =>
      db.transaction().execute((tx) => take(tx, alert, reader, step, nowMs)),
  }
}

/** An alert that was told and muted afterwards is not marked itself. */
function activeSilences(db: Kysely<Tables>, nowMs: number) {
  return db
    .selectFrom('alert_silence')
    .selectAll()
    .where('from_ms', '<=', nowMs)
    .where('until_ms', '>', nowMs)
    .execute()
}

/** By alert, by reader: when the newest message about it was handed over. */
async function toldTimes(db: Kysely<Tables>) {
  const rows = await db
    .selectFrom('outbox_matter')
    .innerJoin('outbox_mail', 'outbox_mail.id', 'outbox_matter.mail_id')
    .innerJoin('alert', 'alert.id', 'outbox_matter.alert_id')
    .select(['outbox_matter.alert_id', 'outbox_mail.recipient_id'])
    .select((select) => select.fn.max('outbox_mail.sent_at_ms').as('at_ms'))
    .where('alert.cleared_at_ms', 'is', null)
    .where('alert.acknowledged_at_ms', 'is', null)
    .where('outbox_mail.kind', 'in', ['problem', 'digest', 'urgent', 'reminder', 'escalation'])
    .where('outbox_mail.state', '=', 'sent')
    .groupBy(['outbox_matter.alert_id', 'outbox_mail.recipient_id'])
    .execute()
  const told = new Map<string, Map<string, number>>()
  for (const { alert_id, recipient_id, at_ms } of rows) {
    const readers = told.get(alert_id) ?? new Map<string, number>()
    if (at_ms !== null) readers.set(recipient_id, at_ms)
    told.set(alert_id, readers)
  }
  return told
}

async function take(
  tx: Transaction<Tables>,
  alert: AlertRecord,
  recipient: Recipient,
  { step, kind, group, urgent }: Step,
  nowMs: number,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('alert_escalation')
    .values({ alert_id: alert.id, step, recipient_id: recipient.id, at_ms: nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) return false
  const matter = { alert, kind: 'opened' as const, atMs: alert.openedAtMs, nowMs }
  // AlertTables is a part of these tables: the same transaction, seen more narrowly.
  const narrow = tx as unknown as Transaction<AlertTables>
  await join(narrow, readerOf(recipient), matter, { kind, group, thread: null })
  const short = urgent ? urgentReader(recipient, alert) : undefined
  if (short)
    await join(narrow, short, matter, { kind: 'urgent', group: `urgent:${group}`, thread: null })
  return true
}
