/** The pages of discovery: what was found, and the subnets that are looked through. */
import type { FormState } from '../form-views.ts'
import {
  foundFilters,
  type FoundFilter,
  type FoundView,
  type SubnetsView,
} from '../discovery-views.ts'
import type { ApiParts } from '../parts.ts'
import { fitsFilter } from './filter.ts'
import { foundRows } from './found-rows.ts'

const rowsShown = 200

export async function foundView(
  parts: ApiParts,
  filter: FoundFilter,
  fault: string | null,
): Promise<FoundView> {
  const [all, subnets] = await Promise.all([foundRows(parts), parts.discovery.subnets()])
  const countOf = (one: FoundFilter): number => all.filter((row) => fitsFilter(row, one)).length
  const counts = Object.fromEntries(foundFilters.map((one) => [one, countOf(one)]))
  const rows = all.filter((row) => fitsFilter(row, filter))
  return {
    filter,
    rows: rows
      .toSorted((a, b) => b.lastMs - a.lastMs || (a.id < b.id ? -1 : 1))
      .slice(0, rowsShown),
    count: rows.length,
    counts: { ...noCounts, ...counts },
    subnets: subnets.length,
    fault,
  }
}

const noCounts: Readonly<Record<FoundFilter, number>> = {
  new: 0,
  computers: 0,
  unknown: 0,
  declined: 0,
  known: 0,
}

export async function subnetsView(
  parts: ApiParts,
  told: { readonly form: FormState | null; readonly fault: string | null },
): Promise<SubnetsView> {
  const [subnets, sites, hosts, { sites: pollers }] = await Promise.all([
    parts.discovery.subnets(),
    parts.office.sites(),
    parts.hosts.all(),
    parts.network.state(),
  ])
  const names = new Map(hosts.map(({ id, name }) => [id, name]))
  return {
    ...told,
    sites: sites.map(({ id, name }) => ({ id, name })),
    subnets: subnets.map((subnet) => {
      const { snmp, run, runMs: _, wanted, ...rest } = subnet
      return {
        ...rest,
        siteName: sites.find(({ id }) => id === subnet.siteId)?.name ?? '',
        pollerName: names.get(pollers.get(subnet.siteId) ?? '') ?? null,
        hindrance: parts.discoveryDesk.hindrance(subnet) ?? null,
        accesses: snmp.length,
        isRunning: run !== null,
        isWanted: wanted,
      }
    }),
  }
}
