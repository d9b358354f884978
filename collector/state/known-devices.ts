/** Which of what was found is known already: a computer with an agent, or a declared device. */
import type {
  DeviceTables,
  DiscoveryRepository,
  FoundDevice,
  HostAddresses,
} from './discovery-records.ts'
import type { NetworkRepository, StoredDevice } from './network-records.ts'

export interface KnownBy {
  readonly hostMacs: ReadonlyMap<string, string>
  readonly hostAddresses: readonly HostAddresses[]
  readonly devices: readonly Pick<StoredDevice, 'hostId' | 'address'>[]
  readonly tables: readonly DeviceTables[]
  /** Null: it is in none, or is not there any more. */
  readonly siteOf: (hostId: string) => string | null
}

export async function readKnownBy(parts: {
  readonly discovery: Pick<DiscoveryRepository, 'hostMacs' | 'hostAddresses' | 'tables'>
  readonly network: Pick<NetworkRepository, 'state'>
  readonly siteOf: (hostId: string) => string | null
}): Promise<KnownBy> {
  const { discovery, network, siteOf } = parts
  const [hostMacs, hostAddresses, tables, { devices }] = await Promise.all([
    discovery.hostMacs(),
    discovery.hostAddresses(),
    discovery.tables(),
    network.state(),
  ])
  return { hostMacs, hostAddresses, tables, devices, siteOf }
}

/** Hosts by hardware address: what computers tell of themselves, and devices by SNMP. */
export function hostsByMac({ hostMacs, hostAddresses, tables }: KnownBy): Map<string, string> {
  const byMac = new Map(hostMacs)
  for (const { hostId, macs } of hostAddresses) for (const mac of macs) byMac.set(mac, hostId)
  for (const { deviceId, macs } of tables) for (const mac of macs) byMac.set(mac, deviceId)
  return byMac
}

/** Hosts by id of what was found. An address counts only within its own site: offices reuse them. */
export function knownHosts(
  found: readonly FoundDevice[],
  by: KnownBy,
): ReadonlyMap<string, string> {
  const byMac = hostsByMac(by)
  const byPlace = new Map<string, string>()
  const place = (siteId: string | null, address: string): string => `${siteId ?? ''} ${address}`
  for (const { hostId, addresses } of by.hostAddresses)
    for (const address of addresses) byPlace.set(place(by.siteOf(hostId), address), hostId)
  for (const { hostId, address } of by.devices)
    byPlace.set(place(by.siteOf(hostId), address), hostId)
  return new Map(
    found.flatMap(({ id, siteId, mac, address }) => {
      const byCard = mac === null ? undefined : byMac.get(mac)
      const hostId = byCard ?? byPlace.get(place(siteId, address))
      return hostId === undefined ? [] : [[id, hostId] as const]
    }),
  )
}
