/** Forms of the calendar's page that say when computers should be on. */
import { planExpected } from '../calendar/plan-expected.ts'
import { oneOf, roles } from '../choices.ts'
import type { ApiParts } from '../parts.ts'
import type { PageRoutes } from '../visit.ts'
import type { ShowSettings } from './show-settings.ts'

const weekdays = [0, 1, 2, 3, 4, 5, 6]

export function expectedRoutes(routes: PageRoutes, parts: ApiParts, show: ShowSettings): void {
  routes.post('/settings/expected', 'settings', async (visit) => {
    const { form } = visit
    const planned = await planExpected(parts.hosts, {
      role: form.raw('role'),
      computer: form.raw('computer'),
      mode: form.raw('mode'),
      days: weekdays.filter((day) => form.checked(`day${day}`)),
      from: form.raw('from').trim(),
      until: form.raw('until').trim(),
      holidays: form.checked('holidays'),
    })
    if ('error' in planned) {
      form.fail(planned.field, planned.error)
      return show(visit, 'hours', { form: form.state('expected') })
    }
    await parts.office.setExpected(planned.of, planned.on)
    await visit.audit('expected.set', planned.name, planned.on)
    return { to: '/settings/hours', done: 'saved' }
  })
  routes.post('/settings/expected/role/:role/reset', 'settings', async (visit) => {
    const { expected } = await parts.office.calendar()
    const role = oneOf(roles, visit.params['role'])
    if (role === undefined || expected?.roles[role] === undefined) return { problem: 'not_found' }
    await parts.office.setExpected({ role }, null)
    await visit.audit('expected.reset', role)
    return { to: '/settings/hours', done: 'removed' }
  })
  routes.post('/settings/expected/host/:id/reset', 'settings', async (visit) => {
    const { expected } = await parts.office.calendar()
    const hostId = visit.params['id'] ?? ''
    if (expected?.hosts[hostId] === undefined) return { problem: 'not_found' }
    await parts.office.setExpected({ hostId }, null)
    const host = (await parts.hosts.all()).find(({ id }) => id === hostId)
    await visit.audit('expected.reset', host?.name ?? hostId)
    return { to: '/settings/hours', done: 'removed' }
  })
}
