/**
 * One way in for all pages: session, permission, form token and frame are settled here; a handler
 * gets a Visit and answers with a page or the address to go to.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ConsoleUser } from '../state/users.ts'
import { Form, formBody } from './form.ts'
import { pageFrame } from './frame.ts'
import type { ErrorPage, Notice, PageFrame } from './pages.ts'
import type { ApiParts } from './parts.ts'
import { allows, type Permission } from './permissions.ts'
import { formTokenMatches } from './visitor.ts'

export type Answer =
  | { readonly html: string; readonly status?: number }
  | { readonly to: string; readonly done?: Notice }
  | { readonly json: unknown }
  /** To be saved by the browser. */
  | { readonly file: string; readonly type: string; readonly name: string }
  | { readonly problem: ErrorPage }

export interface Visit {
  readonly user: ConsoleUser
  readonly frame: PageFrame
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly form: Form
  /** How this browser reaches the collector, such as `https://10.20.1.5:8443`. */
  readonly origin: string
  /** Notes in the audit log what this user changed. */
  audit(action: string, subject: string, details?: object): Promise<void>
}
export type VisitHandler = (visit: Visit) => Promise<Answer>

export interface PageRoutes {
  get(path: string, permission: Permission, handler: VisitHandler): void
  post(path: string, permission: Permission, handler: VisitHandler): void
}

const statuses: Readonly<Record<ErrorPage, number>> = {
  not_found: 404,
  forbidden: 403,
  stale_form: 403,
  too_many: 429,
  unavailable: 503,
  bad_request: 400,
}

export function pageRoutes(app: FastifyInstance, parts: ApiParts): PageRoutes {
  const add = (
    method: 'GET' | 'POST',
    url: string,
    permission: Permission,
    handler: VisitHandler,
  ): void => {
    app.route({
      method,
      url,
      schema: { hide: true },
      handler: async (request, reply) => {
        const { visitor } = request
        if (visitor.kind !== 'user') return toLogin(request, reply)
        const body = formBody(request.body)
        if (method === 'POST' && !formTokenMatches(request, body['csrf']))
          return sendProblem(parts, request, reply, 'stale_form')
        if (!allows(visitor.user.role, permission))
          return sendProblem(parts, request, reply, 'forbidden')
        const visit = await visitOf(parts, request, reply, visitor.user, new Form(body))
        return send(parts, visit.frame, request, reply, await handler(visit))
      },
    })
  }
  return {
    get: (path, permission, handler) => add('GET', path, permission, handler),
    post: (path, permission, handler) => add('POST', path, permission, handler),
  }
}

async function visitOf(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  user: ConsoleUser,
  form: Form,
): Promise<Visit> {
  return {
    user,
    frame: await pageFrame(parts, request, reply),
    params: formBody(request.params),
    query: new URL(request.url, 'http://console').searchParams,
    form,
    origin: `${request.protocol}://${request.host}`,
    audit: (action, subject, details) =>
      parts.audit.add({
        actor: user.name,
        action,
        subject,
        details: details ? JSON.stringify(details) : '',
      }),
  }
}

async function send(
  parts: ApiParts,
  frame: PageFrame,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
): Promise<FastifyReply> {
  if ('html' in answer) return sendPage(reply, answer.html, answer.status)
  if ('json' in answer) return reply.header('cache-control', 'no-store').send(answer.json)
  if ('file' in answer)
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${answer.name}"`)
      .type(answer.type)
      .send(answer.file)
  if ('problem' in answer)
    return sendPage(reply, parts.pages.error(frame, answer.problem), statuses[answer.problem])
  const done = answer.done && `${answer.to.includes('?') ? '&' : '?'}done=${answer.done}`
  return reply.redirect(localPath(answer.to) + (done ?? ''), request.method === 'GET' ? 302 : 303)
}

export function sendPage(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html)
}

export async function sendProblem(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: ErrorPage,
): Promise<FastifyReply> {
  const frame = await pageFrame(parts, request, reply)
  return sendPage(reply, parts.pages.error(frame, problem), statuses[problem])
}

function toLogin(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const back = request.method === 'GET' && request.url !== '/' ? request.url : ''
  return reply.redirect(back ? `/login?to=${encodeURIComponent(back)}` : '/login', 303)
}

/** Never an address of another site: `//host` and `/\host` leave this one. */
export function localPath(path: string): string {
  return /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : '/'
}
