/** The fleet list: which hosts, in which order, and what is wrong with each. */
import type { AlertRecord, Severity } from '../model/alerts.ts'
import type { HostRecord, Presence } from '../model/hosts.ts'
import type { Language } from '../model/office.ts'
import type { ConsoleUser } from '../state/users.ts'
import { oneOf, presenceGroups, roles } from './choices.ts'
import type { FleetFilter, FleetView, HostRow, PresenceGroup, Problem } from './page-views.ts'
import type { ApiParts } from './parts.ts'
import { ownAlerts, visibleHosts } from './visible.ts'

export const hostsPerPage = 200
/** A clock that far off is a finding (DESIGN.md section 8). */
const clockOffSecondsMin = 120
const searchCharactersMax = 100

const groups: Readonly<Record<Presence, Exclude<PresenceGroup, 'trouble'>>> = {
  online: 'here',
  off: 'away',
  off_assumed: 'away',
  asleep: 'away',
  power_lost: 'missing',
  unreachable: 'missing',
  site_down: 'missing',
  stale: 'missing',
  cut_off: 'missing',
  never_seen: 'missing',
}
const weights: Readonly<Record<Severity, number>> = { critical: 3, warning: 2, info: 1 }

export function fleetFilter(query: URLSearchParams): FleetFilter {
  return {
    search: (query.get('q') ?? '').trim().slice(0, searchCharactersMax),
    state: oneOf(presenceGroups, query.get('state') ?? undefined) ?? '',
    site: query.get('site') ?? '',
    department: query.get('department') ?? '',
    role: oneOf(roles, query.get('role') ?? undefined) ?? '',
  }
}

export async function fleetView(
  parts: ApiParts,
  user: ConsoleUser,
  language: Language,
  query: URLSearchParams,
): Promise<FleetView> {
  const fleet = await loadFleet(parts, user)
  const filter = fleetFilter(query)
  const matched = fleet.hosts.filter((host) => matches(fleet, host, filter))
  matched.sort((a, b) => fleet.weight(b) - fleet.weight(a) || compareNames(a, b))
  const pageCount = Math.max(1, Math.ceil(matched.length / hostsPerPage))
  const page = Math.min(Math.max(1, Math.trunc(Number(query.get('page')) || 1)), pageCount)
  const shown = matched.slice((page - 1) * hostsPerPage, page * hostsPerPage)
  return {
    filter,
    rows: shown.map((host) => hostRow(parts, fleet, host, language)),
    total: fleet.hosts.length,
    matched: matched.length,
    page,
    pageCount,
    counts: countGroups(fleet),
    sites: fleet.sites,
    departments: fleet.departments,
    exampleCommands: parts.enrolCommands('TOKEN'),
  }
}

export type Fleet = Awaited<ReturnType<typeof loadFleet>>

/** Hosts that the user may see, with their open alerts and the names around them. */
export async function loadFleet(parts: ApiParts, user: ConsoleUser) {
  const hosts = await visibleHosts(parts, user)
  const sites = await parts.office.sites()
  const departments = await parts.office.departments()
  const alertsByHost = new Map<string, AlertRecord[]>()
  for (const alert of await ownAlerts(parts, user, await parts.alerts.open())) {
    if (alert.hostId === null) continue
    const known = alertsByHost.get(alert.hostId)
    if (known) known.push(alert)
    else alertsByHost.set(alert.hostId, [alert])
  }
  const alertsOf = (host: HostRecord): readonly AlertRecord[] => alertsByHost.get(host.id) ?? []
  return {
    hosts,
    sites,
    departments,
    siteNames: new Map(sites.map(({ id, name }) => [id, name])),
    departmentNames: new Map(departments.map(({ id, name }) => [id, name])),
    alertsOf,
    weight: (host: HostRecord): number =>
      Math.max(
        groups[host.presence] === 'missing' && host.presence !== 'never_seen' ? 0.5 : 0,
        ...alertsOf(host).map(
          ({ severity, acknowledgedAtMs }) =>
            weights[severity] - (acknowledgedAtMs === null ? 0 : 0.25),
        ),
      ),
  }
}

function compareNames(a: HostRecord, b: HostRecord): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}

function matches(fleet: Fleet, host: HostRecord, filter: FleetFilter): boolean {
  if (filter.site !== '' && host.siteId !== filter.site) return false
  if (filter.department !== '' && host.departmentId !== filter.department) return false
  if (filter.role !== '' && host.role !== filter.role) return false
  if (filter.state === 'trouble' && fleet.alertsOf(host).length === 0) return false
  if (filter.state !== '' && filter.state !== 'trouble' && groups[host.presence] !== filter.state)
    return false
  return filter.search === '' || contains(fleet, host, filter.search)
}

/** Each word must be in the name, site, department, a label or an address. */
function contains(fleet: Fleet, host: HostRecord, search: string): boolean {
  const text = [
    host.name,
    fleet.siteNames.get(host.siteId ?? '') ?? '',
    fleet.departmentNames.get(host.departmentId ?? '') ?? '',
    ...Object.values(host.labels),
  ]
    .join('\n')
    .toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function countGroups(fleet: Fleet): Record<PresenceGroup, number> {
  const counts = { here: 0, away: 0, missing: 0, trouble: 0 }
  for (const host of fleet.hosts) {
    counts[groups[host.presence]]++
    if (fleet.alertsOf(host).length > 0) counts.trouble++
  }
  return counts
}

export function hostRow(
  parts: ApiParts,
  fleet: Fleet,
  host: HostRecord,
  language: Language,
): HostRow {
  const off = host.clockOffsetSeconds
  return {
    id: host.id,
    name: host.name,
    role: host.role,
    critical: host.critical,
    simulated: host.simulated,
    site: fleet.siteNames.get(host.siteId ?? '') ?? null,
    department: fleet.departmentNames.get(host.departmentId ?? '') ?? null,
    presence: host.presence,
    presenceSinceMs: host.presenceSinceMs,
    lastSeenMs: host.lastSeenMs,
    clockOffSeconds: off !== null && Math.abs(off) > clockOffSecondsMin ? off : null,
    problems: problemsOf(parts, fleet.alertsOf(host), language),
  }
}

function problemsOf(
  { describeAlert }: ApiParts,
  alerts: readonly AlertRecord[],
  language: Language,
): Problem[] {
  return alerts
    .toSorted((a, b) => weights[b.severity] - weights[a.severity] || b.openedAtMs - a.openedAtMs)
    .map((alert) => ({
      severity: alert.severity,
      title: describeAlert(alert, language).title,
      acknowledged: alert.acknowledgedAtMs !== null,
    }))
}
