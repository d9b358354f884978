/** The network as it stands: devices by site, services, pollers. */
import type { HostRecord } from '../../model/hosts.ts'
import type { LatestRow } from '../../model/store.ts'
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
import {
  certificateMeasurement,
  changeOf,
  measurementOf,
  millisecondsOf,
  targetOf,
} from './check-kinds.ts'

type Eyes = Pick<ConsoleUser, 'role' | 'departmentId'>

const oldIntervals = 3
const slackMs = 120_000
/** They say nothing of the service: the poller is cut off, or a time server does not know. */
const unknownResults: ReadonlySet<string> = new Set([
  'no_egress',
  'refused_here',
  'unsynchronised',
  'kiss_of_death',
])

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

/** One device as the page of the network has it; undefined: the host is none. */
export async function deviceRowOf(
  parts: ApiParts,
  host: HostRecord,
): Promise<DeviceRow | undefined> {
  const state = await parts.network.state()
  const device = state.devices.find(({ hostId }) => hostId === host.id)
  if (!device) return undefined
  const pollerId = parts.networkDesk.pollerOf(host.id)
  const poller = pollerId === undefined ? undefined : await parts.hosts.get(pollerId)
  const byId = new Map([host, ...(poller ? [poller] : [])].map((one) => [one.id, one]))
  const own = { ...state, checks: state.checks.filter(({ deviceId }) => deviceId === host.id) }
  const seen = { parts, state: own, byId }
  return deviceRow(seen, device, host, await checkRows(seen), 0)
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
    const rowOf = (measurement: string | undefined): LatestRow | undefined =>
      newest.get(`${stored.deviceId ?? poller ?? ''} ${measurement} ${stored.name}`)
    const [row, certificate] = [rowOf(kind && measurementOf[kind]), rowOf(certificateMeasurement)]
    return checkRow(seen, stored, poller, row, certificate)
  })
}

function checkRow(
  { parts, byId }: Seen,
  stored: StoredCheck,
  poller: string | undefined,
  row: LatestRow | undefined,
  certificate: LatestRow | undefined,
): CheckRow {
  const { id, name, check, deviceId, secret } = stored
  const refused =
    poller === undefined ? null : (parts.networkDesk.pollerState(poller).refused.get(id) ?? null)
  const number = (field: string): number | null => {
    const value = row?.values[field]
    return typeof value === 'number' ? value : null
  }
  const daysLeft = certificate?.values['days_left']
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
    milliseconds: millisecondsOf(number),
    lossPercent: number('percent_packet_loss'),
    daysLeft: typeof daysLeft === 'number' ? daysLeft : null,
    offsetMilliseconds: number('offset_ms'),
    change: changeOf(row),
    daysUnchanged: number('days_unchanged'),
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
  if (typeof result === 'string' && unknownResults.has(result)) return 'unknown'
  if (result === 'success') return loss === 100 ? 'failing' : 'good'
  return 'failing'
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
