/**
 * /write, /api/v2/write, /ping, /health and the little of /query that writers ask: what Telegraf,
 * Proxmox and others expect of an InfluxDB they write to.
 */
import { Buffer } from 'node:buffer'
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import type { LineAnswer, LineFinding } from '../../state/line-door.ts'
import type { LineSource } from '../../state/line-sources.ts'
import type { ApiParts } from '../parts.ts'
import { bodyBytesMax, unpacked } from './body.ts'
import { parameter, secretOf } from './credentials.ts'
import { sendFault, WriteFault, type Dialect } from './fault.ts'
import { lineHealthRoutes } from './health.ts'

declare module 'fastify' {
  interface FastifyRequest {
    lineSource: LineSource | null
  }
}

/** Bodies are unpacked here, where what comes out of them is bounded. */
const hidden = { schema: { hide: true }, decompress: false as const }
const writePaths: Readonly<Record<string, Dialect>> = { '/write': 'v1', '/api/v2/write': 'v2' }

export async function lineRoutes(app: FastifyInstance, parts: ApiParts): Promise<void> {
  await app.register(async (door) => {
    door.decorateRequest('lineSource', null)
    // Clients call a body by many names; curl's is that of a form.
    door.removeAllContentTypeParsers()
    door.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: bodyBytesMax },
      (_r, body, done) => done(null, body),
    )
    door.addHook('onRequest', async (_request, reply) => {
      // Telegraf and Grafana's agents look at it; ours behaves as 1.8 does.
      void reply.header('x-influxdb-version', `1.8-mlinzi-${parts.version}`)
    })
    door.setErrorHandler<FastifyError>((error, request, reply) =>
      sendFault(reply, dialectOf(request), faultOf(error, parts)),
    )
    lineHealthRoutes(door, parts)
    for (const path of Object.keys(writePaths)) {
      door.post(
        path,
        { ...hidden, bodyLimit: bodyBytesMax, onRequest: (request) => admit(parts, request) },
        async (request, reply) => {
          throwUnlessStored(await write(parts, request))
          return reply.code(204).send()
        },
      )
    }
    door.route({
      ...hidden,
      method: ['GET', 'POST'],
      url: '/query',
      onRequest: (request) => admit(parts, request),
      handler: async (request) => answerQuery(request),
    })
  })
}

function dialectOf({ url }: FastifyRequest): Dialect {
  return writePaths[url.split('?')[0] ?? ''] ?? 'v1'
}

/** Before a byte of the body is read: whose request it is, and whether it may come now. */
async function admit({ lineSources, lineDoor }: ApiParts, request: FastifyRequest): Promise<void> {
  const secret = secretOf(request)
  const source = secret === undefined ? undefined : await lineSources.find(secret)
  if (source === undefined) throw new WriteFault(401, 'authorization failed')
  request.lineSource = source
  const bytes = Number(request.headers['content-length'] ?? 0)
  if (bytes > bodyBytesMax) throw new WriteFault(413, 'Request Entity Too Large')
  comeAgain(lineDoor.admit(source.id, Number.isFinite(bytes) ? bytes : 0))
}

function comeAgain(wait: ReturnType<ApiParts['lineDoor']['admit']>): void {
  if (wait === undefined) return
  throw wait.of === 'source'
    ? new WriteFault(
        429,
        'too many bytes from this source; come again later',
        wait.retryAfterSeconds,
      )
    : new WriteFault(
        503,
        'the collector cannot store now; come again later',
        wait.retryAfterSeconds,
      )
}

async function write({ lineDoor }: ApiParts, request: FastifyRequest): Promise<LineAnswer> {
  const { lineSource: source, headers } = request
  if (source === null) throw new WriteFault(401, 'authorization failed')
  const sent = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const body = await unpacked(sent, headers['content-encoding'])
  if (body.length > sent.length) comeAgain(lineDoor.admit(source.id, body.length - sent.length))
  return lineDoor.write({ source, body, precision: parameter(request.query, 'precision') })
}

function throwUnlessStored(answer: LineAnswer): void {
  switch (answer.kind) {
    case 'stored':
      return
    case 'partial':
      throw new WriteFault(400, `partial write: ${told(answer.findings)} dropped=${answer.dropped}`)
    case 'unreadable':
      throw new WriteFault(400, told(answer.findings))
    case 'bad_precision':
      throw new WriteFault(400, `invalid precision; use one of ${answer.known.join(', ')}`)
    case 'too_many_lines':
      throw new WriteFault(413, `more than ${answer.linesMax} lines; send smaller batches`)
    case 'busy':
      throw new WriteFault(503, 'the collector cannot store now', answer.retryAfterSeconds)
  }
}

function told(findings: readonly LineFinding[]): string {
  return findings
    .map(({ line, reason, kind }) => {
      if (line === '') return reason
      return kind === 'unreadable'
        ? `unable to parse '${line}': ${reason}`
        : `${reason} ('${line}')`
    })
    .join('\n')
}

/** Telegraf makes its database before it writes; ours is always there. */
function answerQuery(request: FastifyRequest): object {
  const body = Buffer.isBuffer(request.body) ? request.body.toString() : ''
  const text = parameter(request.query, 'q') ?? new URLSearchParams(body).get('q') ?? ''
  if (/^\s*create\s+database\b/i.test(text)) return { results: [{ statement_id: 0 }] }
  if (/^\s*show\s+databases\b/i.test(text)) {
    const values = [[parameter(request.query, 'db') ?? 'mlinzi']]
    return {
      results: [{ statement_id: 0, series: [{ name: 'databases', columns: ['name'], values }] }],
    }
  }
  throw new WriteFault(400, 'Mlinzi takes line protocol in; ask /api/v1 or its InfluxDB for series')
}

function faultOf(error: FastifyError | WriteFault, { log }: ApiParts): WriteFault {
  if (error instanceof WriteFault) return error
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500
  if (status === 413) return new WriteFault(413, 'Request Entity Too Large')
  if (status === 429) return new WriteFault(429, 'too many requests', 60)
  if (status >= 400 && status < 500) return new WriteFault(status, error.message)
  log.error({ error }, 'A write request could not be answered')
  return new WriteFault(500, 'internal error')
}
