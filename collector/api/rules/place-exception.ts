/** Where an exception holds, from the names that people and programs write to ids that stay. */
import type { HostsRepository } from '../../model/hosts.ts'
import type { OfficeRepository } from '../../model/office.ts'
import { oneOf, roles } from '../choices.ts'

export interface NamedPlaces {
  readonly sites: readonly string[]
  readonly departments: readonly string[]
  readonly roles: readonly string[]
  /** Names may have `*` for anything. */
  readonly hosts: readonly string[]
  readonly objects: readonly string[]
  readonly critical?: boolean | undefined
}
interface PlaceParts {
  readonly hosts: Pick<HostsRepository, 'all'>
  readonly office: Pick<OfficeRepository, 'sites' | 'departments'>
}
interface Named {
  readonly id: string
  readonly name: string
}

/** As `where` of a rule file; `error`: a sentence that names what is unknown. */
export async function placeException(
  { hosts, office }: PlaceParts,
  places: NamedPlaces,
): Promise<{ readonly where: Readonly<Record<string, unknown>> } | { readonly error: string }> {
  const known = {
    sites: await office.sites(),
    departments: await office.departments(),
    hosts: await hosts.all(),
  }
  const where: Record<string, unknown> = {}
  for (const kind of ['sites', 'departments', 'hosts'] as const) {
    const ids = places[kind].map((one) => (one.includes('*') ? one : idOf(known[kind], one)))
    const unknown = places[kind].find((_, at) => ids[at] === undefined)
    if (unknown !== undefined) return { error: `${words[kind]} "${unknown}" is not known.` }
    if (ids.length > 0) where[kind] = ids
  }
  const odd = places.roles.find((one) => oneOf(roles, one) === undefined)
  if (odd !== undefined) return { error: `Role "${odd}" is none of ${roles.join(', ')}.` }
  if (places.roles.length > 0) where['roles'] = places.roles
  if (places.objects.length > 0) where['objects'] = places.objects
  if (places.critical !== undefined) where['critical'] = places.critical
  return { where }
}

const words = { sites: 'Site', departments: 'Department', hosts: 'Computer' } as const

function idOf(all: readonly Named[], wanted: string): string | undefined {
  const named = (one: Named): boolean => one.name.toLowerCase() === wanted.toLowerCase()
  return (all.find(({ id }) => id === wanted) ?? all.find(named))?.id
}
