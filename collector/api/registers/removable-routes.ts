/** The register of the office's own memory sticks. Names of holders: officers only. */
import type { FormState } from '../page-views.ts'
import type { ApiParts } from '../parts.ts'
import type { RemovablesView } from '../register-views.ts'
import type { Answer, PageRoutes, Visit } from '../visit.ts'

const page = '/removables'
const deviceMax = 255
const seenMax = 2000

export function removableRoutes(routes: PageRoutes, parts: ApiParts): void {
  const { removables } = parts.registers
  const { registers: pages } = parts.pages
  routes.get(page, 'act', (visit) => show(parts, visit))
  routes.get(`${page}/csv`, 'act', async (visit) => {
    await visit.audit('registers.export', 'removables')
    const file = pages.removablesCsv(visit.frame, await removablesView(parts))
    return { file, type: 'text/csv; charset=utf-8', name: 'mlinzi-removables.csv' }
  })
  routes.post(page, 'act', (visit) => save(parts, visit))
  routes.post(`${page}/remove`, 'act', async (visit) => {
    const device = visit.form.raw('device').slice(0, deviceMax)
    await removables.remove(device)
    await visit.audit('removable.remove', device)
    return { to: page, done: 'removed' }
  })
}

async function save(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { form, user } = visit
  // As the agents tell it: spaces inside it count.
  const device = form.raw('device').trim()
  if (device === '') form.fail('device', 'required')
  if (device.length > deviceMax) form.fail('device', 'too_long')
  const entry = {
    device,
    label: form.required('label', 80),
    holder: form.text('holder', 80),
    note: form.text('note', 300),
    registeredAtMs: parts.clock.now(),
    registeredBy: user.name,
  }
  if (form.failed) return show(parts, visit, form.state('removable'))
  if (!(await parts.registers.removables.save(entry))) return { problem: 'unavailable' }
  await visit.audit('removable.save', device, { label: entry.label, holder: entry.holder })
  return { to: page, done: 'saved' }
}

async function show(parts: ApiParts, { frame }: Visit, form: FormState | null = null) {
  const view = { ...(await removablesView(parts)), form }
  return { html: parts.pages.registers.removables(frame, view), status: form ? 422 : 200 }
}

async function removablesView({ registers }: ApiParts): Promise<RemovablesView> {
  const devices = await registers.removables.devices()
  const seen = Map.groupBy(await registers.removables.seen(seenMax), ({ device }) => device)
  const known = new Set(devices.map(({ device }) => device))
  return {
    devices: devices.map((one) => ({ ...one, lastMs: seen.get(one.device)?.[0]?.lastMs ?? null })),
    unregistered: [...seen]
      .filter(([device]) => !known.has(device))
      .map(([device, hosts]) => ({ device, lastMs: hosts[0]?.lastMs ?? 0, hosts })),
    form: null,
  }
}
