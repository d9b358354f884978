/** The fleet list: whole in the first HTML, filtered by the server, at once by an island. */
import { renderToString } from 'preact-render-to-string'
import type { FleetView, HostRow, PresenceGroup } from '../collector/api/page-views.ts'
import { placeOptions, PostForm } from './fields.tsx'
import { CommandList } from './command.tsx'
import { renderPage, Time } from './layout.tsx'
import { Mark, PresenceMark, severityTone } from './marks.tsx'
import { sentence } from './sentence.ts'
import { PageLinks } from './page-links.tsx'
import type { Show } from './show.ts'

const groups: readonly (readonly [PresenceGroup, string, string])[] = [
  ['trouble', 'warning', 'warn'],
  ['missing', 'unreachable', 'bad'],
  ['here', 'online', 'ok'],
  ['away', 'off', 'off'],
]
const problemsShown = 2

export function fleetPage(show: Show, view: FleetView): string {
  const { t } = show
  return renderPage({
    show,
    title: t.fleet.title,
    islands: ['fleet'],
    children:
      view.total === 0 ? (
        <EmptyFleet show={show} view={view} />
      ) : (
        <>
          <h1 class="quiet">{t.fleet.title}</h1>
          <Tally show={show} view={view} />
          <Filters show={show} view={view} />
          <HostTable show={show} view={view} />
          <PageLinks
            show={show}
            page={view.page}
            pageCount={view.pageCount}
            address={(page) => addressOf(view, page)}
          />
        </>
      ),
  })
}

function Tally({ show, view }: { readonly show: Show; readonly view: FleetView }) {
  const { t } = show
  return (
    <nav class="tally" aria-label={t.fleet.summary}>
      {groups.map(([group, mark, tone]) => (
        <a
          key={group}
          class={view.counts[group] > 0 ? tone : 'off'}
          href={view.filter.state === group ? '/' : `/?state=${group}`}
          aria-current={view.filter.state === group ? 'true' : undefined}
        >
          <Mark name={mark} />
          <b>{view.counts[group]}</b>
          <span>{t.groups[group]}</span>
        </a>
      ))}
    </nav>
  )
}

function Filters({ show, view }: { readonly show: Show; readonly view: FleetView }) {
  const { t } = show
  const { filter } = view
  const choices = [
    ['site', t.fleet.site, placeOptions(view.sites, t.all), filter.site],
    ['department', t.fleet.department, placeOptions(view.departments, t.all), filter.department],
    ['role', t.fleet.role, [['', t.all], ...Object.entries(t.roles)], filter.role],
    ['state', t.fleet.state, [['', t.all], ...Object.entries(t.groups)], filter.state],
  ] as const
  const active = Object.values(filter).some((value) => value !== '')
  return (
    <form class="filters" method="get" action="/" role="search">
      <div class="field grow">
        <label for="q">{t.fleet.search}</label>
        <input
          id="q"
          name="q"
          type="search"
          value={filter.search}
          placeholder={t.fleet.searchHelp}
        />
      </div>
      {choices.map(([name, label, options, value]) => (
        <div class="field" key={name}>
          <label for={`f-${name}`}>{label}</label>
          <select id={`f-${name}`} name={name}>
            {options.map(([key = '', word]) => (
              <option key={key} value={key} selected={key === value}>
                {word}
              </option>
            ))}
          </select>
        </div>
      ))}
      <button>{t.fleet.filter}</button>
      {active && <a href="/">{t.fleet.clear}</a>}
      <output id="shown" data-total={view.matched}>
        {t.fleet.shown(view.matched, view.total)}
      </output>
    </form>
  )
}

function HostTable({ show, view }: { readonly show: Show; readonly view: FleetView }) {
  const { t } = show
  return (
    <>
      <table class="hosts" id="hosts">
        <caption class="hide">{t.fleet.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.fleet.name}</th>
            <th scope="col">{t.fleet.state}</th>
            <th scope="col">{t.fleet.wrong}</th>
            <th scope="col">{t.fleet.lastSeen}</th>
            <th scope="col">{t.fleet.site}</th>
            <th scope="col">{t.fleet.department}</th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <tr key={row.id} data-host={row.id}>
              <Cells show={show} row={row} />
            </tr>
          ))}
        </tbody>
      </table>
      <p class="empty" id="none" hidden={view.matched > 0}>
        {t.fleet.noneMatch}
      </p>
    </>
  )
}

/** Cells of one row, as the live status replaces them. */
export function fleetRow(show: Show, row: HostRow): string {
  return renderToString(<Cells show={show} row={row} />)
}

function Cells({ show, row }: { readonly show: Show; readonly row: HostRow }) {
  const { t, time } = show
  return (
    <>
      <th scope="row">
        <a href={`/hosts/${encodeURIComponent(row.id)}`}>{row.name}</a>
        <small>
          {t.roles[row.role]}
          {row.critical && <em> · {t.critical}</em>}
          {row.simulated && <i> · {t.simulated}</i>}
        </small>
      </th>
      <td>
        <PresenceMark presence={row.presence} word={t.presence[row.presence]} />
      </td>
      <td class="problems">
        {row.problems.slice(0, problemsShown).map((problem, index) => (
          <span key={index} class={`s ${severityTone(problem.severity)}`}>
            <Mark name={problem.severity} />
            <span>
              <span class="hide">{t.severities[problem.severity]}: </span>
              {sentence(problem.title)}
              {problem.acknowledged && <small> ({t.fleet.acknowledged})</small>}
            </span>
          </span>
        ))}
        {row.problems.length > problemsShown && (
          <small>{t.fleet.more(row.problems.length - problemsShown)}</small>
        )}
        {row.clockOffSeconds !== null && (
          <span class="s warn">
            <Mark name="warning" />
            <span>{t.fleet.clockOff(time.length(row.clockOffSeconds))}</span>
          </span>
        )}
      </td>
      <td class="seen">
        {row.lastSeenMs === null ? t.time.never : <Time show={show} ms={row.lastSeenMs} ago />}
      </td>
      <td class="place">{row.site ?? t.none}</td>
      <td class="place">{row.department ?? t.none}</td>
    </>
  )
}

function addressOf({ filter }: FleetView, page: number): string {
  const { search, ...rest } = filter
  const given = Object.entries({ q: search, ...rest }).filter(([, value]) => value !== '')
  return `/?${new URLSearchParams([...given, ['page', String(page)]]).toString()}`
}

function EmptyFleet({ show, view }: { readonly show: Show; readonly view: FleetView }) {
  const { t, frame } = show
  if (!frame.may.act)
    return (
      <section class="start">
        <h1>{t.fleet.emptyTitle}</h1>
        <p class="lead">{t.fleet.emptyViewer}</p>
      </section>
    )
  return (
    <section class="start">
      <h1>{t.fleet.emptyTitle}</h1>
      <p class="lead">{t.fleet.emptyLead}</p>
      <ol>
        {t.fleet.emptySteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <PostForm show={show} action="/enrolment/tokens">
        <input type="hidden" name="days" value="1" />
        <input type="hidden" name="uses" value="50" />
        <input type="hidden" name="role" value="desktop" />
        <input type="hidden" name="autoApprove" value="1" />
        <button>{t.fleet.emptyMake}</button>
      </PostForm>
      <h2>{t.fleet.emptyLook}</h2>
      <CommandList show={show} commands={view.exampleCommands} scope="example" copy={false} />
    </section>
  )
}
