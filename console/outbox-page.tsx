/** What was sent to whom, what waits or was held back, and why. */
import type { OutboxItem, OutboxState, OutboxView } from '../collector/api/notify-views.ts'
import { alertTexts } from '../config/locales/alert-languages.ts'
import { renderPage, Time } from './layout.tsx'
import { Mark } from './marks.tsx'
import type { Show } from './show.ts'

const states: readonly OutboxState[] = ['waiting', 'held', 'failed', 'sent']
const marks: Readonly<Record<OutboxState, string>> = {
  waiting: 'stale',
  held: 'info',
  failed: 'unreachable',
  sent: 'done',
}

export function outboxPage(show: Show, view: OutboxView): string {
  const t = show.t.outbox
  const all = states.reduce((sum, state) => sum + view.counts[state], 0)
  const tabs = [
    ['', t.all, all] as const,
    ...states.map((one) => [one, t.states[one], view.counts[one]] as const),
  ]
  return renderPage({
    show,
    title: t.title,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <nav class="tabs" aria-label={t.title}>
          {tabs.map(([state, word, count]) => (
            <a
              key={state}
              href={state === '' ? '/outbox' : `/outbox?state=${state}`}
              aria-current={state === view.filter ? 'page' : undefined}
            >
              {word} <small>{count}</small>
            </a>
          ))}
        </nav>
        {view.items.length === 0 ? (
          <p class="empty">{t.none}</p>
        ) : (
          <table>
            <caption class="hide">{t.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{t.message}</th>
                <th scope="col">{t.state}</th>
              </tr>
            </thead>
            <tbody>
              {view.items.map((item) => (
                <Row key={item.id} show={show} item={item} />
              ))}
            </tbody>
          </table>
        )}
        {view.more && <p class="soft">{t.more}</p>}
      </>
    ),
  })
}

function Row({ show, item }: { readonly show: Show; readonly item: OutboxItem }) {
  const t = show.t.outbox
  const kinds: Readonly<Record<string, string>> = t.kinds
  return (
    <tr>
      <th scope="row">
        {item.subject === '' ? (kinds[item.kind] ?? item.kind) : item.subject}
        <br />
        <small>
          {item.name === '' ? item.to : item.name} · {item.channel}
          {item.to !== '' && item.to !== item.name && ` · ${item.to}`}
          <br />
          {item.subject !== '' && `${kinds[item.kind] ?? item.kind} · `}
          <Time show={show} ms={item.sentAtMs ?? item.createdAtMs} />
        </small>
      </th>
      <td>
        <span class="s">
          <Mark name={marks[item.state]} />
          {t.states[item.state]}
        </span>
        {item.reason && <p class="soft">{reason(show, item.reason)}</p>}
        {item.state !== 'sent' && item.tries > 0 && (
          <>
            {' '}
            <small>{show.t.alerts.mailTries(item.tries)}</small>
          </>
        )}
        {item.nextTryMs !== null && (
          <small>
            {' '}
            {t.next} <Time show={show} ms={item.nextTryMs} />
          </small>
        )}
      </td>
    </tr>
  )
}

function reason({ t, frame }: Show, { key, answer }: NonNullable<OutboxItem['reason']>): string {
  if (key === 'ceiling') return t.outbox.ceiling
  const delivery: Readonly<Record<string, string>> = alertTexts[frame.language].delivery
  const told = delivery[key]
  return told === undefined ? answer : answer === '' ? told : `${told} (${answer})`
}
