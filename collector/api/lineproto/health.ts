/** /ping and /health, as writers ask them before and between their writes. */
import type { FastifyInstance } from 'fastify'
import { answers } from '../health.ts'
import type { ApiParts } from '../parts.ts'
import { parameter } from './credentials.ts'

export function lineHealthRoutes(app: FastifyInstance, parts: ApiParts): void {
  const hidden = { schema: { hide: true } }
  const version = `1.8-mlinzi-${parts.version}`
  app.get('/ping', hidden, async (request, reply) => {
    const verbose = parameter(request.query, 'verbose')
    if (verbose === undefined || verbose === '0' || verbose === 'false')
      return reply.code(204).send()
    return { version }
  })
  app.get('/health', hidden, async (_request, reply) => {
    const stored = await answers(parts.clock, () => parts.store.stats())
    const busy = parts.lineDoor.admit('', 0)
    const passes = stored && busy === undefined
    const message = passes ? 'ready for queries and writes' : 'the store does not take readings now'
    return reply
      .code(passes ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({
        name: 'mlinzi',
        message,
        status: passes ? 'pass' : 'fail',
        checks: [],
        version,
      })
  })
}
