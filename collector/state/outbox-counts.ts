/** What the outbox holds and has sent: figures for ceilings, summaries and the console. */
import type { Kysely, Selectable } from 'kysely'
import { heldReasons } from '../../config/routing.ts'
import type { AlertTables, MailKind, MailState } from './alert-tables.ts'

export interface OutboxStats {
  readonly waiting: number
  readonly oldestMs: number | null
  readonly failed: number
}

/** A row as the console lists it: without its words. */
export type OutboxLine = Pick<
  Selectable<AlertTables['outbox_mail']>,
  | 'id'
  | 'channel'
  | 'address'
  | 'name'
  | 'kind'
  | 'subject'
  | 'state'
  | 'created_at_ms'
  | 'sent_at_ms'
  | 'due_ms'
  | 'tries'
  | 'last_error'
>

export interface SentMail {
  readonly id: number
  readonly kind: MailKind
  readonly sentMs: number
}

export class OutboxCounts {
  readonly #db: Kysely<AlertTables>
  constructor(db: Kysely<AlertTables>) {
    this.#db = db
  }
  async stats(): Promise<OutboxStats> {
    const row = await this.#db
      .selectFrom('outbox_mail')
      .select((select) => [select.fn.countAll<number>().as('waiting')])
      .select((select) => select.fn.min('created_at_ms').as('oldest'))
      .where('state', 'in', ['gathering', 'waiting', 'sending'])
      .executeTakeFirst()
    const failed = await this.#db
      .selectFrom('outbox_mail')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('state', '=', 'failed')
      .executeTakeFirst()
    return {
      waiting: row?.waiting ?? 0,
      oldestMs: row?.oldest ?? null,
      failed: failed?.count ?? 0,
    }
  }
  /** Messages that the reader got on this channel since then. */
  async sentSince(recipientId: string, channel: string, sinceMs: number): Promise<number> {
    const row = await this.#db
      .selectFrom('outbox_mail')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('recipient_id', '=', recipientId)
      .where('channel', '=', channel)
      .where('state', '=', 'sent')
      .where('sent_at_ms', '>=', sinceMs)
      .executeTakeFirst()
    return row?.count ?? 0
  }
  /** Mails other than summaries that the reader got since then, in their order. */
  async soonSince(recipientId: string, channel: string, sinceMs: number): Promise<SentMail[]> {
    const rows = await this.#db
      .selectFrom('outbox_mail')
      .select(['id', 'kind', 'sent_at_ms'])
      .where('recipient_id', '=', recipientId)
      .where('channel', '=', channel)
      .where('state', '=', 'sent')
      .where('kind', '!=', 'summary')
      .where('sent_at_ms', '>=', sinceMs)
      .orderBy('sent_at_ms')
      .execute()
    return rows.map(({ id, kind, sent_at_ms }) => ({ id, kind, sentMs: sent_at_ms ?? 0 }))
  }
  /** Messages to the reader that were held back since then because there were too many. */
  async heldSince(recipientId: string, sinceMs: number): Promise<number> {
    const row = await this.#db
      .selectFrom('outbox_mail')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('recipient_id', '=', recipientId)
      .where('state', '=', 'held')
      .where('last_error', 'like', `${heldReasons.ceiling}%`)
      .where('created_at_ms', '>=', sinceMs)
      .executeTakeFirst()
    return row?.count ?? 0
  }
  /** Alerts that came while the office was closed, and are the news of the reader's next summary. */
  async newsSince(recipientId: string, sinceMs: number): Promise<ReadonlySet<string>> {
    const rows = await this.#db
      .selectFrom('outbox_matter')
      .innerJoin('outbox_mail', 'outbox_mail.id', 'outbox_matter.mail_id')
      .select('outbox_matter.alert_id')
      .where('recipient_id', '=', recipientId)
      .where('outbox_mail.state', '=', 'held')
      .where('last_error', '=', heldReasons.summary)
      .where('created_at_ms', '>=', sinceMs)
      .execute()
    return new Set(rows.map(({ alert_id }) => alert_id))
  }
  /** Messages of this channel that wait and were not handed over, the oldest's age. */
  async waitingOn(channel: string): Promise<{ readonly count: number; readonly oldestMs: number }> {
    const row = await this.#db
      .selectFrom('outbox_mail')
      .select((select) => select.fn.countAll<number>().as('count'))
      .select((select) => select.fn.min('created_at_ms').as('oldest'))
      .where('channel', '=', channel)
      .where('state', 'in', ['waiting', 'gathering', 'sending'])
      .where('tries', '>', 0)
      .executeTakeFirst()
    return { count: row?.count ?? 0, oldestMs: row?.oldest ?? 0 }
  }
  /** When this reader was last told that mail is stuck; null: mail has gone to anybody since. */
  async stuckToldMs(recipientId: string): Promise<number | null> {
    const told = await this.#db
      .selectFrom('outbox_mail')
      .select((select) => select.fn.max('created_at_ms').as('at'))
      .where('recipient_id', '=', recipientId)
      .where('kind', '=', 'lineDown')
      .executeTakeFirst()
    if (!told?.at) return null
    const sent = await this.#db
      .selectFrom('outbox_mail')
      .select((select) => select.fn.max('sent_at_ms').as('at'))
      .where('channel', '=', 'mail')
      .where('state', '=', 'sent')
      .executeTakeFirst()
    return (sent?.at ?? 0) > told.at ? null : told.at
  }
  /** Rows of each state; merged ones stand in their digest. */
  async byState(): Promise<ReadonlyMap<MailState, number>> {
    const rows = await this.#db
      .selectFrom('outbox_mail')
      .select((select) => ['state', select.fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute()
    return new Map(rows.map(({ state, count }) => [state, count]))
  }
  /** The newest rows in one of these states. */
  newest(states: readonly MailState[], limit: number): Promise<OutboxLine[]> {
    return this.#db
      .selectFrom('outbox_mail')
      .select(['id', 'channel', 'address', 'name', 'kind', 'subject', 'state'])
      .select(['created_at_ms', 'sent_at_ms', 'due_ms', 'tries', 'last_error'])
      .where('state', 'in', states)
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
  }
}
