/**
 * Heartbeats of backup jobs. The address itself is the secret: no login, no cookie, any method, and
 * short plain answers. A body is read only for the few facts that it may hold.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PingAnswer, PingRequest, PingSignal } from '../../state/backup-job.ts'
import { pingDetails } from '../backups/ping-details.ts'
import type { ApiParts } from '../parts.ts'

const bodyBytesMax = 10 * 1024
/** As newSecret makes them; anything else needs no look. */
const secretPattern = /^[\w-]{43}$/
/** Codes go to 255 on Unix and to 32 bits on Windows, where failures look negative too. */
const codePattern = /^-?\d{1,10}$/
const answers: Readonly<Record<PingAnswer, readonly [status: number, text: string]>> = {
  ok: [200, 'OK'],
  unknown: [404, 'There is no such heartbeat address'],
  too_many: [429, 'Too many heartbeats: at most one a second'],
  busy: [503, 'Try again in a minute'],
}

export function pingRoutes(app: FastifyInstance, parts: ApiParts): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: bodyBytesMax },
      (_request, body, done) => done(null, body),
    )
    // Whatever a script calls its body: it is bytes here, and no name of it may refuse the heartbeat.
    scope.addHook('onRequest', async ({ raw }) => {
      if (raw.headers['content-type'] !== undefined)
        raw.headers['content-type'] = 'application/octet-stream'
    })
    scope.setErrorHandler<Error & { readonly statusCode?: number }>((error, _request, reply) => {
      const status = error.statusCode ?? 500
      if (status >= 500) parts.log.error({ error }, 'A heartbeat could not be taken in')
      return say(reply, status, status === 413 ? 'At most 10 KB' : 'Not taken')
    })
    for (const url of ['/ping/:id', '/ping/:id/:signal']) {
      scope.route({
        method: ['GET', 'HEAD', 'POST'],
        url,
        schema: { hide: true },
        exposeHeadRoute: false,
        handler: (request, reply) => receive(parts, request, reply),
      })
    }
  })
}

async function receive(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asked = pingOf(request)
  const answer = asked ? await parts.backupDesk.ping(asked) : 'unknown'
  const [status, text] = answers[answer]
  if (answer === 'busy' || answer === 'too_many') reply.header('retry-after', '60')
  return say(reply, status, text)
}

function say(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(`${text}\n`)
}

function pingOf(request: FastifyRequest): PingRequest | undefined {
  const { id: secret = '', signal: word } = parametersOf(request.params)
  const meant = meaningOf(word)
  if (!secretPattern.test(secret) || !meant) return undefined
  const query = new URL(request.url, 'http://collector').searchParams
  const details = pingDetails(request.body, query)
  const exitCode = meant.exitCode ?? details.exitCode
  return {
    secret,
    address: request.ip,
    ...details,
    signal: word === undefined && (exitCode ?? 0) !== 0 ? 'fail' : meant.signal,
    exitCode,
  }
}

function parametersOf(params: unknown): { readonly id?: string; readonly signal?: string } {
  if (typeof params !== 'object' || params === null) return {}
  const of = (name: string): string | undefined => {
    const value: unknown = Reflect.get(params, name)
    return typeof value === 'string' ? value : undefined
  }
  const [id, signal] = [of('id'), of('signal')]
  return { ...(id !== undefined && { id }), ...(signal !== undefined && { signal }) }
}

function meaningOf(
  word: string | undefined,
): { readonly signal: PingSignal; readonly exitCode: number | null } | undefined {
  if (word === undefined) return { signal: 'success', exitCode: null }
  if (word === 'start' || word === 'success' || word === 'fail')
    return { signal: word, exitCode: null }
  if (!codePattern.test(word)) return undefined
  const exitCode = Number(word)
  return { signal: exitCode === 0 ? 'success' : 'fail', exitCode }
}
