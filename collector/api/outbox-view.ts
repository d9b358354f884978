/** The outbox as the console shows it: what went, what waits, and why. */
import { isDeliveryKey } from '../../config/locales/alert-texts.ts'
import type { Language } from '../model/office.ts'
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
  parts: ApiParts,
  filter: OutboxState | '',
  language: Language,
): Promise<OutboxView> {
  const { outbox, channels } = parts
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
    items: await Promise.all(
      rows.slice(0, itemsMax).map(async (row) => ({
        ...itemOf(row, names),
        subject: row.subject ?? (await aboutOf(parts, row.id, language)),
      })),
    ),
    more: rows.length > itemsMax,
  }
}

/** What a message that is not written yet will be about; '': it has no matter of its own. */
async function aboutOf(
  { outbox, hosts, describeAlert }: ApiParts,
  id: number,
  language: Language,
): Promise<string> {
  const [first, ...more] = (await outbox.matters(id)).map(({ alert }) => alert)
  if (!first) return ''
  const host = first.hostId === null ? undefined : await hosts.get(first.hostId)
  const where = host ? `${host.name}: ` : ''
  const others = more.length > 0 ? ` (+${more.length})` : ''
  return `${where}${describeAlert(first, language).title}${others}`
}

function itemOf(row: OutboxLine, names: ReadonlyMap<string, string>): Omit<OutboxItem, 'subject'> {
  const state = outboxStates.find((one) => shownAs[one].includes(row.state)) ?? 'waiting'
  return {
    id: row.id,
    channel: names.get(row.channel) ?? row.channel,
    to: row.address,
    name: row.name,
    kind: row.kind,
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
