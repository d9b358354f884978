/** Sites and departments, one by one or as CSV. */
import { isIP } from 'node:net'
import { profiles, oneOf } from '../choices.ts'
import { parseCsv } from '../csv.ts'
import type { Form } from '../form.ts'
import type { ApiParts } from '../parts.ts'
import { newId } from '../../state/secret-text.ts'
import type { Site } from '../../model/office.ts'
import type { Answer, PageRoutes, Visit } from '../visit.ts'
import type { ShowSettings } from './show-settings.ts'

const nameMax = 80
const subnetsMax = 32

export function placeRoutes(routes: PageRoutes, parts: ApiParts, show: ShowSettings): void {
  const { office, hosts } = parts
  routes.post('/settings/sites', 'settings', (visit) => saveSite(parts, visit, show))
  routes.post('/settings/departments', 'settings', (visit) => saveDepartment(parts, visit, show))
  routes.post('/settings/places/import', 'settings', (visit) => importPlaces(parts, visit, show))
  routes.post('/settings/sites/:id/remove', 'settings', async (visit) => {
    const id = visit.params['id'] ?? ''
    for (const host of await hosts.all())
      if (host.siteId === id) await hosts.change(host.id, { siteId: null })
    await office.removeSite(id)
    await visit.audit('site.remove', id)
    return { to: '/settings/places', done: 'removed' }
  })
  routes.post('/settings/departments/:id/remove', 'settings', async (visit) => {
    const id = visit.params['id'] ?? ''
    for (const host of await hosts.all())
      if (host.departmentId === id) await hosts.change(host.id, { departmentId: null })
    await office.removeDepartment(id)
    await visit.audit('department.remove', id)
    return { to: '/settings/places', done: 'removed' }
  })
}

interface Named {
  readonly id: string
  readonly name: string
}
function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
function freeName(form: Form, known: readonly Named[], id: string): string {
  const name = form.required('name', nameMax)
  if (known.some((one) => one.id !== id && sameName(one.name, name))) form.fail('name', 'taken')
  return name
}

async function saveSite({ office }: ApiParts, visit: Visit, show: ShowSettings): Promise<Answer> {
  const { form } = visit
  const known = await office.sites()
  const id = form.reference('id', known) ?? newId()
  const subnets = subnetsOf(form.raw('subnets'))
  if (subnets === undefined) form.fail('subnets', 'bad_subnet')
  const site: Site = {
    id,
    name: freeName(form, known, id),
    profile: form.choice('profile', profiles, 'lan'),
    subnets: subnets ?? [],
  }
  if (form.failed) return show(visit, 'places', { form: form.state('site') })
  await office.saveSite(site)
  await visit.audit('site.save', site.name, site)
  return { to: '/settings/places', done: 'saved' }
}

async function saveDepartment(
  { office }: ApiParts,
  visit: Visit,
  show: ShowSettings,
): Promise<Answer> {
  const { form } = visit
  const known = await office.departments()
  const id = form.reference('id', known) ?? newId()
  const name = freeName(form, known, id)
  if (form.failed) return show(visit, 'places', { form: form.state('department') })
  await office.saveDepartment({ id, name })
  await visit.audit('department.save', name)
  return { to: '/settings/places', done: 'saved' }
}

/** All rows or none: a half-read list would be worse than the message. */
async function importPlaces(
  { office }: ApiParts,
  visit: Visit,
  show: ShowSettings,
): Promise<Answer> {
  const { form } = visit
  const rows = parseCsv(form.raw('csv'))?.filter((row) => !isHeading(row))
  const sites = form.raw('kind') === 'sites'
  const places = rows?.map((row) => placeOf(row, sites))
  if (!places || places.length === 0 || places.includes(undefined)) {
    form.fail('csv', 'bad_csv')
    return show(visit, 'places', { form: form.state('import') })
  }
  for (const place of places) {
    if (place === undefined) continue
    if (sites) {
      const known = (await office.sites()).find(({ name }) => sameName(name, place.name))
      await office.saveSite({ ...place, id: known?.id ?? newId() })
    } else {
      const known = (await office.departments()).find(({ name }) => sameName(name, place.name))
      await office.saveDepartment({ id: known?.id ?? newId(), name: place.name })
    }
  }
  await visit.audit('places.import', sites ? 'sites' : 'departments', { count: places.length })
  return { to: '/settings/places', done: 'imported' }
}

const headings = ['name', 'jina', 'site', 'kituo', 'department', 'idara']
function isHeading(row: readonly string[]): boolean {
  return headings.includes((row[0] ?? '').toLowerCase())
}

function placeOf(row: readonly string[], site: boolean): Omit<Site, 'id'> | undefined {
  const [name = '', profile = '', subnetText = ''] = row
  if (name === '' || name.length > nameMax) return undefined
  if (!site) return { name, profile: 'lan', subnets: [] }
  const known = profile === '' ? 'lan' : oneOf(profiles, profile.toLowerCase())
  const subnets = subnetsOf(subnetText)
  return known && subnets && { name, profile: known, subnets }
}

/** Subnets between spaces, commas or bars; undefined when one is none. */
function subnetsOf(text: string): readonly string[] | undefined {
  const words = text.split(/[\s,;|]+/).filter((word) => word !== '')
  return words.length <= subnetsMax && words.every(isSubnet) ? words : undefined
}

function isSubnet(word: string): boolean {
  const [address = '', bits = '', more] = word.split('/')
  const version = isIP(address)
  if (version === 0 || more !== undefined || !/^\d{1,3}$/.test(bits)) return false
  return Number(bits) <= (version === 4 ? 32 : 128)
}
