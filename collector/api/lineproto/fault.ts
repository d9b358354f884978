/** What a writer is told, in the shapes of InfluxDB 1.x and 2.x, which its program knows. */
import type { FastifyReply } from 'fastify'

export type Dialect = 'v1' | 'v2'

/** The codes of 2.x by status. */
const codes: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'unauthorized',
  404: 'not found',
  413: 'request too large',
  415: 'invalid',
  429: 'too many requests',
  503: 'unavailable',
}

export class WriteFault extends Error {
  override readonly name = 'WriteFault'
  readonly status: number
  readonly retryAfterSeconds: number | undefined
  constructor(status: number, text: string, retryAfterSeconds?: number) {
    super(text)
    this.status = status
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export function sendFault(
  reply: FastifyReply,
  dialect: Dialect,
  { status, message, retryAfterSeconds }: WriteFault,
): FastifyReply {
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds))
  if (status === 401) void reply.header('www-authenticate', 'Basic realm="Mlinzi"')
  // Header values hold no line ends and no letters beyond Latin-1.
  void reply.header('x-influxdb-error', message.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 500))
  const body =
    dialect === 'v1' ? { error: message } : { code: codes[status] ?? 'internal error', message }
  return reply.code(status).type('application/json; charset=utf-8').send(body)
}
