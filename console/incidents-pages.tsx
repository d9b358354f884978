/** Incidents: the list, one with its timeline, and the register of power cuts. */
import type {
  IncidentItem,
  IncidentPages,
  IncidentsView,
  PowerView,
} from '../collector/api/incident-views.ts'
import type { PageFrame } from '../collector/api/pages.ts'
import { incidentPage } from './incident-page.tsx'
import { renderPage, Time } from './layout.tsx'
import { Mark, severityTone } from './marks.tsx'
import { sentence } from './sentence.ts'
import type { Show } from './show.ts'

export function incidentPages(show: (frame: PageFrame) => Show): IncidentPages<PageFrame> {
  return {
    list: (frame, view) => incidentsPage(show(frame), view),
    one: (frame, view) => incidentPage(show(frame), view),
    power: (frame, view) => powerPage(show(frame), view),
  }
}

function incidentsPage(show: Show, view: IncidentsView): string {
  const { t } = show
  return renderPage({
    show,
    title: t.incidents.title,
    children: (
      <>
        <h1>{t.incidents.title}</h1>
        <p class="soft">{t.incidents.lead}</p>
        <p>
          <a href="/power">{t.incidents.power}</a>
        </p>
        <h2>{t.incidents.list(view.days)}</h2>
        {view.incidents.length === 0 ? (
          <p class="calm">
            <Mark name="done" /> {t.incidents.none}
          </p>
        ) : (
          <table>
            <caption class="hide">{t.incidents.title}</caption>
            <thead>
              <tr>
                <th scope="col">{t.incidents.what}</th>
                <th scope="col">{t.incidents.began}</th>
                <th scope="col">{t.incidents.lasted}</th>
                <th scope="col">{t.incidents.hosts}</th>
              </tr>
            </thead>
            <tbody>
              {view.incidents.map((item) => (
                <Line key={item.id} show={show} item={item} />
              ))}
            </tbody>
          </table>
        )}
      </>
    ),
  })
}

function Line({ show, item }: { readonly show: Show; readonly item: IncidentItem }) {
  const { t, time } = show
  return (
    <tr>
      <th scope="row">
        <a href={`/incidents/${encodeURIComponent(item.id)}`}>
          {item.where ?? t.incidents.kinds[item.kind]}
        </a>
        <br />
        <small class={`s ${severityTone(item.severity)}`}>
          <Mark name={item.severity} /> {sentence(item.title)}
        </small>
        <br />
        <small>{t.incidents.causes[item.cause]}</small>
      </th>
      <td>
        <Time show={show} ms={item.beganMs} />
      </td>
      <td>
        {item.endedMs === null
          ? t.incidents.open
          : time.length((item.endedMs - item.beganMs) / 1000)}
      </td>
      <td>{item.hostCount || t.none}</td>
    </tr>
  )
}

function powerPage(show: Show, view: PowerView): string {
  const { t } = show
  return renderPage({
    show,
    title: t.power.title,
    children: (
      <>
        <h1>{t.power.title}</h1>
        <p class="soft">{t.power.lead}</p>
        <div class="split">
          <h2>{t.power.quarter(view.startYear, view.quarter)}</h2>
          <nav class="spans" aria-label={t.power.title}>
            <a href={`/power?at=${view.beforeMs}`}>{t.power.before}</a>
            {view.afterMs !== null && <a href={`/power?at=${view.afterMs}`}>{t.power.after}</a>}
          </nav>
        </div>
        {view.cuts.length === 0 ? (
          <p class="empty">{t.power.none}</p>
        ) : (
          <>
            <PowerSums show={show} sites={view.sites} />
            <PowerCuts show={show} cuts={view.cuts} />
          </>
        )}
      </>
    ),
  })
}

function PowerSums({ show, sites }: { readonly show: Show; readonly sites: PowerView['sites'] }) {
  const { t, time } = show
  return (
    <table>
      <caption>{t.power.sum}</caption>
      <thead>
        <tr>
          <th scope="col">{t.power.site}</th>
          <th scope="col">{t.power.cuts}</th>
          <th scope="col">{t.power.total}</th>
        </tr>
      </thead>
      <tbody>
        {sites.map(({ site, count, seconds }) => (
          <tr key={site}>
            <th scope="row">{site}</th>
            <td>{count}</td>
            <td>{time.length(seconds)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function PowerCuts({ show, cuts }: { readonly show: Show; readonly cuts: PowerView['cuts'] }) {
  const { t, time } = show
  return (
    <table>
      <caption>{t.power.cuts}</caption>
      <thead>
        <tr>
          <th scope="col">{t.power.site}</th>
          <th scope="col">{t.power.from}</th>
          <th scope="col">{t.power.to}</th>
          <th scope="col">{t.power.told}</th>
        </tr>
      </thead>
      <tbody>
        {cuts.map((cut) => (
          <tr key={`${cut.siteId} ${cut.fromMs}`}>
            <th scope="row">
              {cut.site} <small>{t.power.numbered(cut.number)}</small>
            </th>
            <td>
              <Time show={show} ms={cut.fromMs} />
            </td>
            <td>
              <Time show={show} ms={cut.toMs} />
              <br />
              <small>{time.length((cut.toMs - cut.fromMs) / 1000)}</small>
            </td>
            <td>
              <details>
                <summary>{cut.hosts.length}</summary>
                {cut.hosts.join(', ')}
              </details>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
