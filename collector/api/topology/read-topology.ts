/** Gathers what the judgement of ways stands on. */
import type { Clock } from '../../../lib/clock.ts'
import type { HostsRepository } from '../../model/hosts.ts'
import type { DiscoveryRepository } from '../../state/discovery-records.ts'
import { knownHosts, readKnownBy } from '../../state/known-devices.ts'
import type { NetworkRepository } from '../../state/network-records.ts'
import type { WaysDoor } from '../parts.ts'
import type { Topology } from '../topology-views.ts'
import type { TopologyHost } from './known.ts'
import { propose } from './propose.ts'

export interface TopologyParts {
  readonly discovery: DiscoveryRepository
  readonly network: Pick<NetworkRepository, 'state'>
  readonly hosts: Pick<HostsRepository, 'all'>
  readonly ways: Pick<WaysDoor, 'links' | 'change'>
  readonly clock: Pick<Clock, 'now'>
}
export interface ReadTopology extends Topology {
  readonly hosts: ReadonlyMap<string, TopologyHost>
  /** As people know it. */
  readonly nameOf: (hostId: string) => string
}

export async function readTopology(parts: TopologyParts): Promise<ReadTopology> {
  const { discovery, network, ways, clock } = parts
  const all = await parts.hosts.all()
  const hosts = new Map(all.map((host) => [host.id, host]))
  const siteOf = (id: string): string | null => hosts.get(id)?.siteId ?? null
  const [by, found, declined] = await Promise.all([
    readKnownBy({ discovery, network, siteOf }),
    discovery.found(),
    discovery.declinedParents(),
  ])
  // A printer that is only pinged has no tables; a look through its subnet knows its card.
  const known = knownHosts(found, by)
  const hostMacs = new Map(by.hostMacs)
  for (const { id, mac } of found) {
    const hostId = known.get(id)
    if (mac !== null && hostId !== undefined) hostMacs.set(mac, hostId)
  }
  const facts = { ...by, hosts: all, hostMacs, nowMs: clock.now() }
  const topology = propose(facts, { links: ways.links, declined })
  return { ...topology, hosts, nameOf: (id) => hosts.get(id)?.name ?? id }
}
