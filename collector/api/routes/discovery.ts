/** What was found on the networks, and which subnets are looked through. */
import type { FastifyInstance } from 'fastify'
import { discoveryDeclaration } from '../../../config/discovery-schema.ts'
import { deviceRoles } from '../../../contract/wire/network.ts'
import { oneOf } from '../choices.ts'
import { acceptFound, declineFound, type Acceptance } from '../discovery/decide.ts'
import { declareSubnets } from '../discovery/declare-subnets.ts'
import { foundView, subnetsView } from '../discovery/discovery-view.ts'
import { foundFilters } from '../discovery-views.ts'
import { DeclarationFault } from '../network/declare.ts'
import type { ApiParts } from '../parts.ts'
import { pageRoutes, type Answer, type Visit } from '../visit.ts'

const foundPath = '/network/discovered'
const subnetsPath = '/network/subnets'

export function discoveryRoutes(app: FastifyInstance, parts: ApiParts): void {
  const routes = pageRoutes(app, parts)
  routes.get(foundPath, 'act', (visit) => foundPage(parts, visit, null))
  routes.post(`${foundPath}/decide`, 'settings', (visit) => decide(parts, visit))
  routes.get(subnetsPath, 'act', (visit) => subnetsPage(parts, visit, null))
  routes.post(`${subnetsPath}/save`, 'settings', (visit) => save(parts, visit))
  routes.post(`${subnetsPath}/run`, 'settings', (visit) => one(parts, visit, 'run'))
  routes.post(`${subnetsPath}/remove`, 'settings', (visit) => one(parts, visit, 'remove'))
}

async function foundPage(parts: ApiParts, visit: Visit, fault: string | null): Promise<Answer> {
  const asked = visit.query.get('which') ?? visit.form.raw('which')
  const filter = oneOf(foundFilters, asked) ?? 'new'
  const html = parts.pages.discovery.found(visit.frame, await foundView(parts, filter, fault))
  return { html, status: fault === null ? 200 : 422 }
}

/** `found-ID` is a ticked box; beside it stand name, role and address. */
async function decide(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { form, user } = visit
  const filter = oneOf(foundFilters, form.raw('which')) ?? 'new'
  const to = `${foundPath}?which=${filter}`
  const { rows } = await foundView(parts, filter, null)
  const ids = rows.map(({ id }) => id).filter((id) => form.checked(`found-${id}`))
  if (ids.length === 0) return { to }
  const what = form.raw('do')
  if (what === 'decline') {
    const reason = form.text('reason', 500).slice(0, 500)
    const about = { by: user.name, atMs: parts.clock.now(), reason }
    const declined = await declineFound(parts, ids, about)
    await visit.audit('discovery.decline', `${declined.length}`, { reason, ids: ids.slice(0, 20) })
    return { to, done: 'saved' }
  }
  if (what === 'restore') {
    await parts.discovery.restore(ids)
    await visit.audit('discovery.restore', `${ids.length}`, { ids: ids.slice(0, 20) })
    return { to, done: 'saved' }
  }
  const wanted = ids.map((id): Acceptance => {
    const [name, role, address] = ['name', 'role', 'address'].map((word) =>
      form.raw(`${word}-${id}`),
    )
    return { id, name, role: oneOf(deviceRoles, role ?? ''), address }
  })
  try {
    const { devices } = await acceptFound(parts, wanted)
    const names = devices
      .map(({ name }) => name)
      .join(', ')
      .slice(0, 1000)
    await visit.audit('discovery.accept', names, { count: devices.length })
    return { to, done: 'saved' }
  } catch (error) {
    if (!(error instanceof DeclarationFault)) throw error
    return foundPage(parts, visit, error.message)
  }
}

async function subnetsPage(
  parts: ApiParts,
  { frame, form }: Visit,
  fault: string | null,
  which?: string,
): Promise<Answer> {
  const told = { fault, form: which === undefined ? null : form.state(which) }
  const html = parts.pages.discovery.subnets(frame, await subnetsView(parts, told))
  return { html, status: which === undefined ? 200 : 422 }
}

async function save(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { form } = visit
  const cidr = form.required('cidr', 18)
  const site = form.required('site', 255)
  const perSecond = form.whole('perSecond', 1, 50)
  const everyDays = form.whole('everyDays', 1, 90)
  const version = form.choice('snmp', ['keep', 'none', '2c'] as const, 'keep')
  // Read as it is: a blank at its end belongs to it.
  const community = form.raw('community_password')
  if (version === '2c' && community === '') form.fail('community_password', 'required')
  if (form.failed) return subnetsPage(parts, visit, null, 'subnet')
  const snmp = version === 'none' ? [] : version === '2c' ? [{ version, community }] : undefined
  const subnet = {
    cidr,
    site,
    perSecond,
    everyDays,
    anyTime: form.checked('anyTime'),
    ...(snmp && { snmp }),
  }
  const wanted = discoveryDeclaration.safeParse({ subnets: [subnet] })
  if (!wanted.success) {
    for (const { path } of wanted.error.issues)
      form.fail(
        path.includes('snmp') ? 'community_password' : 'cidr',
        path.includes('snmp') ? 'bad_name' : 'bad_subnet',
      )
    return subnetsPage(parts, visit, null, 'subnet')
  }
  try {
    const [saved = cidr] = await declareSubnets(parts, wanted.data)
    await visit.audit('discovery.subnet', saved, { perSecond, everyDays, anyTime: subnet.anyTime })
    return { to: subnetsPath, done: 'saved' }
  } catch (error) {
    if (!(error instanceof DeclarationFault)) throw error
    return subnetsPage(parts, visit, error.message, 'subnet')
  }
}

async function one(parts: ApiParts, visit: Visit, what: 'run' | 'remove'): Promise<Answer> {
  const known = (await parts.discovery.subnets()).find(
    ({ cidr }) => cidr === visit.form.raw('cidr'),
  )
  if (!known) return { problem: 'not_found' }
  if (what === 'run') await parts.discovery.want(known.cidr)
  else await parts.discovery.removeSubnet(known.cidr)
  await visit.audit(`discovery.${what}`, known.cidr)
  return { to: subnetsPath, done: what === 'run' ? 'saved' : 'removed' }
}
