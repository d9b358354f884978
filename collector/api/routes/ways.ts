/** The officer declares what stands behind a device. */
import type { FastifyInstance } from 'fastify'
import type { ApiParts } from '../parts.ts'
import { maySeeHost } from '../visible.ts'
import { pageRoutes, type Answer, type Visit } from '../visit.ts'
import { waysView } from '../ways-view.ts'

export function waysRoutes(app: FastifyInstance, parts: ApiParts): void {
  pageRoutes(app, parts).post('/hosts/:id/behind', 'act', (visit) => setBehind(parts, visit))
}

/** Boxes of the page; whoever is behind it and had no box on a long page stays. */
async function setBehind(parts: ApiParts, visit: Visit): Promise<Answer> {
  const host = await parts.hosts.get(visit.params['id'] ?? '')
  if (host === undefined || !maySeeHost(visit.user, host)) return { problem: 'not_found' }
  const { candidates } = await waysView(parts, host)
  const shown = new Set(candidates.map(({ id }) => id))
  const kept = parts.ways.links
    .filter(({ parentId, childId }) => parentId === host.id && !shown.has(childId))
    .map(({ childId }) => childId)
  const chosen = candidates.filter(({ id }) => visit.form.checked(`behind-${id}`))
  const behind = [...kept, ...chosen.map(({ id }) => id)]
  const refused = await parts.ways.setBehind(host.id, behind, visit.user.name)
  await visit.audit('host.behind', host.name, { count: behind.length - refused.length })
  return { to: `/hosts/${encodeURIComponent(host.id)}`, done: 'saved' }
}
