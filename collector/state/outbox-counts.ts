/** What the outbox holds and has sent: figures for ceilings, summaries and the console. */
import type { Kysely } from 'kysely'
import type { AlertTables } from './alert-tables.ts'

export interface OutboxStats {
  readonly waiting: number
  readonly oldestMs: number | null
  readonly failed: number
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
  /** Messages to the reader that were held back since then. */
  async heldSince(recipientId: string, sinceMs: number): Promise<number> {
    const row = await this.#db
      .selectFrom('outbox_mail')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('recipient_id', '=', recipientId)
      .where('state', '=', 'held')
      .where('created_at_ms', '>=', sinceMs)
      .executeTakeFirst()
    return row?.count ?? 0
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
}
