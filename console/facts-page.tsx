/** The fleet by subject: antivirus, backups, disks, updates. Filters are a plain form. */
import type { FactsLine, FactsView } from '../collector/api/fact-views.ts'
import { factText, headingText } from './fact-text.ts'
import { FactsTable } from './facts-table.tsx'
import { factsCsv } from './facts-csv.ts'
import { placeOptions } from './fields.tsx'
import { renderPage } from './layout.tsx'
import { Mark, verdictMarks as marks } from './marks.tsx'
import { PageLinks } from './page-links.tsx'
import type { Show } from './show.ts'

const subjects = ['antivirus', 'backups', 'disks', 'updates'] as const

export function factsPage(show: Show, view: FactsView): string {
  const { t } = show
  return renderPage({
    show,
    title: t.facts.subjects[view.subject],
    children: (
      <>
        <Subjects show={show} view={view} />
        <h1>{t.facts.subjects[view.subject]}</h1>
        <p class="lead">{t.facts.leads[view.subject]}</p>
        <Tally show={show} view={view} />
        <Filters show={show} view={view} />
        {view.total === 0 ? (
          <p class="empty">{t.facts.noHosts}</p>
        ) : (
          <>
            <ByDepartment show={show} view={view} />
            <FactsTable show={show} view={view} />
            <PageLinks
              show={show}
              page={view.page}
              pageCount={view.pageCount}
              address={(page) => addressOf(view, { page: String(page) })}
            />
          </>
        )}
      </>
    ),
  })
}

interface Props {
  readonly show: Show
  readonly view: FactsView
}

function Subjects({ show, view }: Props) {
  const { t } = show
  return (
    <nav class="spans" aria-label={t.facts.title}>
      {subjects.map((subject) => (
        <a
          key={subject}
          href={`/facts/${subject}`}
          aria-current={subject === view.subject ? 'page' : undefined}
        >
          {t.facts.subjects[subject]}
        </a>
      ))}
    </nav>
  )
}

function Tally({ show, view }: Props) {
  const { t } = show
  return (
    <nav class="tally" aria-label={t.facts.summary}>
      {marks.map(([verdict, mark, tone]) => (
        <a
          key={verdict}
          class={view.counts[verdict] > 0 ? tone : 'off'}
          href={addressOf(view, { verdict: view.filter.verdict === verdict ? '' : verdict })}
          aria-current={view.filter.verdict === verdict ? 'true' : undefined}
        >
          <Mark name={mark} />
          <b>{view.counts[verdict]}</b>
          <span>{t.facts.verdicts[verdict]}</span>
        </a>
      ))}
    </nav>
  )
}

function Filters({ show, view }: Props) {
  const { t } = show
  const { filter } = view
  const choices = [
    ['site', t.fleet.site, placeOptions(view.sites, t.all), filter.site],
    ['department', t.fleet.department, placeOptions(view.departments, t.all), filter.department],
    ['verdict', t.fleet.state, [['', t.all], ...Object.entries(t.facts.verdicts)], filter.verdict],
  ] as const
  const active = Object.values(filter).some((value) => value !== '')
  return (
    <form class="filters" method="get" action={`/facts/${view.subject}`}>
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
      {active && <a href={`/facts/${view.subject}`}>{t.fleet.clear}</a>}
      <output>{t.fleet.shown(view.matched, view.total)}</output>
      <a href={`/facts/${view.subject}/csv`} download>
        {t.facts.csv}
      </a>
    </form>
  )
}

function ByDepartment({ show, view }: Props) {
  const { t } = show
  if (view.byDepartment.length < 2) return null
  return (
    <details class="more" open={view.filter.department === ''}>
      <summary>
        <h2>{t.facts.byDepartment}</h2>
      </summary>
      <table>
        <caption class="hide">{t.facts.byDepartment}</caption>
        <thead>
          <tr>
            <th scope="col">{t.fleet.department}</th>
            {marks.map(([verdict]) => (
              <th scope="col" key={verdict}>
                {t.facts.verdicts[verdict]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.byDepartment.map(({ id, name, counts }) => (
            <tr key={id ?? ''}>
              <th scope="row">
                {id === null ? t.none : <a href={addressOf(view, { department: id })}>{name}</a>}
              </th>
              {marks.map(([verdict]) => (
                <td key={verdict}>{counts[verdict] === 0 ? '' : counts[verdict]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function addressOf(view: FactsView, change: Readonly<Record<string, string>>): string {
  const wanted = Object.entries({ ...view.filter, ...change }).filter(([, value]) => value !== '')
  const query = new URLSearchParams(wanted).toString()
  return `/facts/${view.subject}${query === '' ? '' : `?${query}`}`
}

/** The file in the reader's language. */
export function factsCsvText(
  show: Show,
  lines: readonly FactsLine[],
  columns: readonly string[],
): string {
  const { t } = show
  const fixed: Readonly<Record<string, string>> = {
    name: t.fleet.name,
    site: t.fleet.site,
    department: t.fleet.department,
    verdict: t.facts.verdict,
    told: t.facts.told,
  }
  return factsCsv(lines, columns, {
    heading: (key) => fixed[key] ?? headingText(t, key),
    cell: (cell) => factText(show, cell),
    verdict: (verdict) => t.facts.verdicts[verdict],
  })
}
