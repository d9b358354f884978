/** The outbox as the console shows it: what went, what waits, and why. */
import { isDeliveryKey } from '../../config/locales/alert-texts.ts'
import type { MailState } from '../state/alert-tables.ts'
import type { OutboxLine } from '../state/outbox-counts.ts'
import { outboxStates } from './choices.ts'
import type { OutboxItem, OutboxState, OutboxView } from './notify-views.ts'
import type { ApiParts } from './parts.ts'

const itemsMax = 200
const shownAs: Readonly<Record<OutboxState, readonly MailState[]>> = {
  waiting: ['gathering', 'waiting', 'sending'],
  sent: ['sent'],
  failed: ['failed'],
  held: ['held'],
}

export async function outboxView(
  { outbox, channels }: ApiParts,
  filter: OutboxState | '',
): Promise<OutboxView> {
  const counts = await outbox.counts.byState()
  const names = new Map((await channels.all()).map(({ id, name }) => [id, name]))
  const states = filter === '' ? outboxStates.flatMap((state) => shownAs[state]) : shownAs[filter]
  const rows = await outbox.counts.newest(states, itemsMax + 1)
  const countOf = (state: OutboxState): number =>
    shownAs[state].reduce((sum, one) => sum + (counts.get(one) ?? 0), 0)
  return {
    filter,
    counts: {
      waiting: countOf('waiting'),
      sent: countOf('sent'),
      failed: countOf('failed'),
      held: countOf('held'),
    },
    items: rows.slice(0, itemsMax).map((row) => itemOf(row, names)),
    more: rows.length > itemsMax,
  }
}

function itemOf(row: OutboxLine, names: ReadonlyMap<string, string>): OutboxItem {
  const state = outboxStates.find((one) => shownAs[one].includes(row.state)) ?? 'waiting'
  return {
    id: row.id,
    channel: names.get(row.channel) ?? row.channel,
    to: row.address,
    name: row.name,
    kind: row.kind,
    subject: row.subject ?? '',
    state,
    createdAtMs: row.created_at_ms,
    sentAtMs: row.sent_at_ms,
    nextTryMs: state === 'waiting' ? row.due_ms : null,
    tries: row.tries,
    reason: state === 'sent' || row.last_error === null ? null : reasonOf(row.last_error),
  }
}

/** Kept as "key: the service's own words". */
function reasonOf(error: string): { readonly key: string; readonly answer: string } {
  const [word = '', ...rest] = error.split(': ')
  if (word === 'ceiling' || isDeliveryKey(word)) return { key: word, answer: rest.join(': ') }
  return { key: '', answer: error }
}
