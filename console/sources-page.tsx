import type { LineSourceItem, LineSourcesView } from '../collector/api/line-views.ts'
import { Secret } from './command.tsx'
import { Confirm, Input, PlaceFields, PostForm, Select, stateOf } from './fields.tsx'
import { renderPage, Time } from './layout.tsx'
import { SettingsTabs } from './settings-tabs.tsx'
import type { Show } from './show.ts'

interface Part {
  readonly show: Show
  readonly view: LineSourcesView
}

export function sourcesPage(show: Show, view: LineSourcesView): string {
  const { t } = show
  const refusing = view.sources.filter(({ refusals }) => refusals.length > 0)
  return renderPage({
    show,
    title: t.sources.title,
    children: (
      <>
        <h1>{t.sources.title}</h1>
        <SettingsTabs show={show} />
        <p class="lead">{t.sources.lead}</p>
        {view.created && (
          <section class="ready" role="status">
            <h2>{t.sources.ready(view.created.name)}</h2>
            <p>{t.sources.readyHelp}</p>
            <Secret show={show} id="secret" text={view.created.secret} />
            <h3>{t.sources.telegraf}</h3>
            <pre>
              <code>{view.created.telegraf}</code>
            </pre>
            <h3>{t.sources.curl}</h3>
            <Secret show={show} id="curl" text={view.created.curl} />
          </section>
        )}
        <Sources show={show} view={view} />
        {refusing.map((source) => (
          <Refused key={source.id} show={show} source={source} />
        ))}
        <NewSource show={show} view={view} />
        <p>
          <a href="/sources/mlinzi-ca.pem">{t.sources.authority}</a>. {t.sources.authorityHelp}
        </p>
        <p class="soft">{t.sources.more}</p>
      </>
    ),
  })
}

function Sources({ show, view }: Part) {
  const { t } = show
  if (view.sources.length === 0) return <p class="empty">{t.sources.none}</p>
  return (
    <table>
      <caption class="hide">{t.sources.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.sources.name}</th>
          <th scope="col">{t.fleet.role}</th>
          <th scope="col">{t.sources.place}</th>
          <th scope="col">{t.sources.lastWrite}</th>
          <th scope="col">{t.sources.points}</th>
          <th scope="col">{t.sources.refused}</th>
          <th scope="col">{t.sources.series}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {view.sources.map((source) => (
          <tr key={source.id}>
            <th scope="row">{source.name}</th>
            <td>{t.roles[source.role]}</td>
            <td>{view.sites.find(({ id }) => id === source.siteId)?.name ?? t.none}</td>
            <td>
              {source.lastWriteMs === null ? (
                t.sources.notYet
              ) : (
                <Time show={show} ms={source.lastWriteMs} ago />
              )}
            </td>
            <td>{source.points}</td>
            <td>{source.refused}</td>
            <td>{t.sources.seriesOf(source.seriesCount, source.seriesMax)}</td>
            <td>
              {source.revoked ? (
                t.sources.revoked
              ) : (
                <Change show={show} view={view} source={source} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Change({ show, view, source }: Part & { readonly source: LineSourceItem }) {
  const { t } = show
  const form = stateOf(view.form, `limit-${source.id}`)
  const path = `/sources/${encodeURIComponent(source.id)}`
  return (
    <details class="confirm" open={form !== null}>
      <summary>{t.edit}</summary>
      <PostForm show={show} action={`${path}/limit`} class="fields">
        <Input
          show={show}
          form={form}
          scope={`s-${source.id}`}
          name="series"
          label={t.sources.seriesMax}
          help={t.sources.seriesHelp}
          value={String(source.seriesMax)}
          type="number"
          min={1}
          max={1_000_000}
          required
        />
        <button>{t.save}</button>
      </PostForm>
      <Confirm show={show} label={t.sources.revoke} action={`${path}/revoke`} />
    </details>
  )
}

function Refused({ show, source }: { readonly show: Show; readonly source: LineSourceItem }) {
  const { t } = show
  return (
    <section>
      <h2>{t.sources.refusedTitle(source.name)}</h2>
      <p class="help">{t.sources.refusedLead}</p>
      <table>
        <caption class="hide">{t.sources.refusedTitle(source.name)}</caption>
        <thead>
          <tr>
            <th scope="col">{t.sources.reason}</th>
            <th scope="col">{t.sources.refused}</th>
            <th scope="col">{t.sources.when}</th>
            <th scope="col">{t.sources.line}</th>
          </tr>
        </thead>
        <tbody>
          {source.refusals.map(({ reason, kind, points, atMs, line }) => (
            <tr key={reason}>
              <td>
                {t.sources.kinds[kind]} <code>{reason}</code>
              </td>
              <td>{points}</td>
              <td>
                <Time show={show} ms={atMs} ago />
              </td>
              <td>
                <code>{line}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function NewSource({ show, view }: Part) {
  const { t } = show
  const base = { show, form: stateOf(view.form, 'source'), scope: 'source' }
  return (
    <section class="card">
      <h2>{t.sources.newSource}</h2>
      <PostForm show={show} action="/sources" class="fields">
        <Input
          {...base}
          name="name"
          label={t.sources.name}
          help={t.sources.nameHelp}
          maxLength={63}
          required
          autocomplete="off"
        />
        <Select
          {...base}
          name="role"
          label={t.sources.role}
          help={t.sources.roleHelp}
          value="server"
          options={Object.entries(t.roles)}
        />
        <PlaceFields {...base} places={view} />
        <Input
          {...base}
          name="series"
          label={t.sources.seriesMax}
          help={t.sources.seriesHelp}
          value={String(view.seriesMaxDefault)}
          type="number"
          min={1}
          max={1_000_000}
          required
        />
        <button>{t.sources.make}</button>
      </PostForm>
    </section>
  )
}
