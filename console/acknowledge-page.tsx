/** The page behind a mail's link: what it is about, and one button. */
import type { AcknowledgeItem, AcknowledgeView } from '../collector/api/notify-views.ts'
import { renderPage, Time } from './layout.tsx'
import { Mark, SeverityMark, severityTone } from './marks.tsx'
import { sentence } from './sentence.ts'
import type { Show } from './show.ts'

export function acknowledgePage(show: Show, view: AcknowledgeView): string {
  const t = show.t.mailLink
  const waiting = view.items.some(
    (one) => one.clearedAtMs === null && one.acknowledgedAtMs === null,
  )
  const open = view.state === 'good' && waiting
  const done = !open && view.items.length > 0
  return renderPage({
    show,
    title: t.title,
    bare: true,
    children: (
      <section class="door">
        <h1>{done ? t.done : view.items.length > 0 ? t.title : t[refusal(view.state)]}</h1>
        {view.reader !== '' && <p class="lead">{t.hello(view.reader)}</p>}
        {view.items.length === 0 && <p>{t.refusedHelp}</p>}
        {view.items.map((item) => (
          <Matter key={item.id} show={show} item={item} />
        ))}
        {open && (
          <form method="post">
            <button>{show.t.alerts.acknowledge}</button>
          </form>
        )}
        {open && <p class="help">{t.help}</p>}
        <p>
          <a href="/alerts">{t.console}</a>
        </p>
      </section>
    ),
  })
}

function refusal(state: AcknowledgeView['state']): 'expired' | 'tampered' {
  return state === 'expired' ? 'expired' : 'tampered'
}

function Matter({ show, item }: { readonly show: Show; readonly item: AcknowledgeItem }) {
  const { t, time } = show
  return (
    <article class={`alert ${severityTone(item.severity)}`}>
      <header>
        <SeverityMark severity={item.severity} word={t.severities[item.severity]} />
        {item.host && <span class="where">{item.host}</span>}
        <span class="soft">
          <Time show={show} ms={item.openedAtMs} ago />
        </span>
      </header>
      <h3>{sentence(item.title)}</h3>
      <p>{item.fact}</p>
      {item.steps.length > 0 && item.clearedAtMs === null && (
        <ol>
          {item.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {item.clearedAtMs !== null && <p class="s ok">{t.mailLink.cleared}</p>}
      {item.acknowledgedAtMs !== null && (
        <p class="s ok">
          <Mark name="done" />
          {t.alerts.acknowledgedBy(item.acknowledgedBy ?? '', time.instant(item.acknowledgedAtMs))}
        </p>
      )}
    </article>
  )
}
