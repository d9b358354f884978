/** What hangs on what: what is proposed and why, what is said, and the forms to say it. */
import type { ParentRow, ParentsView, ProposalRow } from '../collector/api/topology-views.ts'
import type { Confidence } from '../config/topology-evidence.ts'
import { Input, PostForm, stateOf, TextArea } from './fields.tsx'
import { renderPage, Time } from './layout.tsx'
import { Mark } from './marks.tsx'
import { Head } from './network-checks.tsx'
import { NetworkMenu } from './network-menu.tsx'
import type { Show } from './show.ts'

interface Part {
  readonly show: Show
  readonly view: ParentsView
}

export function parentsPage(show: Show, view: ParentsView): string {
  const t = show.t.topology
  return renderPage({
    show,
    title: t.title,
    children: (
      <>
        <h1>{t.title}</h1>
        <NetworkMenu show={show} />
        <p class="lead">{t.lead}</p>
        {view.fault !== null && (
          <div role="alert">
            <p class="error">{t.fault(view.fault)}</p>
            <p class="help">{t.faultHelp}</p>
          </div>
        )}
        <Proposals show={show} view={view} />
        <Said show={show} view={view} />
        <ByHand show={show} view={view} />
        <List show={show} view={view} />
      </>
    ),
  })
}

function Proposals({ show, view }: Part) {
  const t = show.t.topology
  const { proposals, proposalCount, sureCount, rings } = view
  return (
    <section>
      <h2>{t.proposed}</h2>
      {proposals.length === 0 ? (
        <p class="empty">{t.noProposals}</p>
      ) : (
        <PostForm show={show} action="/network/parents/decide" class="stack">
          <table class="hosts">
            <caption class="hide">{t.proposed}</caption>
            <Head words={[t.child, t.parent, t.sure, t.why]} />
            <tbody>
              {proposals.map((row) => (
                <Proposal
                  key={`${row.childId}~${row.parentId}`}
                  show={show}
                  view={view}
                  row={row}
                />
              ))}
            </tbody>
          </table>
          {proposalCount > proposals.length && (
            <p class="soft">{t.more(proposals.length, proposalCount)}</p>
          )}
          <div class="actions">
            <button name="do" value="accept">
              {t.accept}
            </button>
            {sureCount > 0 && (
              <button name="do" value="sure" class="second">
                {t.acceptSure(sureCount)}
              </button>
            )}
            <button name="do" value="decline" class="second">
              {t.decline}
            </button>
          </div>
        </PostForm>
      )}
      {rings.length > 0 && (
        <p class="soft">
          {t.rings} {rings.map(({ child, parent }) => t.pair(child, parent)).join('; ')}
        </p>
      )}
    </section>
  )
}

const looks: Readonly<Record<Confidence, readonly [mark: string, tone: string]>> = {
  high: ['done', 'ok'],
  medium: ['info', 'note'],
  low: ['stale', 'warn'],
}

function Proposal({ show, view, row }: Part & { readonly row: ProposalRow }) {
  const t = show.t.topology
  const [mark, tone] = looks[row.confidence]
  const host = (id: string): string => `/hosts/${encodeURIComponent(id)}`
  return (
    <tr>
      <th scope="row">
        <label>
          <input type="checkbox" name={`pair-${row.childId}~${row.parentId}`} value="1" />{' '}
          {row.child}
        </label>
      </th>
      <td data-label={t.parent}>
        <a href={host(row.parentId)}>{row.parent}</a>
        {row.port !== null && <small> {t.map.port(row.port)}</small>}
        {row.replaced.length > 0 && <p class="help warn">{t.instead(row.replaced.join(', '))}</p>}
      </td>
      <td data-label={t.sure}>
        <span class={`s ${tone}`}>
          <Mark name={mark} />
          {t.confidences[row.confidence]}
        </span>
      </td>
      <td data-label={t.why}>
        {row.evidence.map((one, at) => (
          <p class="help" key={at}>
            {t.evidence(one, view.nameOf)}
          </p>
        ))}
        {row.notes.map((note) => (
          <p class="help warn" key={note}>
            {t.notes[note]}
          </p>
        ))}
      </td>
    </tr>
  )
}

function Said({ show, view }: Part) {
  const t = show.t.topology
  const { links, linkCount } = view
  return (
    <section>
      <h2>{t.said}</h2>
      {links.length === 0 ? (
        <p class="empty">{t.nothingSaid}</p>
      ) : (
        <>
          <p>
            <a href="/network/parents.csv">{t.export}</a>
          </p>
          <table class="hosts">
            <caption class="hide">{t.said}</caption>
            <Head words={[t.child, t.parent, t.how, t.by, show.t.remove]} />
            <tbody>
              {links.map((row) => (
                <Link key={`${row.childId}~${row.parentId}`} show={show} row={row} />
              ))}
            </tbody>
          </table>
          {linkCount > links.length && <p class="soft">{t.more(links.length, linkCount)}</p>}
        </>
      )}
    </section>
  )
}

function Link({ show, row }: { readonly show: Show; readonly row: ParentRow }) {
  const t = show.t.topology
  return (
    <tr>
      <th scope="row">
        <a href={`/hosts/${encodeURIComponent(row.childId)}`}>{row.child}</a>
      </th>
      <td data-label={t.parent}>
        <a href={`/hosts/${encodeURIComponent(row.parentId)}`}>{row.parent}</a>
        {row.port !== null && <small> {t.map.port(row.port)}</small>}
      </td>
      <td data-label={t.how}>
        {t.sources[row.how]}
        {row.seen && <p class="help">{t.seen}</p>}
      </td>
      <td data-label={t.by}>
        {row.by ?? show.t.none}{' '}
        <small>{row.sinceMs > 0 && <Time show={show} ms={row.sinceMs} ago />}</small>
      </td>
      <td>
        <PostForm show={show} action="/network/parents/remove">
          <input type="hidden" name="child" value={row.childId} />
          <input type="hidden" name="parent" value={row.parentId} />
          <button class="small">
            {show.t.remove}
            <span class="hide"> {t.pair(row.child, row.parent)}</span>
          </button>
        </PostForm>
      </td>
    </tr>
  )
}

function ByHand({ show, view }: Part) {
  const t = show.t.topology
  const shared = { show, scope: 'declare', form: stateOf(view.form, 'declare'), maxLength: 255 }
  return (
    <section class="card">
      <h2>{t.declare}</h2>
      <p class="soft">{t.declareLead}</p>
      <PostForm show={show} action="/network/parents/declare" class="fields">
        <Input {...shared} name="child" label={t.child} list="hosts" required />
        <Input {...shared} name="parent" label={t.parent} list="hosts" required />
        <Input {...shared} name="port" label={t.port} help={t.portHelp} />
        <Input {...shared} name="second" label={t.second} list="hosts" />
        <button>{show.t.save}</button>
      </PostForm>
      <datalist id="hosts">
        {view.names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </section>
  )
}

function List({ show, view }: Part) {
  const t = show.t.topology
  const form = stateOf(view.form, 'import')
  return (
    <section class="card">
      <h2>{t.import}</h2>
      <PostForm show={show} action="/network/parents/import" class="stack">
        <TextArea
          show={show}
          form={form}
          scope="import"
          name="list"
          label={t.import}
          help={t.importHelp}
        />
        <button>{t.importButton}</button>
      </PostForm>
    </section>
  )
}
