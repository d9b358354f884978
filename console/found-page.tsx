/** The inbox of discovery: what was found, to be made a device of the office or put aside. */
import { foundFilters, type FoundRow, type FoundView } from '../collector/api/discovery-views.ts'
import { deviceRoles } from '../contract/wire/network.ts'
import { PostForm } from './fields.tsx'
import { renderPage, Time } from './layout.tsx'
import { Head } from './network-checks.tsx'
import { NetworkMenu } from './network-menu.tsx'
import type { Show } from './show.ts'

interface Part {
  readonly show: Show
  readonly view: FoundView
}

export function foundPage(show: Show, view: FoundView): string {
  const t = show.t.discovery
  const path = '/network/discovered'
  return renderPage({
    show,
    title: t.title,
    children: (
      <>
        <h1>{t.title}</h1>
        <NetworkMenu show={show} />
        <p class="lead">{t.lead}</p>
        {view.fault !== null && (
          <p class="error" role="alert">
            {t.fault(view.fault)}
          </p>
        )}
        <nav class="tabs" aria-label={t.title}>
          {foundFilters.map((one) => (
            <a
              key={one}
              href={`${path}?which=${one}`}
              aria-current={one === view.filter ? 'page' : undefined}
            >
              {t.filters[one]} ({view.counts[one]})
            </a>
          ))}
        </nav>
        <p class="soft">{t.filterLeads[view.filter]}</p>
        {view.rows.length === 0 ? (
          <Empty show={show} view={view} />
        ) : (
          <Rows show={show} view={view} />
        )}
      </>
    ),
  })
}

function Empty({ show, view }: Part) {
  const t = show.t.discovery
  if (view.subnets > 0) return <p class="empty">{t.nothing[view.filter]}</p>
  return (
    <p class="empty">
      {t.noSubnets} <a href="/network/subnets">{show.t.topology.pages.subnets}</a>
    </p>
  )
}

function Rows({ show, view }: Part) {
  const t = show.t.discovery
  const { filter, rows, count } = view
  const may = show.frame.may.settings && filter !== 'known'
  const accepts = may && filter !== 'declined'
  const last = accepts ? [t.acceptAs] : filter === 'declined' ? [t.declined] : [t.isHost]
  return (
    <PostForm show={show} action="/network/discovered/decide" class="stack">
      <input type="hidden" name="which" value={filter} />
      <table class="hosts">
        <caption class="hide">{t.filters[filter]}</caption>
        <Head words={[t.what, t.where, t.behind, t.seen, ...last]} />
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} show={show} row={row} may={may} accepts={accepts} />
          ))}
        </tbody>
      </table>
      {count > rows.length && <p class="soft">{show.t.topology.more(rows.length, count)}</p>}
      {may && <Buttons show={show} view={view} />}
    </PostForm>
  )
}

function Buttons({ show, view }: Part) {
  const t = show.t.discovery
  if (view.filter === 'declined')
    return (
      <button name="do" value="restore">
        {t.restore}
      </button>
    )
  return (
    <div class="fields">
      <button name="do" value="accept">
        {t.accept}
      </button>
      <div class="field">
        <label for="reason">{t.reason}</label>
        <input id="reason" name="reason" type="text" maxLength={500} />
      </div>
      <button name="do" value="decline" class="second">
        {t.decline}
      </button>
    </div>
  )
}

interface RowProps {
  readonly show: Show
  readonly row: FoundRow
  readonly may: boolean
  readonly accepts: boolean
}

function Row({ show, row, may, accepts }: RowProps) {
  const t = show.t.discovery
  const { t: all } = show
  const title = row.name ?? row.suggested.name ?? row.address
  const card = row.madeUp ? t.madeUp : row.maker
  return (
    <tr>
      <th scope="row">
        {may ? (
          <label>
            <input type="checkbox" name={`found-${row.id}`} value="1" /> {title || row.address}
          </label>
        ) : (
          title || row.address
        )}
        <small>
          {t.kinds[row.kind]}
          {row.model !== null && ` · ${row.model.slice(0, 80)}`}
          {row.isNeighbour && ` · ${t.neighbour}`}
        </small>
      </th>
      <td data-label={t.where}>
        {row.address || t.noAddress} <small>{row.siteName}</small>
        {row.mac !== null && (
          <p class="help">
            {row.mac} {card}
          </p>
        )}
      </td>
      <td data-label={t.behind}>
        {row.place === null
          ? all.none
          : t.place(row.place.device, row.place.port, row.place.addresses)}
      </td>
      <td data-label={t.seen}>
        <Time show={show} ms={row.lastMs} ago />
        <p class="help">
          {t.first} {show.time.day(row.firstMs)}
        </p>
      </td>
      <td data-label={accepts ? t.acceptAs : row.state === 'declined' ? t.declined : t.isHost}>
        <Decision show={show} row={row} accepts={accepts} />
      </td>
    </tr>
  )
}

function Decision({ show, row, accepts }: Omit<RowProps, 'may'>) {
  const t = show.t.discovery
  if (row.hostId !== null)
    return <a href={`/hosts/${encodeURIComponent(row.hostId)}`}>{row.hostName ?? row.hostId}</a>
  if (row.state === 'declined')
    return (
      <>
        {row.reason || show.t.none} <small>{row.decidedBy}</small>
      </>
    )
  if (!accepts) return <>{show.t.none}</>
  return (
    <div class="actions">
      <input
        type="text"
        name={`name-${row.id}`}
        value={row.suggested.name}
        maxLength={255}
        aria-label={t.nameOf(row.suggested.name)}
      />
      <select name={`role-${row.id}`} aria-label={t.roleOf(row.suggested.name)}>
        {deviceRoles.map((role) => (
          <option key={role} value={role} selected={role === row.suggested.role}>
            {show.t.roles[role]}
          </option>
        ))}
      </select>
      {row.address === '' && (
        <input
          type="text"
          name={`address-${row.id}`}
          placeholder="10.20.3.2"
          maxLength={64}
          aria-label={t.addressOf(row.suggested.name)}
        />
      )}
    </div>
  )
}
