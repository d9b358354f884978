import type { AlertsView } from '../collector/api/page-views.ts'
import { AlertCard, HistoryTable } from './alert-card.tsx'
import { PostForm } from './fields.tsx'
import { renderPage, Time } from './layout.tsx'
import { Mark } from './marks.tsx'
import type { Show } from './show.ts'

export function alertsPage(show: Show, view: AlertsView): string {
  const { t, frame } = show
  return renderPage({
    show,
    title: t.alerts.title,
    children: (
      <>
        <h1>{t.alerts.title}</h1>
        {view.open.length === 0 ? (
          <p class="calm">
            <Mark name="done" /> {t.alerts.noneOpen}
          </p>
        ) : (
          <section class="cards" aria-label={t.alerts.open}>
            {view.open.map((alert) => (
              <AlertCard
                key={alert.id}
                {...{ show, alert, silenceHours: view.silenceHours, back: '/alerts', place: true }}
              />
            ))}
          </section>
        )}
        {frame.may.act && view.silences.length > 0 && <Silences show={show} view={view} />}
        <section>
          <h2>{t.alerts.history(view.historyDays)}</h2>
          <HistoryTable show={show} alerts={view.history} place />
        </section>
        {frame.may.act && (
          <p>
            <a href="/outbox">{t.outbox.title}</a>
            {' · '}
            <a href="/maintenance">{t.maintenance.title}</a>
            {' · '}
            <a href="/false-alarms">{t.useless.title}</a>
          </p>
        )}
        {frame.may.act && <Mails show={show} view={view} />}
      </>
    ),
  })
}

function Silences({ show, view }: { readonly show: Show; readonly view: AlertsView }) {
  const { t } = show
  return (
    <section>
      <h2>{t.alerts.silences}</h2>
      <table>
        <caption class="hide">{t.alerts.silencesCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.alerts.where}</th>
            <th scope="col">{t.alerts.silenceReason}</th>
            <th scope="col">{t.alerts.until}</th>
            <th scope="col">{t.alerts.by}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {view.silences.map((silence) => (
            <tr key={silence.id}>
              <th scope="row">
                {silence.host ?? silence.site ?? t.alerts.everything}{' '}
                <small>{silence.ruleId}</small>
              </th>
              <td>{silence.reason || t.none}</td>
              <td>
                <Time show={show} ms={silence.untilMs} />
              </td>
              <td>{silence.by}</td>
              <td>
                <PostForm show={show} action={`/silences/${encodeURIComponent(silence.id)}/end`}>
                  <button class="small">{t.alerts.endSilence}</button>
                </PostForm>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Mails({ show, view }: { readonly show: Show; readonly view: AlertsView }) {
  const { t } = show
  return (
    <section>
      <details class="more">
        <summary>
          <h2>{t.alerts.mails}</h2>
        </summary>
        {view.mails.length === 0 ? (
          <p class="empty">{t.alerts.noMails}</p>
        ) : (
          <table>
            <caption class="hide">{t.alerts.mailsCaption}</caption>
            <thead>
              <tr>
                <th scope="col">{t.alerts.mailSubject}</th>
                <th scope="col">{t.alerts.mailTo}</th>
                <th scope="col">{t.alerts.mailState}</th>
                <th scope="col">{t.host.when}</th>
              </tr>
            </thead>
            <tbody>
              {view.mails.map((mail) => (
                <tr key={mail.id}>
                  <th scope="row">{mail.subject}</th>
                  <td>{mail.to}</td>
                  <td>
                    {t.alerts.mailStates[mail.state]}
                    {mail.state !== 'sent' && mail.tries > 0 && (
                      <small>
                        {' '}
                        {t.alerts.mailTries(mail.tries)} {mail.lastError}
                      </small>
                    )}
                  </td>
                  <td>
                    <Time show={show} ms={mail.createdAtMs} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </details>
    </section>
  )
}
