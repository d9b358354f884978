/** Takes what the officer declares of the network into the state: all of it or, at a fault, nothing. */
import type {
  CheckDeclaration,
  DeviceDeclaration,
  NetworkDeclaration,
} from '../../../config/network-schema.ts'
import { snmpFault } from '../../../config/snmp-words.ts'
import { networkCheck, type NetworkCheck, type SnmpAccess } from '../../../contract/wire/network.ts'
import { nearest } from '../../../lib/nearest.ts'
import type { HostsRepository } from '../../model/hosts.ts'
import type { OfficeRepository } from '../../model/office.ts'
import type {
  NetworkRepository,
  NetworkState,
  NewCheck,
  NewDevice,
} from '../../state/network-records.ts'
import { newNetworkId } from '../../state/network.ts'

export interface DeclareParts {
  readonly hosts: Pick<HostsRepository, 'all' | 'change'>
  readonly office: Pick<OfficeRepository, 'sites' | 'departments'>
  readonly network: NetworkRepository
}

/** What was declared cannot be: where and why. */
export class DeclarationFault extends Error {
  override name = 'DeclarationFault'
  constructor(where: string, what: string) {
    super(`${where}: ${what}`)
  }
}

export interface Declared {
  readonly devices: readonly { readonly id: string; readonly name: string }[]
  readonly checks: readonly { readonly id: string; readonly name: string }[]
}

/** Things with the same name are changed, others added; nothing is removed. @throws DeclarationFault */
export async function declareNetwork(
  parts: DeclareParts,
  declaration: NetworkDeclaration,
): Promise<Declared> {
  const known = await readKnown(parts)
  const pollers = planPollers(declaration, known)
  const devices = declaration.devices.map((device) => planDevice(device, known))
  const checks = planChecks(declaration, known, pollers, devices)
  refuseTwins([
    ...declaration.devices.map(({ name }) => ['device', name] as const),
    ...checks.map(({ check: { device, name } }) => [`check${device ?? ''}`, name] as const),
  ])
  for (const [site, host] of pollers) await parts.network.setSitePoller(site, host)
  for (const { isNew, id, device, ping } of devices) {
    if (isNew) await parts.network.addDevice(id, device)
    else await change(parts, id, device)
    const pingId = `${id}-ping`
    if (ping) await parts.network.saveCheck({ check: { ...ping, id: pingId }, pollers: [] })
    else await parts.network.removeCheck(pingId)
  }
  for (const check of checks) await parts.network.saveCheck(check)
  return {
    devices: devices.map(({ id, device: { name } }) => ({ id, name })),
    checks: checks.map(({ check: { id, name } }) => ({ id, name })),
  }
}

type SitePollers = readonly (readonly [site: string, host: string | null])[]

function planPollers({ pollers }: NetworkDeclaration, { sites, computers }: Known): SitePollers {
  return Object.entries(pollers).map(([site, host]) => [
    find('site', sites, site, 'pollers'),
    host === null ? null : find('computer', computers, host, 'pollers'),
  ])
}

function planChecks(
  { checks }: NetworkDeclaration,
  known: Known,
  pollers: SitePollers,
  devices: readonly PlannedDevice[],
): readonly NewCheck[] {
  const sites = new Map<string, string | null>([...known.state.sites, ...pollers])
  const makers = new Set([...sites.values()].filter((host) => host !== null))
  const fresh = devices.filter(({ isNew }) => isNew)
  const all = [...fresh.map(({ id, device: { name } }) => ({ id, name })), ...known.devices]
  return checks.map((check) => planCheck(check, known, all, makers))
}

async function change(
  { network, hosts }: DeclareParts,
  id: string,
  { address, pollerHostId, snmp, name, role, siteId, departmentId }: NewDevice,
): Promise<void> {
  // Without SNMP words the access stays as it was: its secrets cannot be read back to be repeated.
  await network.changeDevice(id, { address, pollerHostId, ...(snmp !== null && { snmp }) })
  await hosts.change(id, { name, role, siteId, departmentId })
}

interface PlannedDevice {
  readonly id: string
  readonly isNew: boolean
  readonly device: NewDevice
  readonly ping: Omit<Extract<NetworkCheck, { kind: 'ping' }>, 'id'> | undefined
}

type Named = { readonly id: string; readonly name: string }

/** What is there already, by what a declaration's names are understood. */
interface Known {
  readonly state: NetworkState
  readonly sites: readonly Named[]
  readonly departments: readonly Named[]
  readonly computers: readonly Named[]
  readonly devices: readonly Named[]
}

async function readKnown({ hosts, office, network }: DeclareParts): Promise<Known> {
  const [state, all, sites, departments] = await Promise.all([
    network.state(),
    hosts.all(),
    office.sites(),
    office.departments(),
  ])
  const declared = new Set(state.devices.map(({ hostId }) => hostId))
  return {
    state,
    sites,
    departments,
    computers: all.filter(({ id }) => !declared.has(id)),
    devices: all.filter(({ id }) => declared.has(id)),
  }
}

function planDevice(given: DeviceDeclaration, known: Known): PlannedDevice {
  const where = `device "${given.name}"`
  const { sites, departments, computers, devices } = known
  if (computers.some(({ name }) => sameName(name, given.name)))
    throw new DeclarationFault(where, 'a computer with an agent has this name already')
  const before = devices.filter(({ name }) => sameName(name, given.name))
  if (before.length > 1) throw new DeclarationFault(where, 'several devices have this name')
  const id = before[0]?.id ?? newNetworkId()
  const { name, role, address, site, department, poller, snmp = null } = given
  const kept = known.state.devices.find(({ hostId }) => hostId === id)
  const fault = snmp && snmpFault(snmp, kept?.secret === 'kept' && sameWay(kept.snmp, snmp))
  if (fault) throw new DeclarationFault(where, `snmp: ${fault}`)
  const maybe = (kind: string, all: readonly Named[], key: string | null): string | null =>
    key === null ? null : find(kind, all, key, where)
  const device = {
    name,
    role,
    address,
    siteId: maybe('site', sites, site),
    departmentId: maybe('department', departments, department),
    pollerHostId: maybe('computer', computers, poller),
    snmp,
  }
  return { id, isNew: before.length === 0, device, ping: pingOf(id, given) }
}

/** Whether secrets of the one are good for the other. */
function sameWay(before: SnmpAccess | null, now: SnmpAccess): boolean {
  return before !== null && (before.version === '3') === (now.version === '3')
}

/** `pollers`: those of all sites, for a check that names none. */
function planCheck(
  given: CheckDeclaration,
  known: Known,
  devices: readonly Named[],
  pollers: ReadonlySet<string>,
): NewCheck {
  const where = `check "${given.name}"`
  const { device: key, pollers: named, ...settings } = given
  const device = key && find('device', devices, key, where)
  const makers = named.map((one) => find('computer', known.computers, one, where))
  if (device === undefined && makers.length === 0 && pollers.size === 0)
    throw new DeclarationFault(where, 'say which computer makes it (pollers)')
  const before = known.state.checks.find(
    (check) => check.deviceId === (device ?? null) && sameName(check.name, given.name),
  )
  const id = before?.id ?? newNetworkId()
  const check = networkCheck.safeParse({ ...settings, id, ...(device && { device }) })
  if (!check.success) throw new DeclarationFault(where, faultsOf(check.error.issues))
  const byDevice = device !== undefined
  return { check: check.data, pollers: byDevice ? [] : makers.length > 0 ? makers : [...pollers] }
}

/** @throws DeclarationFault when two of a kind have one name. */
function refuseTwins(all: readonly (readonly [kind: string, name: string])[]): void {
  const seen = new Set<string>()
  for (const [kind, name] of all) {
    const key = `${kind} ${name.toLowerCase()}`
    if (seen.has(key)) throw new DeclarationFault(`"${name}"`, 'this name is there twice')
    seen.add(key)
  }
}

function pingOf(device: string, given: DeviceDeclaration): PlannedDevice['ping'] {
  if (!given.ping) return undefined
  const { address: host, everySeconds } = given
  return { kind: 'ping', name: 'ping', device, host, everySeconds, timeoutMs: 2000, count: 3 }
}

/** By id, else by the one name. @throws DeclarationFault */
function find(kind: string, all: readonly Named[], key: string, where: string): string {
  const named = all.filter(({ id, name }) => id === key || sameName(name, key))
  const [one] = named
  if (named.length === 1 && one) return one.id
  if (named.length > 1)
    throw new DeclarationFault(where, `${named.length} of them are called "${key}": use the id`)
  const near = nearest(
    key,
    all.map(({ name }) => name),
  )
  const hint = near === undefined ? '' : `; did you mean "${near}"?`
  throw new DeclarationFault(where, `there is no ${kind} "${key}"${hint}`)
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function faultsOf(issues: readonly { readonly path: PropertyKey[]; readonly message: string }[]) {
  return issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('; ')
}
