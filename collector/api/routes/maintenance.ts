/** The page of maintenance windows: list, add, end now, remove. */
import type { FastifyInstance } from 'fastify'
import { TooManyWindows } from '../../state/maintenance-windows.ts'
import { maintenanceView } from '../maintenance/maintenance-view.ts'
import { planWindow, type WindowRequest } from '../maintenance/plan-window.ts'
import type { ApiParts } from '../parts.ts'
import { pageRoutes, type Answer, type Visit } from '../visit.ts'

const weekdays = [0, 1, 2, 3, 4, 5, 6]

export function maintenanceRoutes(app: FastifyInstance, parts: ApiParts): void {
  const routes = pageRoutes(app, parts)
  routes.get('/maintenance', 'act', async ({ frame }) => ({
    html: parts.pages.maintenance(frame, await maintenanceView(parts, frame.nowMs, null)),
  }))
  routes.post('/maintenance/once', 'act', (visit) => add(parts, visit, 'once'))
  routes.post('/maintenance/weekly', 'act', (visit) => add(parts, visit, 'weekly'))
  routes.post('/maintenance/:id/end', 'act', (visit) => change(parts, visit, 'end'))
  routes.post('/maintenance/:id/remove', 'act', (visit) => change(parts, visit, 'remove'))
}

async function add(parts: ApiParts, visit: Visit, kind: 'once' | 'weekly'): Promise<Answer> {
  const { form, frame, user } = visit
  const back = async (): Promise<Answer> => {
    const view = await maintenanceView(parts, frame.nowMs, form.state(kind))
    return { html: parts.pages.maintenance(frame, view), status: 422 }
  }
  const days = kind === 'once' ? [] : weekdays.filter((day) => form.checked(`day${day}`))
  if (kind === 'weekly' && days.length === 0) {
    form.fail('days', 'required')
    return back()
  }
  const request: WindowRequest = {
    name: form.raw('name'),
    computer: form.raw('computer'),
    site: form.raw('site'),
    department: form.raw('department'),
    from: form.raw('from').trim(),
    until: form.raw('until').trim(),
    date: form.raw('date'),
    lastDate: form.raw('lastDate'),
    days,
  }
  const planned = await planWindow(parts, request, { by: user.name, nowMs: parts.clock.now() })
  if ('error' in planned) {
    form.fail(planned.field, planned.error)
    return back()
  }
  try {
    await parts.maintenance.add(planned)
  } catch (error) {
    if (!(error instanceof TooManyWindows)) throw error
    form.fail('name', 'too_many')
    return back()
  }
  await visit.audit('maintenance.add', planned.name, { cover: planned.cover, when: planned.when })
  return { to: '/maintenance', done: 'saved' }
}

async function change(parts: ApiParts, visit: Visit, what: 'end' | 'remove'): Promise<Answer> {
  const all = await parts.maintenance.all()
  const window = all.find(({ id }) => id === visit.params['id'])
  if (window === undefined) return { problem: 'not_found' }
  if (what === 'end') await parts.maintenance.end(window.id, parts.clock.now())
  else await parts.maintenance.remove(window.id)
  await visit.audit(`maintenance.${what}`, window.name)
  return { to: '/maintenance', done: what === 'end' ? 'maintenance_ended' : 'removed' }
}
