/** The outbox as the sender sees it: what is due, claimed, handed over, given up, merged. */
import type { Kysely, Selectable } from 'kysely'
import type { AlertRecord, AlertTransition } from '../model/alerts.ts'
import type { Recipient } from '../model/office.ts'
import { alertOf } from './alert-rows.ts'
import type { AlertTables, MailKind } from './alert-tables.ts'
import { insertMail, mergeIntoDigest } from './digest.ts'
import { forwardMatters } from './forward.ts'
import { gatherHosts } from './gather-hosts.ts'
import { OutboxCounts, type OutboxStats } from './outbox-counts.ts'
import { mailChannel, readerOf, readerOn } from './reader-plan.ts'

export type OutboxRow = Selectable<AlertTables['outbox_mail']>
export interface MailMatter {
  readonly alert: AlertRecord
  readonly kind: AlertTransition['kind']
}
/** The mail as it goes out; kept with the row, so that every try sends the same bytes. */
export interface ComposedMail {
  readonly messageId: string
  readonly subject: string
  readonly body: string
}
const matterMax = 500

export class Outbox {
  readonly counts: OutboxCounts
  readonly #db: Kysely<AlertTables>
  constructor(db: Kysely<AlertTables>) {
    this.#db = db
    this.counts = new OutboxCounts(db)
  }
  stats(): Promise<OutboxStats> {
    return this.counts.stats()
  }
  /** Mails that were claimed when the process died: nobody knows whether they were taken. */
  async reclaim(): Promise<void> {
    await this.#db
      .updateTable('outbox_mail')
      .set({ state: 'waiting' })
      .where('state', '=', 'sending')
      .execute()
  }
  /** The most urgent first, then the oldest. */
  due(channel: string, nowMs: number, limit: number): Promise<readonly OutboxRow[]> {
    return this.#db
      .selectFrom('outbox_mail')
      .selectAll()
      .where('channel', '=', channel)
      .where('state', 'in', ['gathering', 'waiting'])
      .where('due_ms', '<=', nowMs)
      .orderBy((order) => order.case().when('severity', '=', 'critical').then(0).else(1).end())
      .orderBy('id')
      .limit(limit)
      .execute()
  }
  async nextDueMs(channel: string): Promise<number | undefined> {
    const row = await this.#db
      .selectFrom('outbox_mail')
      .select((select) => select.fn.min('due_ms').as('due'))
      .where('channel', '=', channel)
      .where('state', 'in', ['gathering', 'waiting'])
      .executeTakeFirst()
    return row?.due ?? undefined
  }
  get(id: number): Promise<OutboxRow | undefined> {
    return this.#db.selectFrom('outbox_mail').selectAll().where('id', '=', id).executeTakeFirst()
  }
  async matters(mailId: number): Promise<readonly MailMatter[]> {
    const rows = await this.#db
      .selectFrom('outbox_matter')
      .innerJoin('alert', 'alert.id', 'outbox_matter.alert_id')
      .selectAll('alert')
      .select('outbox_matter.kind')
      .where('outbox_matter.mail_id', '=', mailId)
      .orderBy('outbox_matter.id')
      .limit(matterMax)
      .execute()
    return rows.map((row) => ({ alert: alertOf(row, []), kind: row.kind }))
  }
  /** Takes the mail for sending, its words fixed; nothing joins it any more. */
  async claim(id: number, mail: ComposedMail): Promise<void> {
    await this.#db
      .updateTable('outbox_mail')
      .set({
        state: 'sending',
        message_id: mail.messageId,
        subject: mail.subject,
        body: mail.body,
      })
      .where('id', '=', id)
      .execute()
  }
  /** After the server's 250 and never before (A9). */
  async sent(id: number, atMs: number): Promise<void> {
    await this.#db
      .updateTable('outbox_mail')
      .set((set) => ({
        state: 'sent',
        sent_at_ms: atMs,
        last_error: null,
        tries: set('tries', '+', 1),
      }))
      .where('id', '=', id)
      .execute()
  }
  /** Above the reader's ceiling: the next summary tells it. */
  async held(id: number, reason: string): Promise<void> {
    await this.#db
      .updateTable('outbox_mail')
      .set({ state: 'held', last_error: reason })
      .where('id', '=', id)
      .execute()
  }
  async failed(id: number, error: string): Promise<void> {
    await this.#db
      .updateTable('outbox_mail')
      .set((set) => ({ state: 'failed', last_error: error, tries: set('tries', '+', 1) }))
      .where('id', '=', id)
      .execute()
  }
  /** The same matters on the reader's next channel; once. */
  async forward(row: OutboxRow, recipient: Recipient, channel: string, nowMs: number) {
    await this.#db
      .transaction()
      .execute((tx) => forwardMatters(tx, row, readerOn(recipient, channel), nowMs))
  }
  async retry(id: number, dueMs: number, error: string): Promise<void> {
    await this.#db
      .updateTable('outbox_mail')
      .set((set) => ({
        state: 'waiting',
        due_ms: dueMs,
        last_error: error,
        tries: set('tries', '+', 1),
      }))
      .where('id', '=', id)
      .execute()
  }
  /** It waits for the office to open, still gathering: no age counts before that. */
  async rest(id: number, untilMs: number): Promise<void> {
    await this.#db
      .updateTable('outbox_mail')
      .set({ due_ms: untilMs, created_at_ms: untilMs })
      .where('id', '=', id)
      .execute()
  }
  /** Takes in what other computers' mails to this reader have gathered. */
  gatherHosts(row: OutboxRow, hostsMin: number): Promise<OutboxRow> {
    return this.#db.transaction().execute((tx) => gatherHosts(tx, row, hostsMin))
  }
  /** Not tried: it has to wait for another mail. */
  async postpone(id: number, dueMs: number): Promise<void> {
    await this.#db.updateTable('outbox_mail').set({ due_ms: dueMs }).where('id', '=', id).execute()
  }
  /** The line is down: nothing that is due can go. A mail that gathers still takes matters. */
  async lineDown(channel: string, nowMs: number, dueMs: number, error: string): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      await tx
        .updateTable('outbox_mail')
        .set({ state: 'waiting' })
        .where('channel', '=', channel)
        .where('state', '=', 'sending')
        .execute()
      await tx
        .updateTable('outbox_mail')
        .set((set) => ({ due_ms: dueMs, last_error: error, tries: set('tries', '+', 1) }))
        .where('channel', '=', channel)
        .where('state', 'in', ['gathering', 'waiting'])
        .where('due_ms', '<=', nowMs)
        .execute()
    })
  }
  /** What has waited longer is given up. */
  async giveUp(beforeMs: number, error: string): Promise<void> {
    await this.#db
      .updateTable('outbox_mail')
      .set({ state: 'failed', last_error: error })
      .where('state', 'in', ['gathering', 'waiting'])
      .where('created_at_ms', '<', beforeMs)
      .execute()
  }
  /**
   * For each reader with a mail from before `olderThanMs`: that one and all others of his that
   * were tried in vain become one digest.
   */
  async mergeOld(channel: string, olderThanMs: number, nowMs: number): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      const waiting = await tx
        .selectFrom('outbox_mail')
        .selectAll()
        .where('channel', '=', channel)
        .where('state', 'in', ['gathering', 'waiting'])
        .orderBy('id')
        .execute()
      for (const rows of Map.groupBy(waiting, (row) => row.recipient_id).values()) {
        const old = rows.filter((row) => row.created_at_ms < olderThanMs)
        // A summary is written when it goes: late, it tells the newest, and a digest of it nothing.
        if (old.every(({ kind }) => kind === 'digest' || kind === 'summary')) continue
        const tried = rows.filter((row) => row.tries > 0 || old.includes(row))
        // What answers a mail that is merged goes with it: it would wait for that mail for ever.
        const roots = new Set<number | null>(tried.map(({ id }) => id))
        const answers = rows.filter((row) => roots.has(row.thread_id) && !tried.includes(row))
        await mergeIntoDigest(tx, rows, [...tried, ...answers], nowMs)
      }
    })
  }
  /** The reader's summary of that day, once. */
  async addSummary(recipient: Recipient, day: string, nowMs: number): Promise<void> {
    const message = { kind: 'summary', group: `summary:${day}`, channel: mailChannel } as const
    await this.addOnce(recipient, message, nowMs)
  }
  /** A message without matters of its own, once for its group. True: it was new. */
  async addOnce(
    recipient: Recipient,
    { kind, group, channel }: { kind: MailKind; group: string; channel?: string },
    nowMs: number,
  ): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      const there = await tx
        .selectFrom('outbox_mail')
        .select('id')
        .where('recipient_id', '=', recipient.id)
        .where('group_key', '=', group)
        .executeTakeFirst()
      if (there) return false
      const reader = channel === undefined ? readerOf(recipient) : readerOn(recipient, channel)
      await insertMail(tx, { ...reader, kind, group_key: group }, nowMs)
      return true
    })
  }
  /** Mails that were done with long ago. */
  async forget(beforeMs: number): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      const old = tx
        .selectFrom('outbox_mail')
        .select('id')
        .where('state', 'in', ['sent', 'failed', 'merged', 'held'])
        .where('created_at_ms', '<', beforeMs)
      await tx.deleteFrom('outbox_matter').where('mail_id', 'in', old).execute()
      await tx
        .deleteFrom('outbox_mail')
        .where('state', 'in', ['sent', 'failed', 'merged', 'held'])
        .where('created_at_ms', '<', beforeMs)
        .execute()
    })
  }
}
