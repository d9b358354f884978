/** One incident with all that explains it. */
import type { IncidentStep, IncidentView } from '../collector/api/incident-views.ts'
import { renderPage, Time } from './layout.tsx'
import { PresenceMark, SeverityMark } from './marks.tsx'
import { sentence } from './sentence.ts'
import type { Show } from './show.ts'

export function incidentPage(show: Show, view: IncidentView): string {
  const { t } = show
  const { item } = view
  return renderPage({
    show,
    title: item.where ?? t.incidents.kinds[item.kind],
    children: (
      <>
        <p>
          <a href="/incidents">{t.incidents.back}</a>
        </p>
        <p class="kind">{t.incidents.kinds[item.kind]}</p>
        <h1>{item.where ?? sentence(item.title)}</h1>
        <p>
          <SeverityMark severity={item.severity} word={t.severities[item.severity]} />{' '}
          {sentence(item.title)}
        </p>
        <Facts show={show} view={view} />
        <p>{view.fact}</p>
        <p class="soft">{view.meaning}</p>
        {item.endedMs === null && view.steps.length > 0 && (
          <section>
            <h2>{t.incidents.todo}</h2>
            <ol>
              {view.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </section>
        )}
        <Timeline show={show} steps={view.timeline} />
        <Members show={show} view={view} />
      </>
    ),
  })
}

function Facts({ show, view }: { readonly show: Show; readonly view: IncidentView }) {
  const { t, time } = show
  const { item, cut } = view
  const lasted =
    item.endedMs === null ? t.incidents.open : time.length((item.endedMs - item.beganMs) / 1000)
  return (
    <>
      <dl class="facts">
        <div>
          <dt>{t.incidents.began}</dt>
          <dd>
            <Time show={show} ms={item.beganMs} />
          </dd>
        </div>
        <div>
          <dt>{t.incidents.lasted}</dt>
          <dd>{lasted}</dd>
        </div>
        <div>
          <dt>{t.incidents.cause}</dt>
          <dd>{t.incidents.causes[item.cause]}</dd>
        </div>
      </dl>
      {cut && (
        <p>
          {t.incidents.inRegister(cut.hosts)}{' '}
          <a href={`/power?at=${cut.fromMs}`}>
            {time.instant(cut.fromMs)} – {time.instant(cut.toMs)}
          </a>
        </p>
      )}
    </>
  )
}

function Timeline({
  show,
  steps,
}: {
  readonly show: Show
  readonly steps: IncidentView['timeline']
}) {
  const { t } = show
  return (
    <section>
      <h2>{t.incidents.timeline}</h2>
      <table>
        <caption class="hide">{t.incidents.timeline}</caption>
        <tbody>
          {steps.map((step, at) => (
            <tr key={at}>
              <th scope="row">
                <Time show={show} ms={step.atMs} />
              </th>
              <td>
                {stepWords(show, step)}
                {step.text && <small> {step.text}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function stepWords({ t }: Show, { kind, count, text }: IncidentStep): string {
  if (kind === 'lost') return `${t.incidents.lost(count)}${t.colon}`
  if (kind === 'back') return `${t.incidents.returned(count)}${t.colon}`
  const words = t.incidents.steps[kind]
  return text === '' ? words : `${words}${t.colon}`
}

function Members({ show, view }: { readonly show: Show; readonly view: IncidentView }) {
  const { t } = show
  if (view.hosts.length === 0) return null
  return (
    <section>
      <h2>{t.incidents.members}</h2>
      <table>
        <caption class="hide">{t.incidents.members}</caption>
        <thead>
          <tr>
            <th scope="col">{t.incidents.name}</th>
            <th scope="col">{t.incidents.absence}</th>
            <th scope="col">{t.incidents.lostAt}</th>
            <th scope="col">{t.incidents.backAt}</th>
          </tr>
        </thead>
        <tbody>
          {view.hosts.map((host) => (
            <tr key={host.id}>
              <th scope="row">
                <a href={`/hosts/${encodeURIComponent(host.id)}`}>{host.name}</a>
              </th>
              <td>
                <PresenceMark presence={host.presence} word={t.presence[host.presence]} />
              </td>
              <td>
                <Time show={show} ms={host.lostMs} />
              </td>
              <td>
                {host.backMs === null ? t.incidents.notBack : <Time show={show} ms={host.backMs} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
