/** The lines of the sites and the services beyond them, with names in place of ids. */
import { interfaceFamily } from '../../../contract/catalogue/families/interface.ts'
import { zoneReader } from '../../../config/office-time.ts'
import { unwrittenLine } from '../../state/wan-nouns.ts'
import type { FormState } from '../form-views.ts'
import type { ApiParts } from '../parts.ts'
import type {
  WanLineView,
  WanServiceRow,
  WanServicesView,
  WanSheetView,
  WanSiteRow,
  WanView,
} from '../wan-views.ts'

const monthsMax = 14
const portsMax = 200

export async function wanView(parts: ApiParts): Promise<WanView> {
  const { wanDesk, office, clock } = parts
  const [found, services, names] = await Promise.all([
    wanDesk.sites(),
    wanDesk.services(),
    namesOf(parts),
  ])
  const sites = found.map(({ siteId, pollerId, ...site }): WanSiteRow => ({
    ...site,
    siteId,
    site: names.sites.get(siteId) ?? siteId,
    poller: pollerId === null ? null : (names.hosts.get(pollerId) ?? null),
  }))
  const [month = ''] = lastMonths((await office.calendar()).zone, clock.now())
  return {
    sites: sites.toSorted((a, b) => a.site.localeCompare(b.site)),
    services: services.map((one): WanServiceRow => ({
      ...one,
      department: names.departments.get(one.departmentId ?? '') ?? null,
      sites: one.sites.map(({ hostId, siteId, state }) => ({
        where: names.sites.get(siteId ?? '') ?? names.hosts.get(hostId) ?? hostId,
        state,
      })),
    })),
    month,
  }
}

async function namesOf({ office, hosts }: Pick<ApiParts, 'office' | 'hosts'>) {
  const byId = (all: readonly { readonly id: string; readonly name: string }[]) =>
    new Map(all.map(({ id, name }) => [id, name]))
  const [sites, departments, computers] = await Promise.all([
    office.sites(),
    office.departments(),
    hosts.all(),
  ])
  return { sites: byId(sites), departments: byId(departments), hosts: byId(computers) }
}

/** Undefined: there is no such site. */
export async function wanLineView(
  { office, wan, network, hosts, store }: ApiParts,
  siteId: string,
  form: FormState | null,
): Promise<WanLineView | undefined> {
  const site = (await office.sites()).find(({ id }) => id === siteId)
  if (!site) return undefined
  const state = await network.state()
  const poller = state.sites.get(siteId)
  const devices = new Set(state.devices.map(({ hostId }) => hostId))
  const all = (await hosts.all()).filter((host) => host.siteId === siteId && devices.has(host.id))
  return {
    site,
    line: (await wan.lines()).get(siteId) ?? unwrittenLine,
    checks: state.checks.filter(
      ({ deviceId, check, pollers }) =>
        deviceId === null && check?.kind === 'ping' && pollers.includes(poller ?? ''),
    ),
    routers: all
      .filter(({ role }) => role === 'network' || role === 'server')
      .map(({ id, name }) => ({ id, name, ports: portsOf(store, id) })),
    form,
  }
}

function portsOf(store: Pick<ApiParts['store'], 'series'>, hostId: string): readonly string[] {
  const ports = store.series
    .ofHost(hostId)
    .filter(({ descriptor }) => descriptor.measurement === interfaceFamily.name)
    .flatMap(({ descriptor: { tags } }) => {
      const name = tags.find(([tag]) => tag === 'ifName') ?? tags.find(([tag]) => tag === 'ifDescr')
      return name?.[1] ?? []
    })
  return [...new Set(ports)].toSorted().slice(0, portsMax)
}

export async function wanServicesView(
  { network, wan, office }: ApiParts,
  form: FormState | null,
): Promise<WanServicesView> {
  const named = await wan.services()
  const { checks } = await network.state()
  const kinds = new Set(['tcp', 'http', 'dns'])
  return {
    services: checks
      .filter(({ deviceId, check }) => deviceId === null && kinds.has(check?.kind ?? ''))
      .map(({ id, name, pollers }) => ({
        id,
        name,
        pollers: pollers.length,
        departmentId: named.get(id),
      })),
    departments: await office.departments(),
    form,
  }
}

/** yyyy-mm, the present month first. */
export function lastMonths(zone: string, nowMs: number): readonly string[] {
  const { year, month } = zoneReader(zone)(nowMs)
  return Array.from({ length: monthsMax }, (_, back) => {
    const index = year * 12 + (month - 1) - back
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  })
}

/** Undefined: there is no such site. A month that cannot be asked for is the present one. */
export async function wanSheetView(
  { office, wanDesk, clock }: Pick<ApiParts, 'office' | 'wanDesk' | 'clock'>,
  siteId: string,
  asked: string,
): Promise<WanSheetView | undefined> {
  const site = (await office.sites()).find(({ id }) => id === siteId)
  if (!site) return undefined
  const months = lastMonths((await office.calendar()).zone, clock.now())
  const month = months.find((one) => one === asked) ?? months[0] ?? ''
  const [year = 1970, number = 1] = month.split('-').map(Number)
  const sheet = await wanDesk.month(siteId, year, number)
  return sheet && { site: site.name, month, months, sheet }
}
