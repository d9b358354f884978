/** The page of the rules. */
import type { FastifyInstance } from 'fastify'
import type { ApiParts } from '../parts.ts'
import { rulesView } from '../rules-view.ts'
import { pageRoutes } from '../visit.ts'

export function ruleRoutes(app: FastifyInstance, parts: ApiParts): void {
  pageRoutes(app, parts).get('/rules', 'see', async ({ frame, query }) => ({
    html: parts.pages.rules(frame, await rulesView(parts, query.get('q') ?? '')),
  }))
}
