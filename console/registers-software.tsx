/** The office's programs: name, number of computers, versions. */
import type { RegisterPages } from '../collector/api/register-views.ts'
import { renderPage } from './layout.tsx'
import { RegistersMenu } from './registers-menu.tsx'
import { PageLinks } from './page-links.tsx'
import type { Show } from './show.ts'

type View = Parameters<RegisterPages['software']>[1]
type Program = View['programs'][number]

export function softwarePage(show: Show, view: View): string {
  const { t } = show
  const { software } = t.registers
  return renderPage({
    show,
    title: software.title,
    children: (
      <>
        <RegistersMenu show={show} />
        <h1>{software.title}</h1>
        <p class="lead">{software.lead}</p>
        <Search show={show} view={view} />
        {view.programs.length === 0 ? (
          <p class="empty">{view.search === '' ? software.none : software.noMatch}</p>
        ) : (
          <>
            <Programs show={show} view={view} />
            <PageLinks
              show={show}
              page={view.page}
              pageCount={view.pageCount}
              address={(page) => addressOf(view, page)}
            />
          </>
        )}
      </>
    ),
  })
}

interface Props {
  readonly show: Show
  readonly view: View
}

function Search({ show, view }: Props) {
  const { t } = show
  const file = view.search === '' ? '' : `?search=${encodeURIComponent(view.search)}`
  return (
    <form class="filters" method="get" action="/software">
      <div class="field">
        <label for="s-search">{t.registers.search}</label>
        <input id="s-search" type="search" name="search" value={view.search} maxLength={80} />
      </div>
      <button>{t.registers.find}</button>
      {view.search !== '' && <a href="/software">{t.fleet.clear}</a>}
      <output>{t.registers.software.shown(view.total)}</output>
      <a href={`/software/csv${file}`} download>
        {t.registers.csv}
      </a>
    </form>
  )
}

function Programs({ show, view }: Props) {
  const { software } = show.t.registers
  return (
    <table>
      <caption class="hide">{software.title}</caption>
      <thead>
        <tr>
          <th scope="col">{software.name}</th>
          <th scope="col">{software.hosts}</th>
          <th scope="col">{software.versions}</th>
        </tr>
      </thead>
      <tbody>
        {view.programs.map((program) => (
          <tr key={program.name}>
            <th scope="row">{program.name}</th>
            <td>{program.hosts}</td>
            <td>{versionsText(show, program)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** "1.2 (14), 1.1 (3)". */
export function versionsText({ t }: Show, { versions }: Program): string {
  return versions
    .map((one) => `${one.version || t.registers.software.unknownVersion} (${one.hosts})`)
    .join(', ')
}

function addressOf({ search }: Props['view'], page: number): string {
  return `/software?${new URLSearchParams({ search, page: String(page) }).toString()}`
}
