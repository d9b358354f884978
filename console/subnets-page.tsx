/** The subnets that pollers look through: when, by whom, what came of it. */
import type { SubnetRow, SubnetsView } from '../collector/api/discovery-views.ts'
import { PostForm } from './fields.tsx'
import { renderPage, Time } from './layout.tsx'
import { Mark } from './marks.tsx'
import { Head } from './network-checks.tsx'
import { NetworkMenu } from './network-menu.tsx'
import type { Show } from './show.ts'
import { SubnetForm } from './subnet-form.tsx'

export function subnetsPage(show: Show, view: SubnetsView): string {
  const t = show.t.discovery
  return renderPage({
    show,
    title: t.subnets,
    children: (
      <>
        <h1>{t.subnets}</h1>
        <NetworkMenu show={show} />
        <p class="lead">{t.subnetsLead}</p>
        {view.fault !== null && (
          <p class="error" role="alert">
            {t.fault(view.fault)}
          </p>
        )}
        {view.subnets.length === 0 ? (
          <p class="empty">{t.noneDeclared}</p>
        ) : (
          <table class="hosts">
            <caption class="hide">{t.subnets}</caption>
            <Head words={[t.subnet, t.when, t.last, t.result, '']} />
            <tbody>
              {view.subnets.map((row) => (
                <Subnet key={row.cidr} show={show} row={row} />
              ))}
            </tbody>
          </table>
        )}
        {show.frame.may.settings && <SubnetForm show={show} view={view} />}
      </>
    ),
  })
}

function Subnet({ show, row }: { readonly show: Show; readonly row: SubnetRow }) {
  const t = show.t.discovery
  return (
    <tr>
      <th scope="row">
        {row.cidr}
        <small>
          {row.siteName}
          {row.pollerName !== null && ` · ${row.pollerName}`}
        </small>
      </th>
      <td data-label={t.when}>
        {t.every(row.everyDays)} {row.anyTime ? t.anyTime : t.offHours}
        <p class="help">
          {t.pace(row.perSecond)}
          {row.accesses > 0 && ` · ${t.accesses(row.accesses)}`}
        </p>
        {row.secret === 'lost' && <p class="help warn">{t.secretLost}</p>}
      </td>
      <td data-label={t.last}>
        {row.doneMs === null ? show.t.time.never : <Time show={show} ms={row.doneMs} ago />}
        <State show={show} row={row} />
      </td>
      <td data-label={t.result}>
        {row.doneMs === null ? show.t.none : t.counts(row.answered, row.asked, row.personal)}
      </td>
      <td>{show.frame.may.settings && <Actions show={show} row={row} />}</td>
    </tr>
  )
}

function State({ show, row }: { readonly show: Show; readonly row: SubnetRow }) {
  const t = show.t.discovery
  const fine = row.state === 'done' || row.state === null
  return (
    <>
      {row.isRunning && <p class="help note">{t.running}</p>}
      {row.isWanted && !row.isRunning && <p class="help note">{t.wanted}</p>}
      {!fine && row.state !== null && (
        <p class="help warn">
          <Mark name="warning" /> {t.states[row.state]}
        </p>
      )}
      {row.hindrance !== null && <p class="help warn">{t.hindrances[row.hindrance]}</p>}
    </>
  )
}

function Actions({ show, row }: { readonly show: Show; readonly row: SubnetRow }) {
  const t = show.t.discovery
  return (
    <>
      <PostForm show={show} action="/network/subnets/run">
        <input type="hidden" name="cidr" value={row.cidr} />
        <button class="small" disabled={row.isRunning}>
          {t.run}
          <span class="hide"> {row.cidr}</span>
        </button>
      </PostForm>
      <details class="confirm">
        <summary>{show.t.remove}</summary>
        <PostForm show={show} action="/network/subnets/remove">
          <p class="help">{t.removeHelp}</p>
          <input type="hidden" name="cidr" value={row.cidr} />
          <button class="danger">{show.t.remove}</button>
        </PostForm>
      </details>
    </>
  )
}
