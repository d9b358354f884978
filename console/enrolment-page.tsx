import type { EnrolmentView, KeyItem } from '../collector/api/pages.ts'
import { CommandList } from './command.tsx'
import { Check, Confirm, Input, placeOptions, PostForm, Select } from './fields.tsx'
import { renderPage, Time } from './layout.tsx'
import type { Show } from './show.ts'

interface Part {
  readonly show: Show
  readonly view: EnrolmentView
}

export function enrolmentPage(show: Show, view: EnrolmentView): string {
  const { t, time } = show
  const waiting = view.keys.filter(({ state }) => state === 'pending' || state === 'clone')
  return renderPage({
    show,
    title: t.enrolment.title,
    children: (
      <>
        <h1>{t.enrolment.title}</h1>
        <p class="lead">{t.enrolment.lead}</p>
        {view.created && (
          <section class="ready" role="status">
            <h2>{t.enrolment.ready}</h2>
            <p>{t.enrolment.readyHelp(time.instant(view.created.expiresAtMs))}</p>
            <CommandList show={show} commands={view.created.commands} scope="created" copy />
          </section>
        )}
        {waiting.length > 0 && (
          <section>
            <h2>{t.enrolment.waiting(waiting.length)}</h2>
            <div class="cards">
              {waiting.map((key) => (
                <Waiting key={key.agentId} show={show} item={key} />
              ))}
            </div>
          </section>
        )}
        <NewToken show={show} view={view} />
        <Tokens show={show} view={view} />
        <Keys show={show} view={view} />
      </>
    ),
  })
}

function keyPath({ agentId }: KeyItem): string {
  return `/enrolment/keys/${encodeURIComponent(agentId)}`
}

function Waiting({ show, item }: { readonly show: Show; readonly item: KeyItem }) {
  const { t } = show
  const clone = item.state === 'clone'
  return (
    <article class={`alert ${clone ? 'bad' : 'note'}`}>
      <header>
        <span>{t.enrolment.keyStates[item.state]}</span>
        <span class="soft">
          <Time show={show} ms={item.createdAtMs} ago />
        </span>
      </header>
      <h3>{item.hostname}</h3>
      {clone && <p>{t.enrolment.cloneHelp}</p>}
      {item.sameHostName !== null && (
        <p>
          {t.enrolment.same(item.sameHostName)} {t.enrolment.sameHelp}
        </p>
      )}
      <div class="actions">
        {item.sameHostName !== null && item.sameHostAs !== null && (
          <PostForm show={show} action={`${keyPath(item)}/join`}>
            <input type="hidden" name="host" value={item.sameHostAs} />
            <button>{t.enrolment.join(item.sameHostName)}</button>
          </PostForm>
        )}
        {!clone && (
          <PostForm show={show} action={`${keyPath(item)}/approve`}>
            <button class={item.sameHostName === null ? undefined : 'second'}>
              {item.sameHostName === null ? t.enrolment.approve : t.enrolment.different}
            </button>
          </PostForm>
        )}
        <Confirm show={show} label={t.enrolment.revoke} action={`${keyPath(item)}/revoke`} />
      </div>
    </article>
  )
}

function NewToken({ show, view }: Part) {
  const { t } = show
  const base = { show, form: view.form, scope: 'token' }
  return (
    <section class="card">
      <h2>{t.enrolment.newToken}</h2>
      <PostForm show={show} action="/enrolment/tokens" class="fields">
        <Input {...base} name="days" label={t.enrolment.days} value="1" type="number" min={1} max={90} required />
        <Input {...base} name="uses" label={t.enrolment.uses} value="10" type="number" min={1} max={1000} required />
        <Select
          {...base}
          name="site"
          label={t.fleet.site}
          value=""
          options={placeOptions(view.sites, t.none)}
        />
        <Select
          {...base}
          name="department"
          label={t.fleet.department}
          value=""
          options={placeOptions(view.departments, t.none)}
        />
        <Select {...base} name="role" label={t.fleet.role} value="desktop" options={Object.entries(t.roles)} />
        <Input {...base} name="note" label={`${t.enrolment.note} (${t.optional})`} maxLength={200} />
        <Check {...base} name="autoApprove" label={t.enrolment.autoApprove} checked />
        <button>{t.enrolment.make}</button>
      </PostForm>
    </section>
  )
}

function Tokens({ show, view }: Part) {
  const { t } = show
  return (
    <section>
      <h2>{t.enrolment.tokens}</h2>
      {view.tokens.length === 0 ? (
        <p class="empty">{t.enrolment.noTokens}</p>
      ) : (
        <table>
          <caption class="hide">{t.enrolment.tokensCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.enrolment.note}</th>
              <th scope="col">{t.fleet.role}</th>
              <th scope="col">{t.fleet.site}</th>
              <th scope="col">{t.enrolment.usesLeft}</th>
              <th scope="col">{t.enrolment.expires}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {view.tokens.map((token) => (
              <tr key={token.id}>
                <th scope="row">{token.note || t.none}</th>
                <td>{t.roles[token.role]}</td>
                <td>{view.sites.find(({ id }) => id === token.siteId)?.name ?? t.none}</td>
                <td>{token.usesLeft}</td>
                <td>
                  <Time show={show} ms={token.expiresAtMs} />
                </td>
                <td>
                  <Confirm
                    show={show}
                    label={t.enrolment.revoke}
                    action={`/enrolment/tokens/${encodeURIComponent(token.id)}/revoke`}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Keys({ show, view }: Part) {
  const { t } = show
  const settled = view.keys.filter(({ state }) => state === 'approved' || state === 'revoked')
  return (
    <section>
      <h2>{t.enrolment.keys}</h2>
      {settled.length === 0 ? (
        <p class="empty">{t.enrolment.noKeys}</p>
      ) : (
        <table>
          <caption class="hide">{t.enrolment.keysCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.enrolment.host}</th>
              <th scope="col">{t.enrolment.calledItself}</th>
              <th scope="col">{t.fleet.state}</th>
              <th scope="col">{t.enrolment.enrolled}</th>
              <th scope="col">{t.fleet.lastSeen}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {settled.map((key) => (
              <tr key={key.agentId}>
                <th scope="row">
                  {key.hostName === null ? (
                    t.none
                  ) : (
                    <a href={`/hosts/${encodeURIComponent(key.hostId)}`}>{key.hostName}</a>
                  )}
                </th>
                <td>{key.hostname}</td>
                <td>{t.enrolment.keyStates[key.state]}</td>
                <td>
                  <Time show={show} ms={key.createdAtMs} />
                </td>
                <td>
                  {key.lastSeenMs === null ? t.time.never : <Time show={show} ms={key.lastSeenMs} ago />}
                </td>
                <td>
                  {key.state === 'approved' && (
                    <Confirm show={show} label={t.enrolment.revoke} action={`${keyPath(key)}/revoke`} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
