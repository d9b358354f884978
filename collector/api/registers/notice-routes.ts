/** The staff notice: shown to all, confirmed by an administrator; erasure of usage by an officer. */
import { usageDaysMax, usageDaysMin } from '../../state/staff-notice.ts'
import type { FormState } from '../page-views.ts'
import type { ApiParts } from '../parts.ts'
import type { Answer, PageRoutes, Visit } from '../visit.ts'

const page = '/staff-notice'

export function noticeRoutes(routes: PageRoutes, parts: ApiParts): void {
  const { notice, usage } = parts.registers
  routes.get(page, 'see', (visit) => show(parts, visit))
  routes.post(`${page}/confirm`, 'administer', async (visit) => {
    const { form, user } = visit
    const days = form.whole('days', usageDaysMin, usageDaysMax)
    if (!form.checked('told')) form.fail('told', 'required')
    if (form.failed) return show(parts, visit, form.state('notice'))
    await notice.confirm(user.name, parts.clock.now(), days)
    await visit.audit('notice.confirm', '', { days })
    return { to: page, done: 'saved' }
  })
  routes.post(`${page}/withdraw`, 'administer', async (visit) => {
    await notice.withdraw(visit.user.name, parts.clock.now())
    await visit.audit('notice.withdraw', '')
    return { to: page, done: 'saved' }
  })
  routes.post(`${page}/erase`, 'act', async (visit) => {
    const days = await usage.erase(null)
    await visit.audit('usage.erase', '', { days })
    return { to: page, done: 'removed' }
  })
  routes.post('/hosts/:id/records/erase', 'act', async (visit) => {
    const host = await parts.hosts.get(visit.params['id'] ?? '')
    if (host === undefined) return { problem: 'not_found' }
    const days = await usage.erase(host.id)
    await visit.audit('usage.erase', host.name, { days })
    return { to: `/hosts/${encodeURIComponent(host.id)}/records`, done: 'removed' }
  })
}

async function show(
  parts: ApiParts,
  { frame }: Visit,
  form: FormState | null = null,
): Promise<Answer> {
  const { name, phone, email } = await parts.office.organisation()
  const view = {
    notice: await parts.registers.notice.current(),
    organisation: name,
    phone,
    email,
    daysMin: usageDaysMin,
    daysMax: usageDaysMax,
    form,
  }
  return { html: parts.pages.registers.staffNotice(frame, view), status: form ? 422 : 200 }
}
