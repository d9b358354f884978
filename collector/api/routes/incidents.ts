/** Incidents and the register of power cuts. */
import type { FastifyInstance } from 'fastify'
import { incidentsView, incidentView } from '../incidents-view.ts'
import type { ApiParts } from '../parts.ts'
import { powerView } from '../power-view.ts'
import { pageRoutes } from '../visit.ts'

export function incidentRoutes(app: FastifyInstance, parts: ApiParts): void {
  const routes = pageRoutes(app, parts)
  const { incidents } = parts.pages
  routes.get('/incidents', 'see', async (visit) => ({
    html: incidents.list(visit.frame, await incidentsView(parts, visit)),
  }))
  routes.get('/incidents/:id', 'see', async (visit) => {
    const view = await incidentView(parts, visit, visit.params['id'] ?? '')
    return view ? { html: incidents.one(visit.frame, view) } : { problem: 'not_found' }
  })
  routes.get('/power', 'see', async (visit) => {
    const asked = Number(visit.query.get('at') ?? Number.NaN)
    const view = await powerView(parts, visit, isInstant(asked) ? asked : undefined)
    return { html: incidents.power(visit.frame, view) }
  })
}

function isInstant(ms: number): boolean {
  return Number.isFinite(ms) && ms > 0 && ms < 8.64e15
}
