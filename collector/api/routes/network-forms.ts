/** Devices and checks by forms: add, change, remove. Officers alone; secrets go in and never out. */
import type { FastifyInstance } from 'fastify'
import type { NetworkDeclaration } from '../../../config/network-schema.ts'
import { DeclarationFault, declareNetwork, type Declared } from '../network/declare.ts'
import { checkOf, deviceOf, placeFault } from '../network/form-declaration.ts'
import {
  checkSpecs,
  deviceSpecs,
  filled,
  formKinds,
  type FormPlaces,
} from '../network/form-words.ts'
import type { NetworkFormView } from '../network-views.ts'
import type { ApiParts } from '../parts.ts'
import { pageRoutes, type Answer, type Visit } from '../visit.ts'

export function networkFormRoutes(app: FastifyInstance, parts: ApiParts): void {
  const routes = pageRoutes(app, parts)
  const shown = async (visit: Visit, view: NetworkFormView | undefined): Promise<Answer> =>
    view ? { html: parts.pages.networkForm(visit.frame, view) } : { problem: 'not_found' }
  routes.get('/network/devices/:id', 'settings', async (visit) =>
    shown(visit, await deviceView(parts, visit)),
  )
  routes.get('/network/checks/:id', 'settings', async (visit) =>
    shown(visit, await checkView(parts, visit)),
  )
  routes.post('/network/devices/:id', 'settings', (visit) => saveDevice(parts, visit))
  routes.post('/network/checks/:id', 'settings', (visit) => saveCheck(parts, visit))
  routes.post('/network/devices/:id/remove', 'settings', async (visit) => {
    const view = await deviceView(parts, visit)
    if (!view || view.id === null) return { problem: 'not_found' }
    await parts.hosts.remove(view.id)
    await visit.audit('network.device.remove', view.name)
    return { to: '/network', done: 'removed' }
  })
  routes.post('/network/checks/:id/remove', 'settings', async (visit) => {
    const view = await checkView(parts, visit)
    if (!view || view.id === null) return { problem: 'not_found' }
    await parts.network.removeCheck(view.id)
    await visit.audit('network.check.remove', view.name)
    return { to: '/network', done: 'removed' }
  })
}

async function placesOf({ hosts, office, network }: ApiParts): Promise<FormPlaces> {
  const [all, sites, departments, { devices }] = await Promise.all([
    hosts.all(),
    office.sites(),
    office.departments(),
    network.state(),
  ])
  const declared = new Set(devices.map(({ hostId }) => hostId))
  return {
    sites,
    departments,
    computers: all.filter(({ id }) => !declared.has(id)),
    devices: all.filter(({ id }) => declared.has(id)),
  }
}

/** Undefined: there is no such device. */
async function deviceView(
  parts: ApiParts,
  { params }: Visit,
): Promise<NetworkFormView | undefined> {
  const id = params['id'] ?? ''
  const specs = deviceSpecs(await placesOf(parts))
  const shared = { what: 'device', form: null } as const
  if (id === 'new')
    return { ...shared, id: null, name: '', words: filled(specs, { role: 'network', ping: true }) }
  const { devices, checks } = await parts.network.state()
  const device = devices.find(({ hostId }) => hostId === id)
  const host = device && (await parts.hosts.get(id))
  if (!device || !host) return undefined
  const ping = checks.find((check) => check.id === `${id}-ping`)?.check
  const held = {
    ...host,
    address: device.address,
    site: host.siteId,
    department: host.departmentId,
    poller: device.pollerHostId,
    ping: ping !== undefined,
    everySeconds: ping?.everySeconds,
    snmp: device.snmp ?? '',
  }
  const words = filled(specs, held).map((word) =>
    word.name === 'snmp' ? { ...word, value: device.snmp?.version ?? '' } : word,
  )
  return { ...shared, id, name: host.name, words }
}

/** `new-<kind>`: an empty one. Undefined: there is no such check. */
async function checkView(parts: ApiParts, { params }: Visit): Promise<NetworkFormView | undefined> {
  const id = params['id'] ?? ''
  const places = await placesOf(parts)
  const fresh = formKinds.find((kind) => id === `new-${kind}`)
  if (fresh) {
    const words = filled(checkSpecs(fresh, places, []), {})
    return { what: fresh, id: null, name: '', words, form: null }
  }
  const stored = (await parts.network.state()).checks.find((check) => check.id === id)
  if (!stored?.check) return undefined
  const { check, pollers, name, deviceId } = stored
  const held = { ...check, device: deviceId, pollers: pollers.join(',') }
  const words = filled(checkSpecs(check.kind, places, pollers), held)
  return { what: check.kind, id, name, words, form: null }
}

async function saveDevice(parts: ApiParts, visit: Visit): Promise<Answer> {
  const view = await deviceView(parts, visit)
  if (!view) return { problem: 'not_found' }
  const declaration = deviceOf(visit.form, view.words)
  const [device] = declaration?.devices ?? []
  if (!declaration || !device) return again(parts, visit, view)
  const { computers, devices } = await placesOf(parts)
  const same = (name: string): boolean => name.toLowerCase() === device.name.toLowerCase()
  const taken = [...computers, ...devices].some((one) => one.id !== view.id && same(one.name))
  if (taken) visit.form.fail('name', 'taken')
  if (taken) return again(parts, visit, view)
  // Things are known by their name in a declaration: a new one is given first.
  if (view.id !== null && !same(view.name)) await parts.hosts.change(view.id, { name: device.name })
  const id = await declare(parts, visit, declaration, ({ devices: [one] }) => one?.id)
  if (id === undefined) return again(parts, visit, view)
  if (visit.form.raw('snmp') === '') await parts.network.changeDevice(id, { snmp: null })
  await visit.audit('network.device.save', device.name)
  return { to: '/network', done: 'saved' }
}

async function saveCheck(parts: ApiParts, visit: Visit): Promise<Answer> {
  const view = await checkView(parts, visit)
  if (!view || view.what === 'device') return { problem: 'not_found' }
  const { form } = visit
  const declaration = checkOf(form, view.what, view.words)
  const [check] = declaration?.checks ?? []
  if (!declaration || !check) return again(parts, visit, view)
  const { checks } = await parts.network.state()
  const [device, name] = [check.device ?? null, check.name.toLowerCase()]
  const twin = checks.find((one) => one.deviceId === device && one.name.toLowerCase() === name)
  if (twin && twin.id !== view.id) form.fail('name', 'taken')
  const isRenamed = view.id !== null && twin === undefined
  // Under another name it is another check, to which the kept password does not go.
  if (isRenamed && check.kind === 'mail')
    for (const side of ['send', 'fetch'] as const)
      if (check[side].user !== '' && check[side].password === '')
        form.fail(`${side}_password`, 'required')
  if (form.failed) return again(parts, visit, view)
  const id = await declare(parts, visit, declaration, ({ checks: [one] }) => one?.id)
  if (id === undefined) return again(parts, visit, view)
  if (view.id !== null && view.id !== id) await parts.network.removeCheck(view.id)
  await visit.audit('network.check.save', check.name)
  return { to: '/network', done: 'saved' }
}

/** Undefined: it cannot be, and the form says why. */
async function declare(
  parts: ApiParts,
  { form }: Visit,
  declaration: NetworkDeclaration,
  idOf: (declared: Declared) => string | undefined,
): Promise<string | undefined> {
  try {
    return idOf(await declareNetwork(parts, declaration))
  } catch (error) {
    if (!(error instanceof DeclarationFault)) throw error
    placeFault(form, error.message)
    return undefined
  }
}

function again(parts: ApiParts, { form, frame }: Visit, view: NetworkFormView): Answer {
  const html = parts.pages.networkForm(frame, { ...view, form: form.state('network') })
  return { html, status: 422 }
}
