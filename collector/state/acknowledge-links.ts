/** What a signed link of a message shows and does: acknowledge the message's matters, once. */
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { AlertRecord, AlertsRepository } from '../model/alerts.ts'
import type { Language } from '../model/office.ts'
import type { AlertTables } from './alert-tables.ts'
import { linkLifeMs, type LinkKey } from './link-token.ts'
import type { NotifyTables } from './notify-tables.ts'
import type { Outbox, OutboxRow } from './outbox.ts'

export type LinkView =
  | { readonly type: 'tampered' | 'expired' }
  | {
      readonly type: 'good' | 'used'
      readonly reader: string
      readonly language: Language
      readonly alerts: readonly AlertRecord[]
    }
export interface AcknowledgeLinks {
  /** The token for a message of the outbox. */
  sign(row: OutboxRow, nowMs: number): string
  look(token: string, nowMs: number): Promise<LinkView>
  /** Acknowledges in the reader's name; what the page then shows. */
  use(token: string, nowMs: number): Promise<LinkView>
}

export function createAcknowledgeLinks(
  db: Kysely<NotifyTables & AlertTables>,
  key: LinkKey,
  outbox: Pick<Outbox, 'get' | 'matters'>,
  alerts: Pick<AlertsRepository, 'acknowledge'>,
): AcknowledgeLinks {
  const look = async (token: string, nowMs: number): Promise<LinkView> => {
    const claims = key.read(token, nowMs)
    if (claims === 'tampered' || claims === 'expired') return { type: claims }
    const row = await outbox.get(claims.messageId)
    if (!row) return { type: 'expired' }
    const hash = hashOf(token)
    const used = await db
      .selectFrom('used_link')
      .select('hash')
      .where('hash', '=', hash)
      .executeTakeFirst()
    const matters = await outbox.matters(row.id)
    const told = [...new Map(matters.map(({ alert }) => [alert.id, alert])).values()]
    const { name: reader, language } = row
    return { type: used ? 'used' : 'good', reader, language, alerts: told }
  }
  return {
    sign: ({ id }, nowMs) => key.sign({ messageId: id, expiresAtMs: nowMs + linkLifeMs }),
    look,
    use: async (token, nowMs) => {
      const view = await look(token, nowMs)
      if (view.type !== 'good') return view
      // First what it is for, each without effect when done twice; a crash leaves the link usable.
      for (const { id, clearedAtMs, acknowledgedAtMs } of view.alerts)
        if (clearedAtMs === null && acknowledgedAtMs === null)
          await alerts.acknowledge(id, view.reader, nowMs)
      await db
        .insertInto('used_link')
        .values({ hash: hashOf(token), at_ms: nowMs })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await db
        .deleteFrom('used_link')
        .where('at_ms', '<', nowMs - 2 * linkLifeMs)
        .execute()
      return look(token, nowMs)
    },
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
