/** One computer's programs and their changes, its usage by day, its printed pages. */
import type { RegisterPages } from '../collector/api/register-views.ts'
import { Confirm } from './fields.tsx'
import { renderPage, Time } from './layout.tsx'
import { PrintedTable } from './registers-printing.tsx'
import type { Show } from './show.ts'

type View = Parameters<RegisterPages['records']>[1]
interface Props {
  readonly show: Show
  readonly view: View
}

export function recordsPage(show: Show, view: View): string {
  const { records, printing } = show.t.registers
  return renderPage({
    show,
    title: `${view.host} · ${records.title}`,
    children: (
      <>
        <h1>
          <a href={`/hosts/${encodeURIComponent(view.hostId)}`}>{view.host}</a>
        </h1>
        <Changes show={show} view={view} />
        <Programs show={show} view={view} />
        {view.usage !== null && <Usage show={show} view={view} />}
        <section class="card">
          <h2>{records.printed(view.month)}</h2>
          {view.printed.length === 0 ? (
            <p class="empty">{printing.none}</p>
          ) : (
            <PrintedTable show={show} queues={view.printed} />
          )}
        </section>
      </>
    ),
  })
}

function Changes({ show, view }: Props) {
  const { t } = show
  const { records } = t.registers
  return (
    <section class="card" id="changes">
      <h2>{records.changes(view.changeDays)}</h2>
      {view.changes.length === 0 ? (
        <p class="empty">{records.noChanges}</p>
      ) : (
        <table>
          <caption class="hide">{records.changes(view.changeDays)}</caption>
          <thead>
            <tr>
              <th scope="col">{t.registers.software.name}</th>
              <th scope="col">{records.what}</th>
              <th scope="col">{records.before}</th>
              <th scope="col">{records.after}</th>
              <th scope="col">{records.when}</th>
            </tr>
          </thead>
          <tbody>
            {view.changes.map((one) => (
              <tr key={`${one.atMs} ${one.name}`}>
                <th scope="row">{one.name}</th>
                <td>{records.kinds[one.kind]}</td>
                <td>{one.before || t.none}</td>
                <td>{one.after || t.none}</td>
                <td>
                  <Time show={show} ms={one.atMs} ago />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Programs({ show, view }: Props) {
  const { registers } = show.t
  if (view.programs.length === 0) return null
  return (
    <details class="more">
      <summary>
        <h2>{registers.records.all(view.programs.length)}</h2>
      </summary>
      <table>
        <caption class="hide">{registers.software.title}</caption>
        <thead>
          <tr>
            <th scope="col">{registers.software.name}</th>
            <th scope="col">{registers.software.versions}</th>
            <th scope="col">{registers.records.publisher}</th>
          </tr>
        </thead>
        <tbody>
          {view.programs.map(({ name, version, publisher }) => (
            <tr key={`${name} ${version}`}>
              <th scope="row">{name}</th>
              <td>{version}</td>
              <td>{publisher}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function Usage({ show, view }: Props) {
  const { records } = show.t.registers
  const days = view.usage ?? []
  return (
    <section class="card" id="usage">
      <h2>{records.usage}</h2>
      {view.notice !== 'confirmed' && <p class="help">{records.usageOff}</p>}
      {days.length === 0 ? (
        <p class="empty">{records.usageNone}</p>
      ) : (
        <>
          <UsageTable show={show} days={days} />
          <Confirm
            {...{ show, label: records.erase, help: records.eraseHelp }}
            action={`/hosts/${encodeURIComponent(view.hostId)}/records/erase`}
          />
        </>
      )}
    </section>
  )
}

function UsageTable({
  show,
  days,
}: {
  readonly show: Show
  readonly days: NonNullable<View['usage']>
}) {
  const { t, time } = show
  const { records } = t.registers
  return (
    <table>
      <caption class="hide">{records.usage}</caption>
      <thead>
        <tr>
          <th scope="col">{records.day}</th>
          <th scope="col">{records.on}</th>
          <th scope="col">{records.used}</th>
          <th scope="col">{records.logons}</th>
          <th scope="col">{records.failed}</th>
          <th scope="col">{records.users}</th>
        </tr>
      </thead>
      <tbody>
        {days.map((one) => (
          <tr key={one.day}>
            <th scope="row">{one.day}</th>
            <td>{time.length(one.onSeconds)}</td>
            <td>{time.length(one.usedSeconds)}</td>
            <td>{one.logons ?? t.facts.words.unknown}</td>
            <td>{one.failedLogons ?? t.facts.words.unknown}</td>
            <td>{one.users || t.none}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
