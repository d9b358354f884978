/** What is known of hosts and of the tables of switches, for the judgement of what hangs on what. */
import { isMadeUpMac } from '../../../config/mac-maker.ts'
import type { LearntPort } from '../../../contract/wire/discovery.ts'
import type { HostRecord } from '../../model/hosts.ts'
import type { DeviceTables, HostAddresses } from '../../state/discovery-records.ts'

export type TopologyHost = Pick<HostRecord, 'id' | 'name' | 'siteId' | 'role'>
export type TopologyPort = Omit<LearntPort, 'device'>

export interface TopologyFacts {
  readonly hosts: readonly TopologyHost[]
  readonly tables: readonly DeviceTables[]
  readonly hostMacs: ReadonlyMap<string, string>
  readonly hostAddresses: readonly HostAddresses[]
  readonly devices: readonly { readonly hostId: string; readonly address: string }[]
  readonly nowMs: number
}
export interface Known {
  readonly hosts: ReadonlyMap<string, TopologyHost>
  /** By device, without those that are too old. */
  readonly tables: ReadonlyMap<string, DeviceTables>
  /** Host by hardware address; one that two hosts claim (docking stations) tells nothing. */
  readonly byMac: ReadonlyMap<string, string>
  readonly macsOf: ReadonlyMap<string, readonly string[]>
  /** Host by site and address. */
  at(siteId: string | null, address: string): string | undefined
  readonly gateways: ReadonlyMap<string, readonly string[]>
  /** The known host that the port's neighbour is, and whether its own address says so. */
  neighbourOf(
    deviceId: string,
    port: TopologyPort,
  ): { readonly id: string; readonly sure: boolean } | undefined
}

/** What no switch or router has told for so long is evidence no more. */
export const evidenceHoldsMs = 30 * 86_400_000
/** A clock that was wrong: nothing was seen tomorrow. */
const aheadMs = 86_400_000

export function knownOf(facts: TopologyFacts): Known {
  const { nowMs } = facts
  const hosts = new Map(facts.hosts.map((host) => [host.id, host]))
  const isFresh = ({ atMs, deviceId }: DeviceTables): boolean =>
    hosts.has(deviceId) && atMs > nowMs - evidenceHoldsMs && atMs < nowMs + aheadMs
  const tables = new Map(facts.tables.filter(isFresh).map((one) => [one.deviceId, one]))
  const { byMac, macsOf } = macsOfHosts(facts, hosts)
  const places = placesOf(facts, hosts)
  const at = (siteId: string | null, address: string): string | undefined =>
    places.get(`${siteId ?? ''} ${address}`)
  const byName = namesOf(facts.hosts)
  return {
    hosts,
    tables,
    byMac,
    macsOf,
    at,
    gateways: new Map(facts.hostAddresses.map(({ hostId, gateways }) => [hostId, gateways])),
    neighbourOf: (deviceId, port) => {
      const siteId = hosts.get(deviceId)?.siteId ?? null
      const id = byMac.get(port.neighbourId?.toLowerCase() ?? '')
      const sure = id ?? (port.neighbourAddress && at(siteId, port.neighbourAddress))
      if (sure !== undefined && sure !== '')
        return sure === deviceId ? undefined : { id: sure, sure: true }
      const named = byName(port.neighbour ?? '', siteId) ?? byName(port.neighbourId ?? '', siteId)
      return named === undefined || named === deviceId ? undefined : { id: named, sure: false }
    },
  }
}

function macsOfHosts(
  { hostMacs, hostAddresses, tables }: TopologyFacts,
  hosts: ReadonlyMap<string, TopologyHost>,
): Pick<Known, 'byMac' | 'macsOf'> {
  const owners = new Map<string, Set<string>>()
  const claim = (mac: string, id: string): void => {
    if (!hosts.has(id)) return
    const known = owners.get(mac) ?? new Set()
    owners.set(mac, known.add(id))
  }
  for (const [mac, id] of hostMacs) claim(mac, id)
  for (const { hostId, macs } of hostAddresses)
    for (const mac of macs) claim(mac.toLowerCase(), hostId)
  for (const { deviceId, macs } of tables) for (const mac of macs) claim(mac, deviceId)
  const byMac = new Map<string, string>()
  const macsOf = new Map<string, string[]>()
  for (const [mac, [id, other]] of owners) {
    if (id === undefined || other !== undefined) continue
    byMac.set(mac, id)
    const own = macsOf.get(id) ?? []
    own.push(mac)
    macsOf.set(id, own)
  }
  return { byMac, macsOf }
}

/** An address counts only within its own site: offices reuse them. */
function placesOf(
  { hostAddresses, devices }: TopologyFacts,
  hosts: ReadonlyMap<string, TopologyHost>,
): ReadonlyMap<string, string> {
  const places = new Map<string, string>()
  const put = (id: string, address: string): void => {
    places.set(`${hosts.get(id)?.siteId ?? ''} ${address}`, id)
  }
  for (const { hostId, addresses } of hostAddresses) for (const one of addresses) put(hostId, one)
  for (const { hostId, address } of devices) put(hostId, address)
  return places
}

/** By what a device calls itself: `SW1`, `SW1.office.go.tz`, Cisco's `SW1(FOC1234)`. */
function namesOf(
  hosts: readonly TopologyHost[],
): (said: string, siteId: string | null) => string | undefined {
  const byName = Map.groupBy(hosts, ({ name }) => shortName(name))
  return (said, siteId) => {
    const short = shortName(said)
    if (short === '') return undefined
    const all = byName.get(short) ?? []
    const near = all.filter((host) => host.siteId === siteId)
    const [one, other] = near.length > 0 ? near : all
    return other === undefined ? one?.id : undefined
  }
}

function shortName(name: string): string {
  const plain = name.replace(/\(.*$/, '').trim().toLowerCase()
  // An address is no name with a domain behind it.
  return /^[\d.]+$/.test(plain) || /^[0-9a-f]{2}([:-])/.test(plain)
    ? plain
    : (plain.split('.')[0] ?? '')
}

/** Cards that hypervisors make up: VMware, Hyper-V, VirtualBox, QEMU, Xen, Parallels. */
const virtualMakers = [
  '00:50:56',
  '00:0c:29',
  '00:05:69',
  '00:15:5d',
  '08:00:27',
  '52:54:00',
  '00:16:3e',
  '00:1c:42',
]

export function isVirtualMac(mac: string): boolean {
  return isMadeUpMac(mac) || virtualMakers.includes(mac.slice(0, 8))
}
