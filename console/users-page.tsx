import type { UsersView } from '../collector/api/page-views.ts'
import { Secret } from './command.tsx'
import { Check, Confirm, Input, placeOptions, PostForm, Select, stateOf } from './fields.tsx'
import { renderPage, Time } from './layout.tsx'
import { SettingsTabs } from './settings-tabs.tsx'
import type { Show } from './show.ts'

interface Part {
  readonly show: Show
  readonly view: UsersView
}

export function usersPage(show: Show, view: UsersView): string {
  const { t } = show
  return renderPage({
    show,
    title: t.users.title,
    children: (
      <>
        <h1>{t.users.title}</h1>
        <SettingsTabs show={show} />
        {view.secret && (
          <section class="ready" role="status">
            <h2>
              {view.secret.kind === 'link'
                ? t.users.linkReady(view.secret.for)
                : t.users.tokenReady(view.secret.for)}
            </h2>
            <p>{view.secret.kind === 'link' ? t.users.linkHelp : t.users.tokenHelp}</p>
            <Secret show={show} id="secret" text={view.secret.text} />
          </section>
        )}
        <Users show={show} view={view} />
        <NewUser show={show} view={view} />
        <Tokens show={show} view={view} />
      </>
    ),
  })
}

function Users({ show, view }: Part) {
  const { t } = show
  return (
    <table>
      <caption class="hide">{t.users.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.users.name}</th>
          <th scope="col">{t.users.role}</th>
          <th scope="col">{t.users.department}</th>
          <th scope="col">{t.users.lastLogin}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {view.users.map((user) => (
          <tr key={user.id}>
            <th scope="row">
              {user.name}
              {user.disabled && <small> {t.users.disabled}</small>}
              {!user.hasPassword && <small> {t.users.noPassword}</small>}
            </th>
            <td>{t.consoleRoles[user.role]}</td>
            <td>{view.departments.find(({ id }) => id === user.departmentId)?.name ?? t.none}</td>
            <td>
              {user.lastLoginMs === null ? (
                t.users.never
              ) : (
                <Time show={show} ms={user.lastLoginMs} ago />
              )}
            </td>
            <td>
              <ChangeUser show={show} view={view} user={user} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ChangeUser({ show, view, user }: Part & { readonly user: UsersView['users'][number] }) {
  const { t } = show
  const form = stateOf(view.form, `user-${user.id}`)
  const base = { show, form, scope: `u-${user.id}` }
  const path = `/users/${encodeURIComponent(user.id)}`
  return (
    <details class="confirm" open={form !== null}>
      <summary>{t.edit}</summary>
      <PostForm show={show} action={path} class="fields">
        <Select
          {...base}
          name="role"
          label={t.users.role}
          value={user.role}
          options={Object.entries(t.consoleRoles)}
        />
        <Select
          {...base}
          name="department"
          label={t.users.department}
          help={t.users.departmentHelp}
          value={user.departmentId ?? ''}
          options={placeOptions(view.departments, t.none)}
        />
        <Check {...base} name="disabled" label={t.users.disabled} checked={user.disabled} />
        <button>{t.save}</button>
      </PostForm>
      <div class="actions">
        <PostForm show={show} action={`${path}/link`}>
          <button class="second">{t.users.link}</button>
        </PostForm>
        <Confirm show={show} label={t.remove} action={`${path}/remove`} />
      </div>
    </details>
  )
}

function NewUser({ show, view }: Part) {
  const { t } = show
  const base = { show, form: stateOf(view.form, 'user'), scope: 'user' }
  const roles = Object.entries(t.consoleRoles).map(([role, word]) => {
    const help = Object.entries(t.consoleRoleHelp).find(([key]) => key === role)?.[1]
    return [role, `${word}: ${help ?? ''}`] as const
  })
  return (
    <section class="card">
      <h2>{t.users.newUser}</h2>
      <p class="help">{t.users.newUserHelp}</p>
      <PostForm show={show} action="/users" class="fields">
        <Input
          {...base}
          name="name"
          label={t.users.name}
          maxLength={40}
          required
          autocomplete="off"
        />
        <Select {...base} name="role" label={t.users.role} value="officer" options={roles} />
        <Select
          {...base}
          name="department"
          label={t.users.department}
          help={t.users.departmentHelp}
          value=""
          options={placeOptions(view.departments, t.none)}
        />
        <button>{t.users.create}</button>
      </PostForm>
    </section>
  )
}

function Tokens({ show, view }: Part) {
  const { t } = show
  const base = { show, form: stateOf(view.form, 'token'), scope: 'api' }
  const roles = Object.entries(t.consoleRoles).filter(([role]) => role !== 'head')
  return (
    <section class="card">
      <h2>{t.users.tokens}</h2>
      <p class="help">{t.users.tokensLead}</p>
      {view.tokens.length > 0 && (
        <table>
          <caption class="hide">{t.users.tokensCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.users.tokenName}</th>
              <th scope="col">{t.users.role}</th>
              <th scope="col">{t.users.created}</th>
              <th scope="col">{t.users.lastUsed}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {view.tokens.map((token) => (
              <tr key={token.id}>
                <th scope="row">{token.name}</th>
                <td>{t.consoleRoles[token.role]}</td>
                <td>
                  <Time show={show} ms={token.createdAtMs} />
                </td>
                <td>
                  {token.lastUsedMs === null ? (
                    t.time.never
                  ) : (
                    <Time show={show} ms={token.lastUsedMs} ago />
                  )}
                </td>
                <td>
                  {token.revoked ? (
                    t.users.revoked
                  ) : (
                    <Confirm
                      show={show}
                      label={t.enrolment.revoke}
                      action={`/api-tokens/${encodeURIComponent(token.id)}/revoke`}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <PostForm show={show} action="/api-tokens" class="fields">
        <Input {...base} name="name" label={t.users.tokenName} maxLength={80} required />
        <Select {...base} name="role" label={t.users.role} value="viewer" options={roles} />
        <button>{t.users.makeToken}</button>
      </PostForm>
    </section>
  )
}
