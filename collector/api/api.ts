/** The office's door to the collector: console, /api/v1, /healthz, /metrics, and
 * what programs write line protocol to. */
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify'
import { constants, brotliCompressSync } from 'node:zlib'
import { healthRoutes } from './health.ts'
import { lineRoutes } from './lineproto/routes.ts'
import type { ApiParts } from './parts.ts'
import { acknowledgeLinkRoutes } from './routes/acknowledge-link.ts'
import { alertRoutes } from './routes/alerts.ts'
import { ruleRoutes } from './routes/rules.ts'
import { backupJobRoutes } from './routes/backup-jobs.ts'
import { maintenanceRoutes } from './routes/maintenance.ts'
import { networkFormRoutes } from './routes/network-forms.ts'
import { networkMapRoutes } from './routes/network-map.ts'
import { networkRoutes } from './routes/network.ts'
import { parentRoutes } from './routes/parents.ts'
import { discoveryRoutes } from './routes/discovery.ts'
import { enrolmentRoutes } from './routes/enrolment.ts'
import { factRoutes } from './routes/facts.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { hostRoutes } from './routes/hosts.ts'
import { loginRoutes } from './routes/login.ts'
import { pingRoutes } from './routes/ping.ts'
import { sourceRoutes } from './routes/sources.ts'
import { settingsRoutes } from './routes/settings.ts'
import { registerRoutes } from './registers/routes.ts'
import { userRoutes } from './routes/users.ts'
import { wanRoutes } from './routes/wan.ts'
import { waysRoutes } from './routes/ways.ts'
import { ApiError, apiErrors, errorBody, type ApiErrorCode } from './v1/errors.ts'
import { versionOne } from './v1/v1.ts'
import { sendProblem } from './visit.ts'
import { findVisitor } from './visitor.ts'

/** A pasted CSV of 2,000 places is the longest thing that anybody sends. */
const bodyBytesMax = 256 * 1024
/** Far above a room of open consoles, which ask every 15 seconds. */
const requestsPerMinuteMax = 3000

/**
 * Builds the door; nothing listens. The gateway, which owns the TLS server, awaits `ready()` and
 * hands requests to `routing`.
 */
export async function createApi(parts: ApiParts): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: bodyBytesMax,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
  })
  await app.register(cookie)
  await app.register(formbody)
  await app.register(rateLimit, {
    max: requestsPerMinuteMax,
    timeWindow: '1 minute',
    errorResponseBuilder: () => new ApiError('too_many_requests'),
  })
  await app.register(helmet, headers(parts))
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    // The page is made anew each time: level 4 is a tenth of the time for a few per cent.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
  app.decorateRequest('visitor')
  app.addHook('onRequest', async (request) => {
    request.visitor = await findVisitor(parts, request)
  })
  answerFaults(app, parts)
  await versionOne(app, parts)
  await lineRoutes(app, parts)
  assetRoutes(app, parts)
  healthRoutes(app, parts)
  loginRoutes(app, parts)
  hostRoutes(app, parts)
  factRoutes(app, parts)
  networkRoutes(app, parts)
  networkFormRoutes(app, parts)
  networkMapRoutes(app, parts)
  parentRoutes(app, parts)
  discoveryRoutes(app, parts)
  wanRoutes(app, parts)
  backupJobRoutes(app, parts)
  pingRoutes(app, parts)
  alertRoutes(app, parts)
  maintenanceRoutes(app, parts)
  ruleRoutes(app, parts)
  acknowledgeLinkRoutes(app, parts)
  enrolmentRoutes(app, parts)
  settingsRoutes(app, parts)
  registerRoutes(app, parts)
  userRoutes(app, parts)
  waysRoutes(app, parts)
  incidentRoutes(app, parts)
  sourceRoutes(app, parts)
  return app
}

/** Only our own hashed style and our own scripts; nothing from elsewhere, in no frame. */
function headers({ assets }: ApiParts) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: [assets.styleSource],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // The office's own authority signs: a browser that never sees it again must not be locked out.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' as const },
  }
}

function assetRoutes(app: FastifyInstance, { assets }: ApiParts): void {
  for (const { url, body } of Object.values(assets.islands)) {
    const small = brotliCompressSync(body)
    app.get(url, { schema: { hide: true }, compress: false }, async (request, reply) => {
      const brotli = /\bbr\b/.test(request.headers['accept-encoding'] ?? '')
      if (brotli) reply.header('content-encoding', 'br')
      return reply
        .type('text/javascript; charset=utf-8')
        .header('vary', 'accept-encoding')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(brotli ? small : body)
    })
  }
}

function isApi({ url }: FastifyRequest): boolean {
  return url.startsWith('/api/')
}

/** What a handler did not answer itself: refused by schema, not found, or a fault of ours. */
function answerFaults(app: FastifyInstance, parts: ApiParts): void {
  app.setNotFoundHandler((request, reply) =>
    isApi(request)
      ? reply.code(404).send(errorBody('not_found'))
      : sendProblem(parts, request, reply, 'not_found'),
  )
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const code = codeOf(error)
    if (code === 'internal')
      parts.log.error({ error, path: request.url.split('?')[0] }, 'A request could not be answered')
    if (isApi(request)) {
      const detail = error instanceof ApiError ? error.detail : undefined
      const said = code === 'bad_request' ? (detail ?? error.message) : detail
      return reply.code(apiErrors[code].status).send(errorBody(code, said))
    }
    if (code === 'too_many_requests') return sendProblem(parts, request, reply, 'too_many')
    if (code !== 'internal') return sendProblem(parts, request, reply, 'bad_request')
    // The state may be what failed, and the page's frame needs it.
    return reply.code(500).type('text/plain; charset=utf-8').send('Hitilafu · Internal error\n')
  })
}

function codeOf(error: FastifyError | ApiError): ApiErrorCode {
  if (error instanceof ApiError) return error.code
  const status = error.statusCode ?? 500
  if (status === 429) return 'too_many_requests'
  return status >= 400 && status < 500 ? 'bad_request' : 'internal'
}
