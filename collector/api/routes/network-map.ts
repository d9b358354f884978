/** The drawing of the network. */
import type { FastifyInstance } from 'fastify'
import type { ApiParts } from '../parts.ts'
import { mapView } from '../topology/map-view.ts'
import { pageRoutes } from '../visit.ts'

export function networkMapRoutes(app: FastifyInstance, parts: ApiParts): void {
  pageRoutes(app, parts).get('/network/map', 'see', async ({ frame, user, query }) => {
    const view = await mapView(parts, user, { siteId: query.get('site'), open: query.get('open') })
    return { html: parts.pages.topology.map(frame, view) }
  })
}
