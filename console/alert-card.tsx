/** One open alert with what to do about it, and the table of those that have cleared. */
import type { AlertItem } from '../collector/api/page-views.ts'
import { PostForm } from './fields.tsx'
import { UselessForm } from './useless-form.tsx'
import { Time } from './layout.tsx'
import { Mark, SeverityMark, severityTone } from './marks.tsx'
import { sentence } from './sentence.ts'
import type { Show } from './show.ts'

interface CardProps {
  readonly show: Show
  readonly alert: AlertItem
  readonly silenceHours: readonly number[]
  /** Where the forms return to. */
  readonly back: string
  /** Whether the host's name stands on the card. */
  readonly place: boolean
}

export function AlertCard(props: CardProps) {
  const { show, alert, place } = props
  const { t, time, frame } = show
  const done = alert.acknowledgedAtMs !== null
  return (
    <article
      class={`alert ${severityTone(alert.severity)}${done ? ' done' : ''}`}
      id={`a-${alert.id}`}
    >
      <header>
        <SeverityMark severity={alert.severity} word={t.severities[alert.severity]} />
        {place && <Where alert={alert} />}
        <span class="soft">
          <Time show={show} ms={alert.openedAtMs} ago />
        </span>
      </header>
      <h3>{sentence(alert.title)}</h3>
      {alert.fact && <p>{alert.fact}</p>}
      {alert.meaning && <p class="soft">{alert.meaning}</p>}
      {alert.steps.length > 0 && (
        <details>
          <summary>{t.alerts.todo}</summary>
          <ol>
            {alert.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </details>
      )}
      {alert.foldedCount > 0 && <p class="soft">{t.alerts.folded(alert.foldedCount)}</p>}
      {alert.acknowledgedAtMs !== null && (
        <p class="s ok">
          <Mark name="done" />
          {t.alerts.acknowledgedBy(
            alert.acknowledgedBy ?? '',
            time.instant(alert.acknowledgedAtMs),
          )}
        </p>
      )}
      {alert.silencedUntilMs !== null && alert.silencedUntilMs > frame.nowMs && (
        <p class="soft">{t.alerts.silencedUntil(time.instant(alert.silencedUntilMs))}</p>
      )}
      {alert.maintenance && (
        <p class="soft">
          {t.maintenance.inMaintenance(
            alert.maintenance.name,
            time.instant(alert.maintenance.untilMs),
          )}
        </p>
      )}
      {frame.may.act && <Actions {...props} />}
    </article>
  )
}

function Where({ alert }: { readonly alert: AlertItem }) {
  return (
    <span class="where">
      {alert.host && <a href={`/hosts/${encodeURIComponent(alert.host.id)}`}>{alert.host.name}</a>}
      {alert.site && <span> {alert.site}</span>}
    </span>
  )
}

function Actions({ show, alert, silenceHours, back }: CardProps) {
  const { t } = show
  const path = `/alerts/${encodeURIComponent(alert.id)}`
  return (
    <div class="actions">
      {alert.acknowledgedAtMs === null && (
        <PostForm show={show} action={`${path}/acknowledge`}>
          <input type="hidden" name="to" value={back} />
          <button>{t.alerts.acknowledge}</button>
        </PostForm>
      )}
      {alert.acceptable && (
        <PostForm show={show} action={`${path}/accept`}>
          <input type="hidden" name="to" value={back} />
          <button class="second" title={t.alerts.acceptHelp}>
            {t.alerts.accept}
          </button>
        </PostForm>
      )}
      <details class="confirm">
        <summary>{t.alerts.silence}</summary>
        <PostForm show={show} action={`${path}/silence`} class="fields">
          <input type="hidden" name="to" value={back} />
          <div class="field">
            <label for={`hours-${alert.id}`}>{t.alerts.silenceFor}</label>
            <select id={`hours-${alert.id}`} name="hours">
              {silenceHours.map((hours) => (
                <option key={hours} value={hours}>
                  {t.alerts.silenceHours(hours)}
                </option>
              ))}
            </select>
          </div>
          <div class="field grow">
            <label for={`reason-${alert.id}`}>{t.alerts.silenceReason}</label>
            <input id={`reason-${alert.id}`} name="reason" maxLength={200} />
          </div>
          <button>{t.alerts.silence}</button>
        </PostForm>
      </details>
      <UselessForm {...{ show, alert, back }} />
    </div>
  )
}

export function HistoryTable({
  show,
  alerts,
  place,
}: {
  readonly show: Show
  readonly alerts: readonly AlertItem[]
  readonly place: boolean
}) {
  const { t, time, frame } = show
  const back = new URL(frame.path, 'http://console').pathname
  if (alerts.length === 0) return <p class="empty">{t.alerts.noHistory}</p>
  return (
    <table>
      <caption class="hide">{t.alerts.historyCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.alerts.what}</th>
          {place && <th scope="col">{t.alerts.where}</th>}
          <th scope="col">{t.alerts.opened}</th>
          <th scope="col">{t.alerts.lasted}</th>
          {frame.may.act && <td />}
        </tr>
      </thead>
      <tbody>
        {alerts.map((alert) => (
          <tr key={alert.id}>
            <th scope="row">
              <span class={`s ${severityTone(alert.severity)}`}>
                <Mark name={alert.severity} />
                <span>
                  <span class="hide">{t.severities[alert.severity]}: </span>
                  {sentence(alert.title)}
                </span>
              </span>
            </th>
            {place && (
              <td>
                <Where alert={alert} />
              </td>
            )}
            <td>
              <Time show={show} ms={alert.openedAtMs} />
            </td>
            <td>
              {alert.clearedAtMs !== null &&
                time.length((alert.clearedAtMs - alert.openedAtMs) / 1000)}
            </td>
            {frame.may.act && (
              <td>
                <UselessForm {...{ show, alert, back }} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
