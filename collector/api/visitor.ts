/** Who sends a request: nobody, a user with a session, or a program with a token. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiToken } from '../state/api-tokens.ts'
import type { ConsoleUser } from '../state/users.ts'
import { sessionLifeMs } from '../state/sessions.ts'
import { newSecret } from '../state/secret-text.ts'
import type { ApiParts } from './parts.ts'

export type Visitor =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'user'; readonly user: ConsoleUser; readonly csrf: string }
  | { readonly kind: 'token'; readonly token: ApiToken }
  /** A token was given that is not, or no longer, known. */
  | { readonly kind: 'refused' }

declare module 'fastify' {
  interface FastifyRequest {
    visitor: Visitor
  }
}

export const sessionCookie = 'mlinzi_session'
/** Holds the form token of those who have no session yet. */
const guestCookie = 'mlinzi_guest'
export const languageCookie = 'mlinzi_language'

export async function findVisitor(
  { apiTokens, sessions, users }: ApiParts,
  request: FastifyRequest,
): Promise<Visitor> {
  const authorization = request.headers.authorization
  if (authorization !== undefined) {
    const secret = /^Bearer ([\w-]{1,200})$/.exec(authorization)?.[1]
    const token = secret === undefined ? undefined : await apiTokens.find(secret)
    return token ? { kind: 'token', token } : { kind: 'refused' }
  }
  const cookie = request.cookies[sessionCookie]
  const session = cookie === undefined ? undefined : await sessions.find(cookie)
  const user = session && (await users.get(session.userId))
  if (session === undefined || user === undefined || user.disabled) return { kind: 'nobody' }
  return { kind: 'user', user, csrf: session.csrf }
}

/** Cookies are marked Secure but on a clear connection, which only loopback has. */
export function setCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  value: string,
  lifeMs: number,
): void {
  reply.setCookie(name, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: Math.floor(lifeMs / 1000),
  })
}

export async function startSession(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  user: ConsoleUser,
): Promise<void> {
  const cookie = await parts.sessions.create(user.id)
  setCookie(request, reply, sessionCookie, cookie, sessionLifeMs)
  await parts.users.noteLogin(user.id)
}

/** Form token of this visitor; a guest gets a cookie to compare it with. */
export function formToken(request: FastifyRequest, reply: FastifyReply): string {
  if (request.visitor.kind === 'user') return request.visitor.csrf
  const known = request.cookies[guestCookie]
  if (known !== undefined && /^[\w-]{43}$/.test(known)) return known
  const token = newSecret()
  setCookie(request, reply, guestCookie, token, 24 * 3_600_000)
  return token
}

export function formTokenMatches(request: FastifyRequest, given: string | undefined): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const { visitor } = request
  const expected = visitor.kind === 'user' ? visitor.csrf : request.cookies[guestCookie]
  return expected !== undefined && expected !== '' && given === expected
}
