/** Login, one-time links, logout, language: the pages that work without a session. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { TooManyLogins } from '../../state/password-hash.ts'
import type { ConsoleUser } from '../../state/users.ts'
import { languages, oneOf } from '../choices.ts'
import { Form, formBody } from '../form.ts'
import { pageFrame } from '../frame.ts'
import { LoginGuard } from '../login-guard.ts'
import type { FormState, LoginView } from '../page-views.ts'
import type { ApiParts } from '../parts.ts'
import { localPath, sendPage, sendProblem } from '../visit.ts'
import {
  formTokenMatches,
  languageCookie,
  sessionCookie,
  setCookie,
  startSession,
} from '../visitor.ts'

export const passwordCharactersMin = 10
const passwordCharactersMax = 200
const languageLifeMs = 400 * 24 * 3_600_000

export function loginRoutes(app: FastifyInstance, parts: ApiParts): void {
  const guard = new LoginGuard(parts.clock)
  const hidden = { schema: { hide: true } }
  app.get('/login', hidden, async (request, reply) => {
    const to = new URL(request.url, 'http://console').searchParams.get('to') ?? '/'
    if (request.visitor.kind === 'user') return reply.redirect(localPath(to), 303)
    return loginPage(parts, request, reply, { problem: null, name: '', returnTo: localPath(to) })
  })
  app.post('/login', hidden, (request, reply) => login(parts, guard, request, reply))
  app.get<{ Params: { secret: string } }>('/login/link/:secret', hidden, (request, reply) =>
    linkPage(parts, request, reply, request.params.secret, null),
  )
  app.post<{ Params: { secret: string } }>('/login/link/:secret', hidden, (request, reply) =>
    useLink(parts, guard, request, reply, request.params.secret),
  )
  app.post('/logout', hidden, async (request, reply) => {
    if (!formTokenMatches(request, formBody(request.body)['csrf']))
      return sendProblem(parts, request, reply, 'stale_form')
    const cookie = request.cookies[sessionCookie]
    if (cookie !== undefined) await parts.sessions.end(cookie)
    return reply.clearCookie(sessionCookie, { path: '/' }).redirect('/login', 303)
  })
  app.post('/language', hidden, (request, reply) => chooseLanguage(parts, request, reply))
}

async function chooseLanguage(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = new Form(formBody(request.body))
  if (!formTokenMatches(request, form.raw('csrf')))
    return sendProblem(parts, request, reply, 'stale_form')
  const language = oneOf(languages, form.raw('language'))
  if (language === undefined) return sendProblem(parts, request, reply, 'bad_request')
  setCookie(request, reply, languageCookie, language, languageLifeMs)
  if (request.visitor.kind === 'user')
    await parts.users.change(request.visitor.user.id, { language })
  return reply.redirect(localPath(form.raw('to')), 303)
}

async function login(
  parts: ApiParts,
  guard: LoginGuard,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = new Form(formBody(request.body))
  const name = form.raw('name').slice(0, 64)
  const view: LoginView = { problem: null, name, returnTo: localPath(form.raw('to')) }
  if (!formTokenMatches(request, form.raw('csrf')))
    return loginPage(parts, request, reply, { ...view, problem: 'expired' }, 403)
  const wait = guard.waitSeconds(request.ip, name)
  if (wait > 0) {
    reply.header('retry-after', wait)
    return loginPage(parts, request, reply, { ...view, problem: 'too_many' }, 429)
  }
  // Counted before the slow comparison, or many at once would all be tried.
  guard.failed(request.ip, name)
  const user = await checked(parts, name, form.raw('password'))
  if (user === 'busy')
    return loginPage(parts, request, reply, { ...view, problem: 'too_many' }, 429)
  if (user === undefined) {
    await parts.audit.add({ actor: name, action: 'login.failed', subject: request.ip, details: '' })
    return loginPage(parts, request, reply, { ...view, problem: 'wrong' }, 401)
  }
  guard.succeeded(request.ip, name)
  await startSession(parts, request, reply, user)
  await parts.audit.add({ actor: user.name, action: 'login', subject: request.ip, details: '' })
  return reply.redirect(view.returnTo, 303)
}

async function checked(
  { users }: ApiParts,
  name: string,
  password: string,
): Promise<ConsoleUser | 'busy' | undefined> {
  try {
    return await users.checkPassword(name, password.slice(0, passwordCharactersMax))
  } catch (error) {
    if (error instanceof TooManyLogins) return 'busy'
    throw error
  }
}

async function loginPage(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  view: LoginView,
  status = 200,
): Promise<FastifyReply> {
  const frame = await pageFrame(parts, request, reply)
  return sendPage(reply, parts.pages.login({ ...frame, path: '/login' }, view), status)
}

async function linkPage(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  secret: string,
  form: FormState | null,
): Promise<FastifyReply> {
  const user = await parts.users.loginLinkUser(secret)
  const frame = await pageFrame(parts, request, reply)
  const html = parts.pages.setPassword(frame, {
    userName: user?.name ?? null,
    action: `/login/link/${encodeURIComponent(secret)}`,
    form,
    passwordCharactersMin,
  })
  return sendPage(reply, html, user === undefined ? 410 : form === null ? 200 : 422)
}

async function useLink(
  parts: ApiParts,
  guard: LoginGuard,
  request: FastifyRequest,
  reply: FastifyReply,
  secret: string,
): Promise<FastifyReply> {
  const form = new Form(formBody(request.body))
  if (!formTokenMatches(request, form.raw('csrf')))
    return sendProblem(parts, request, reply, 'stale_form')
  const wait = guard.waitSeconds(request.ip, '(link)')
  if (wait > 0) return sendProblem(parts, request, reply, 'too_many')
  const password = newPassword(form)
  if (form.failed) return linkPage(parts, request, reply, secret, form.state('password'))
  const user = await parts.users.useLoginLink(secret)
  if (user === undefined) {
    guard.failed(request.ip, '(link)')
    return linkPage(parts, request, reply, secret, null)
  }
  await parts.users.setPassword(user.id, password)
  await startSession(parts, request, reply, user)
  await parts.audit.add({
    actor: user.name,
    action: 'password.set',
    subject: user.name,
    details: 'link',
  })
  return reply.redirect('/?done=password_set', 303)
}

/** The new password of a form with `password` and `repeat`. */
export function newPassword(form: Form): string {
  const password = form.raw('password')
  if (password.length < passwordCharactersMin) form.fail('password', 'too_short')
  if (password.length > passwordCharactersMax) form.fail('password', 'too_long')
  if (password !== form.raw('repeat')) form.fail('repeat', 'mismatch')
  return password
}
