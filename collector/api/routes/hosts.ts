/** Fleet list and host page. */
import type { FastifyInstance } from 'fastify'
import { roles } from '../choices.ts'
import { fleetView, hostRow, loadFleet } from '../fleet-view.ts'
import { hostGraphs } from '../graphs.ts'
import { hostView, spanOf } from '../host-view.ts'
import type { ApiParts } from '../parts.ts'
import { maySeeHost } from '../visible.ts'
import { pageRoutes, type Answer, type Visit } from '../visit.ts'

/** Rows that one live request may ask for: more than any screen shows. */
const liveRowsMax = 100

export function hostRoutes(app: FastifyInstance, parts: ApiParts): void {
  const routes = pageRoutes(app, parts)
  routes.get('/', 'see', async ({ user, frame, query }) => ({
    html: parts.pages.fleet(frame, await fleetView(parts, user, frame.language, query)),
  }))
  routes.get('/live', 'see', (visit) => liveRows(parts, visit))
  routes.get('/hosts/:id', 'see', async (visit) => {
    const host = await findHost(parts, visit)
    if (host === undefined) return { problem: 'not_found' }
    return { html: parts.pages.host(visit.frame, await hostView(parts, visit, host)) }
  })
  routes.get('/hosts/:id/graphs', 'see', async (visit) => {
    const host = await findHost(parts, visit)
    if (host === undefined) return { problem: 'not_found' }
    parts.lookAt(host.id)
    const graphs = await hostGraphs(parts.store, host.id, spanOf(visit.query), visit.frame.nowMs)
    return { json: graphs }
  })
  routes.post('/hosts/:id', 'act', (visit) => changeHost(parts, visit))
  routes.post('/hosts/:id/remove', 'act', async (visit) => {
    const host = await findHost(parts, visit)
    if (host === undefined) return { problem: 'not_found' }
    await parts.hosts.remove(host.id)
    await visit.audit('host.remove', host.name)
    return { to: '/', done: 'removed' }
  })
}

async function findHost(parts: ApiParts, { user, params }: Visit) {
  const host = await parts.hosts.get(params['id'] ?? '')
  return host !== undefined && maySeeHost(user, host) ? host : undefined
}

async function liveRows(parts: ApiParts, { user, frame, query }: Visit): Promise<Answer> {
  const wanted = new Set((query.get('hosts') ?? '').split(',').slice(0, liveRowsMax))
  const fleet = await loadFleet(parts, user)
  const rows: Record<string, string> = {}
  for (const host of fleet.hosts)
    if (wanted.has(host.id))
      rows[host.id] = parts.pages.fleetRow(frame, hostRow(parts, fleet, host, frame.language))
  return { json: rows }
}

async function changeHost(parts: ApiParts, visit: Visit): Promise<Answer> {
  const host = await findHost(parts, visit)
  if (host === undefined) return { problem: 'not_found' }
  const { form, frame } = visit
  const change = {
    name: form.required('name', 64),
    siteId: form.reference('site', await parts.office.sites()),
    departmentId: form.reference('department', await parts.office.departments()),
    role: form.choice('role', roles, host.role),
    critical: form.checked('critical'),
  }
  if (form.failed) {
    const view = await hostView(parts, visit, host, form.state('host'))
    return { html: parts.pages.host(frame, view), status: 422 }
  }
  await parts.hosts.change(host.id, change)
  await visit.audit('host.change', host.name, change)
  return { to: `/hosts/${encodeURIComponent(host.id)}`, done: 'saved' }
}
