/** The form that says when others are told because nobody acted. */
import {
  escalationDefaults,
  escalationKeys,
  escalationLimits,
} from '../../../config/escalation-times.ts'
import type { ApiParts } from '../parts.ts'
import type { PageRoutes } from '../visit.ts'
import type { ShowSettings } from './show-settings.ts'

export function escalationRoutes(routes: PageRoutes, parts: ApiParts, show: ShowSettings): void {
  routes.post('/settings/escalation', 'settings', async (visit) => {
    const { form } = visit
    const times = { ...escalationDefaults }
    for (const key of escalationKeys)
      Reflect.set(times, key, form.whole(key, ...escalationLimits[key]))
    if (form.failed) return show(visit, 'recipients', { form: form.state('escalation') })
    await parts.office.setEscalation(times)
    await visit.audit('escalation.set', '', times)
    return { to: '/settings/recipients', done: 'saved' }
  })
}
