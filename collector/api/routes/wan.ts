/** The pages of the sites' lines: all of them, the settings of one, services, the month's sheet. */
import type { FastifyInstance } from 'fastify'
import type { ApiParts } from '../parts.ts'
import { pageRoutes, type Answer, type Visit } from '../visit.ts'
import { settleLine, type LineRequest } from '../wan/settle-line.ts'
import { wanLineView, wanServicesView, wanSheetView, wanView } from '../wan/wan-view.ts'

const checksMax = 20

export function wanRoutes(app: FastifyInstance, parts: ApiParts): void {
  const routes = pageRoutes(app, parts)
  const { pages } = parts
  routes.get('/wan', 'see', async ({ frame }) => ({
    html: pages.wan.all(frame, await wanView(parts)),
  }))
  routes.get('/wan/services', 'settings', async ({ frame }) => ({
    html: pages.wan.services(frame, await wanServicesView(parts, null)),
  }))
  routes.post('/wan/services/:id', 'settings', (visit) => saveService(parts, visit))
  routes.get('/wan/sites/:id', 'settings', (visit) => showLine(parts, visit))
  routes.post('/wan/sites/:id', 'settings', (visit) => saveLine(parts, visit))
  routes.get('/wan/sites/:id/sheet', 'see', async (visit) => {
    const view = await sheetOf(parts, visit)
    return view ? { html: pages.wan.sheet(visit.frame, view) } : { problem: 'not_found' }
  })
  routes.get('/wan/sites/:id/sheet/csv', 'see', async (visit) => {
    const view = await sheetOf(parts, visit)
    if (!view) return { problem: 'not_found' }
    await visit.audit('wan.export', view.site, { month: view.month })
    return {
      file: pages.wan.sheetCsv(visit.frame, view),
      type: 'text/csv; charset=utf-8',
      name: `mlinzi-wan-${view.month}.csv`,
    }
  })
}

function sheetOf(parts: ApiParts, { params, query }: Visit) {
  return wanSheetView(parts, params['id'] ?? '', query.get('month') ?? '')
}

async function showLine(parts: ApiParts, { frame, params, form }: Visit): Promise<Answer> {
  const back = form.failed ? form.state('line') : null
  const view = await wanLineView(parts, params['id'] ?? '', back)
  if (!view) return { problem: 'not_found' }
  return { html: parts.pages.wan.line(frame, view), ...(back && { status: 422 }) }
}

async function saveLine(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { form, params } = visit
  const view = await wanLineView(parts, params['id'] ?? '', null)
  if (!view) return { problem: 'not_found' }
  const request: LineRequest = {
    provider: form.raw('provider'),
    contract: form.raw('contract'),
    phone: form.raw('phone'),
    promise: form.raw('promise'),
    bundle: form.raw('bundle'),
    renewDay: form.raw('renewDay'),
    checks: view.checks.map(({ id }) => id).filter((id) => form.checked(`check-${id}`)),
    router: form.raw('router'),
    port: form.raw('port'),
  }
  if (request.checks.length > checksMax) form.fail('checks', 'too_many')
  const line = await settleLine(parts, request)
  if ('error' in line) {
    form.fail(line.field, line.error)
    return showLine(parts, visit)
  }
  await parts.wan.setLine(view.site.id, line)
  await visit.audit('wan.line', view.site.name, line)
  return { to: '/wan', done: 'saved' }
}

/** `judged`: a system of others, or several sites check it; else it is a service of one computer. */
async function saveService(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { form, frame, params } = visit
  const { services, departments } = await wanServicesView(parts, null)
  const service = services.find(({ id }) => id === params['id'])
  if (!service) return { problem: 'not_found' }
  const departmentId = form.reference('department', departments)
  if (form.failed) {
    const view = await wanServicesView(parts, form.state(service.id))
    return { html: parts.pages.wan.services(frame, view), status: 422 }
  }
  const judged = form.checked('judged') || departmentId !== null
  if (judged) await parts.wan.setService(service.id, departmentId)
  else await parts.wan.removeService(service.id)
  await visit.audit('wan.service', service.name, { judged, departmentId })
  return { to: '/wan/services', done: 'saved' }
}
