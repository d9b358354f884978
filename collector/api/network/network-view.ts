/** The network as it stands: devices by site, services, pollers. */
import type { CheckKind, NetworkCheck } from '../../../contract/wire/network.ts'
import type { HostRecord, LatestRow } from '../../model.ts'
import type { NetworkState, StoredCheck, StoredDevice } from '../../state/network-records.ts'
import type { ConsoleUser } from '../../state/users.ts'
import type {
  CheckRow,
  CheckState,
  DeviceRow,
  NetworkView,
  PollerRow,
  SiteNetwork,
} from '../network-views.ts'
import type { ApiParts } from '../parts.ts'
import { visibleAlerts, visibleHosts } from '../visible.ts'

type Eyes = Pick<ConsoleUser, 'role' | 'departmentId'>

/** Measurement that each kind of check fills. */
const measurementOf: Readonly<Partial<Record<CheckKind, string>>> = {
  ping: 'ping',
  tcp: 'net_response',
  http: 'http_response',
  tls: 'x509_cert',
  dns: 'dns_query',
}
const oldIntervals = 3
const slackMs = 120_000

/** A head of department sees the devices of the department, and no services. */
export async function networkView(parts: ApiParts, user: Eyes): Promise<NetworkView> {
  const [state, hosts, sites, alerts] = await Promise.all([
    parts.network.state(),
    visibleHosts(parts, user),
    parts.office.sites(),
    visibleAlerts(parts, user),
  ])
  const byId = new Map(hosts.map((host) => [host.id, host]))
  const seen = { state, byId, parts }
  const checks = await checkRows(seen)
  const openAlerts = Map.groupBy(alerts, ({ hostId }) => hostId)
  const devices = state.devices.flatMap((device) => {
    const host = byId.get(device.hostId)
    if (!host) return []
    const count = openAlerts.get(host.id)?.length ?? 0
    return [{ siteId: host.siteId, row: deviceRow(seen, device, host, checks, count) }]
  })
  const bySite = Map.groupBy(devices, ({ siteId }) => siteId)
  const places = [...sites, { id: null, name: null }]
  const groups = places.map(({ id, name }): SiteNetwork => {
    const pollerId = id === null ? null : (state.sites.get(id) ?? null)
    return {
      siteId: id,
      siteName: name,
      pollerId,
      pollerName: byId.get(pollerId ?? '')?.name ?? null,
      devices: (bySite.get(id) ?? []).map(({ row }) => row).toSorted(byName),
    }
  })
  const rows = devices.map(({ row }) => row)
  const services = checks.filter(({ deviceId }) => deviceId === null)
  return {
    sites: groups.filter((group) => group.devices.length > 0 || group.pollerId !== null),
    services: user.role === 'head' ? [] : services,
    pollers: user.role === 'head' ? [] : pollerRows(seen, rows, services),
  }
}

interface Seen {
  readonly parts: ApiParts
  readonly state: NetworkState
  readonly byId: ReadonlyMap<string, HostRecord>
}

async function checkRows(seen: Seen): Promise<readonly CheckRow[]> {
  const { parts, state, byId } = seen
  const { store, networkDesk } = parts
  const asked = state.checks.flatMap((stored) => {
    const { deviceId, pollers } = stored
    if (deviceId !== null && !byId.has(deviceId)) return []
    const makers = deviceId === null ? pollers : [networkDesk.pollerOf(deviceId)]
    return makers.length === 0
      ? [[stored, undefined] as const]
      : makers.map((one) => [stored, one] as const)
  })
  const hostIds = new Set(asked.flatMap(([{ deviceId }, poller]) => deviceId ?? poller ?? []))
  const rows = await store.latest({
    hostIds: [...hostIds],
    measurements: Object.values(measurementOf),
  })
  const newest = new Map<string, LatestRow>()
  for (const row of rows) {
    const series = store.series.get(row.seriesId)
    const check = series?.descriptor.tags.find(([name]) => name === 'check')?.[1]
    if (!series || check === undefined) continue
    const key = `${series.hostId} ${series.descriptor.measurement} ${check}`
    if ((newest.get(key)?.timeMs ?? 0) <= row.timeMs) newest.set(key, row)
  }
  return asked.map(([stored, poller]) => {
    const kind = stored.check?.kind
    const measurement = kind && measurementOf[kind]
    const key = `${stored.deviceId ?? poller ?? ''} ${measurement} ${stored.name}`
    return checkRow(seen, stored, poller, newest.get(key))
  })
}

function checkRow(
  { parts, byId }: Seen,
  stored: StoredCheck,
  poller: string | undefined,
  row: LatestRow | undefined,
): CheckRow {
  const { id, name, check, deviceId, secret } = stored
  const refused =
    poller === undefined ? null : (parts.networkDesk.pollerState(poller).refused.get(id) ?? null)
  const number = (field: string): number | null => {
    const value = row?.values[field]
    return typeof value === 'number' ? value : null
  }
  const seconds = number('response_time')
  const result = row?.values['result']
  return {
    id,
    name,
    kind: check?.kind ?? null,
    target: check ? targetOf(check) : '',
    deviceId,
    pollerId: poller ?? null,
    pollerName: byId.get(poller ?? '')?.name ?? null,
    state: refused === null ? stateOf(stored, row, parts.clock.now()) : 'refused',
    refused,
    result: typeof result === 'string' ? result : null,
    fails: number('fails') ?? 0,
    milliseconds:
      seconds === null
        ? (number('average_response_ms') ?? number('query_time_ms'))
        : seconds * 1000,
    lossPercent: number('percent_packet_loss'),
    daysLeft: number('days_left'),
    atMs: row?.timeMs ?? null,
    everySeconds: check?.everySeconds ?? null,
    secretLost: secret === 'lost',
  }
}

function stateOf(stored: StoredCheck, row: LatestRow | undefined, nowMs: number): CheckState {
  if (!stored.enabled) return 'off'
  if (!row) return 'waiting'
  const everyMs = (stored.check?.everySeconds ?? 0) * 1000
  if (nowMs - row.timeMs > oldIntervals * everyMs + slackMs) return 'old'
  const { result, percent_packet_loss: loss } = row.values
  if (result === 'no_egress' || result === 'refused_here') return 'unknown'
  if (result === 'success') return loss === 100 ? 'failing' : 'good'
  return 'failing'
}

/** As the officer wrote it; of a page only what is nobody’s secret. */
function targetOf(check: NetworkCheck): string {
  switch (check.kind) {
    case 'http':
    case 'web':
      return shownUrl(check.url)
    case 'dns':
      return check.server === undefined ? check.domain : `${check.domain} @${check.server}`
    case 'ping':
      return check.host
    case 'mail':
      return check.to
    default:
      return `${check.host}:${check.port}`
  }
}

/** Without user, password, query and fragment. */
function shownUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url ? `${url.protocol}//${url.host}${url.pathname}` : ''
}

function deviceRow(
  { parts, byId }: Seen,
  { hostId, address, snmp, secret }: StoredDevice,
  host: HostRecord,
  checks: readonly CheckRow[],
  openAlerts: number,
): DeviceRow {
  const pollerId = parts.networkDesk.pollerOf(hostId) ?? null
  const poller = pollerId === null ? undefined : parts.networkDesk.pollerState(pollerId)
  return {
    id: hostId,
    name: host.name,
    role: host.role,
    address,
    presence: host.presence,
    presenceSinceMs: host.presenceSinceMs,
    pollerId,
    pollerName: byId.get(pollerId ?? '')?.name ?? null,
    openAlerts,
    snmp: snmp !== null,
    secretLost: secret === 'lost',
    refused: poller?.refused.get(hostId) ?? null,
    checks: checks.filter(({ deviceId }) => deviceId === hostId),
  }
}

function pollerRows(
  { parts, byId, state }: Seen,
  devices: readonly DeviceRow[],
  services: readonly CheckRow[],
): readonly PollerRow[] {
  const named = [...devices, ...services].flatMap(({ pollerId }) => pollerId ?? [])
  const ids = new Set([...state.sites.values(), ...named])
  return [...ids]
    .map((id): PollerRow => {
      const { refused: _, ...poller } = parts.networkDesk.pollerState(id)
      const own = devices.filter(({ pollerId }) => pollerId === id)
      const made = services.filter(({ pollerId }) => pollerId === id).length
      const checks = made + own.reduce((sum, device) => sum + device.checks.length, 0)
      return { ...poller, name: byId.get(id)?.name ?? id, devices: own.length, checks }
    })
    .toSorted(byName)
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
