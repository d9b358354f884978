/** Users, API tokens, the own account and the audit log. */
import type { FastifyInstance } from 'fastify'
import { TooManyLogins } from '../../state/password-hash.ts'
import type { ConsoleUser } from '../../state/users.ts'
import { consoleRoles, tokenRoles } from '../choices.ts'
import type { FormState, UsersView } from '../page-views.ts'
import type { ApiParts } from '../parts.ts'
import { pageRoutes, type Answer, type Visit } from '../visit.ts'
import { newPassword, passwordCharactersMin } from './login.ts'

const linkLifeMs = 24 * 3_600_000
const usersMax = 500
const auditPerPage = 100

export function userRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { apiTokens, pages } = parts
  const routes = pageRoutes(app, parts)
  routes.get('/users', 'administer', (visit) => showUsers(parts, visit))
  routes.post('/users', 'administer', (visit) => createUser(parts, visit))
  routes.post('/users/:id', 'administer', (visit) => changeUser(parts, visit))
  routes.post('/users/:id/link', 'administer', (visit) => newLink(parts, visit))
  routes.post('/users/:id/remove', 'administer', (visit) => removeUser(parts, visit))
  routes.post('/api-tokens', 'administer', async (visit) => {
    const name = visit.form.required('name', 80)
    const role = visit.form.choice('role', tokenRoles, 'viewer')
    if (visit.form.failed) return showUsers(parts, visit, { form: visit.form.state('token') })
    const { id, secret } = await apiTokens.create(name, role)
    await visit.audit('api_token.create', id, { name, role })
    return showUsers(parts, visit, { secret: { kind: 'token', for: name, text: secret } })
  })
  routes.post('/api-tokens/:id/revoke', 'administer', async (visit) => {
    const id = visit.params['id'] ?? ''
    await apiTokens.revoke(id)
    await visit.audit('api_token.revoke', id)
    return { to: '/users', done: 'revoked' }
  })
  routes.get('/account', 'see', async ({ frame }) => ({
    html: pages.account(frame, { form: null, passwordCharactersMin }),
  }))
  routes.post('/account', 'see', (visit) => changePassword(parts, visit))
  routes.get('/audit', 'administer', (visit) => showAudit(parts, visit))
}

async function showUsers(
  { users, apiTokens, office, pages }: ApiParts,
  { frame }: Visit,
  extra: { readonly form?: FormState; readonly secret?: UsersView['secret'] } = {},
): Promise<Answer> {
  const html = pages.users(frame, {
    users: await users.all(),
    tokens: await apiTokens.all(),
    departments: await office.departments(),
    secret: extra.secret ?? null,
    form: extra.form ?? null,
  })
  return { html, status: extra.form === undefined ? 200 : 422 }
}

async function createUser(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { form } = visit
  const name = form.required('name', 40).toLowerCase()
  if (name !== '' && !/^[\p{L}\d][\p{L}\d._-]*$/u.test(name)) form.fail('name', 'bad_name')
  const known = await parts.users.all()
  if (known.length >= usersMax || known.some((user) => user.name === name))
    form.fail('name', 'taken')
  const role = form.choice('role', consoleRoles, 'viewer')
  const departmentId = form.reference('department', await parts.office.departments())
  if (role === 'head' && departmentId === null) form.fail('department', 'required')
  if (form.failed) return showUsers(parts, visit, { form: form.state('user') })
  const user = await parts.users.create({ name, role, departmentId })
  await visit.audit('user.create', name, { role })
  return withLink(parts, visit, user)
}

async function withLink(parts: ApiParts, visit: Visit, user: ConsoleUser): Promise<Answer> {
  const secret = await parts.users.createLoginLink(user.id, linkLifeMs)
  const text = `${visit.origin}/login/link/${secret}`
  return showUsers(parts, visit, { secret: { kind: 'link', for: user.name, text } })
}

async function newLink(parts: ApiParts, visit: Visit): Promise<Answer> {
  const user = await parts.users.get(visit.params['id'] ?? '')
  if (user === undefined) return { problem: 'not_found' }
  await visit.audit('user.link', user.name)
  return withLink(parts, visit, user)
}

async function changeUser(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { form } = visit
  const user = await parts.users.get(visit.params['id'] ?? '')
  if (user === undefined) return { problem: 'not_found' }
  const role = form.choice('role', consoleRoles, user.role)
  const departmentId = form.reference('department', await parts.office.departments())
  if (role === 'head' && departmentId === null) form.fail('department', 'required')
  const disabled = form.checked('disabled')
  if ((role !== 'admin' || disabled) && (await isLastAdmin(parts, user)))
    form.fail('role', 'last_admin')
  if (form.failed) return showUsers(parts, visit, { form: form.state(`user-${user.id}`) })
  await parts.users.change(user.id, { role, departmentId, disabled })
  await visit.audit('user.change', user.name, { role, disabled })
  return { to: '/users', done: 'saved' }
}

async function removeUser(parts: ApiParts, visit: Visit): Promise<Answer> {
  const user = await parts.users.get(visit.params['id'] ?? '')
  if (user === undefined) return { problem: 'not_found' }
  if (await isLastAdmin(parts, user)) {
    visit.form.fail('role', 'last_admin')
    return showUsers(parts, visit, { form: visit.form.state(`user-${user.id}`) })
  }
  await parts.users.remove(user.id)
  await visit.audit('user.remove', user.name)
  return { to: '/users', done: 'removed' }
}

/** Nobody may lock the office out of its own console. */
async function isLastAdmin({ users }: ApiParts, user: ConsoleUser): Promise<boolean> {
  if (user.role !== 'admin' || user.disabled) return false
  const others = await users.all()
  return !others.some(({ id, role, disabled }) => id !== user.id && role === 'admin' && !disabled)
}

async function changePassword(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { form, user, frame } = visit
  const password = newPassword(form)
  try {
    if (!form.failed && !(await parts.users.checkPassword(user.name, form.raw('current'))))
      form.fail('current', 'mismatch')
    if (form.failed) {
      const view = { form: form.state('account'), passwordCharactersMin }
      return { html: parts.pages.account(frame, view), status: 422 }
    }
    await parts.users.setPassword(user.id, password)
  } catch (error) {
    if (error instanceof TooManyLogins) return { problem: 'too_many' }
    throw error
  }
  await visit.audit('password.set', user.name)
  return { to: '/login', done: 'password_set' }
}

async function showAudit({ audit, pages }: ApiParts, visit: Visit): Promise<Answer> {
  const before = Number(visit.query.get('before'))
  const entries = await audit.list({
    ...(Number.isSafeInteger(before) && before > 0 && { beforeId: before }),
    limit: auditPerPage,
  })
  const last = entries.length === auditPerPage ? entries.at(-1) : undefined
  return { html: pages.audit(visit.frame, { entries, olderThanId: last?.id ?? null }) }
}
