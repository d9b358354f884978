/** The page of the network. */
import type { FastifyInstance } from 'fastify'
import { networkView } from '../network/network-view.ts'
import type { ApiParts } from '../parts.ts'
import { pageRoutes } from '../visit.ts'

export function networkRoutes(app: FastifyInstance, parts: ApiParts): void {
  pageRoutes(app, parts).get('/network', 'see', async ({ user, frame }) => ({
    html: parts.pages.network(frame, await networkView(parts, user)),
  }))
}
