/** Discovery as it is kept. Types only. */
import type {
  Discovered,
  DiscoveryState,
  LearntPort,
  Sighting,
} from '../../contract/wire/discovery.ts'
import type { SnmpAccess } from '../../contract/wire/network.ts'
import type { ParentLink } from '../../lib/parent-graph.ts'

export interface DiscoverySubnet {
  readonly cidr: string
  readonly siteId: string
  readonly perSecond: number
  readonly everyDays: number
  /** False: outside working hours alone. */
  readonly anyTime: boolean
  /** Without secrets. */
  readonly snmp: readonly SnmpAccess[]
  readonly secret: 'none' | 'kept' | 'lost'
  /** The officer wants it at once. */
  readonly wanted: boolean
  readonly run: string | null
  readonly runMs: number | null
  /** Of the last answer; null: none yet. */
  readonly state: DiscoveryState | null
  readonly doneMs: number | null
  readonly asked: number
  readonly answered: number
  readonly personal: number
}
export type NewSubnet = Pick<
  DiscoverySubnet,
  'cidr' | 'siteId' | 'perSecond' | 'everyDays' | 'anyTime'
> & {
  /** With secrets; undefined: as they are. */
  readonly snmp?: readonly SnmpAccess[] | undefined
}

export interface FoundDevice {
  readonly id: string
  readonly siteId: string
  readonly cidr: string
  readonly address: string
  readonly mac: string | null
  readonly name: string | null
  readonly ports: readonly number[]
  readonly snmp: Sighting['snmp'] | null
  /** Router in whose table alone it was seen. */
  readonly by: string | null
  /** It was declined and has not changed since. */
  readonly declined: boolean
  readonly decidedBy: string | null
  readonly decidedMs: number | null
  /** Why it was declined, in the person's words. */
  readonly reason: string | null
  readonly firstMs: number
  readonly lastMs: number
}

export interface NewNeighbour {
  readonly id: string
  readonly siteId: string
  /** '': it does not say where it is. */
  readonly address: string
  readonly mac: string | null
  readonly name: string | null
}

/** What one switch or router had in its tables. */
export interface DeviceTables {
  readonly deviceId: string
  readonly atMs: number
  readonly ports: readonly Omit<LearntPort, 'device'>[]
  readonly macs: readonly string[]
}

export interface TakenRun {
  /** Found for the first time, or changed since it was declined. */
  readonly fresh: readonly string[]
  /** The subnet's first whole answer: everything in it is new. */
  readonly first: boolean
}

export interface DiscoveryRepository {
  subnets(): Promise<readonly DiscoverySubnet[]>
  /** With their secrets, for the poller alone. */
  accesses(cidr: string): Promise<readonly SnmpAccess[]>
  saveSubnet(subnet: NewSubnet): Promise<void>
  /** With what was found in it. */
  removeSubnet(cidr: string): Promise<void>
  want(cidr: string): Promise<void>
  begin(cidr: string, run: string, atMs: number): Promise<void>
  take(subnet: DiscoverySubnet, found: Discovered, atMs: number): Promise<TakenRun>
  found(): Promise<readonly FoundDevice[]>
  decline(ids: readonly string[], by: string, atMs: number, reason: string): Promise<void>
  /** A neighbour that a switch named and no look has found: kept so that it can be declined. */
  keepNeighbour(one: NewNeighbour, atMs: number): Promise<void>
  /** Proposed again. */
  restore(ids: readonly string[]): Promise<void>
  tables(): Promise<readonly DeviceTables[]>
  /** What a device told in its hourly readings, in place of what it told so before. */
  keepLinks(tables: DeviceTables): Promise<void>
  declinedParents(): Promise<readonly ParentLink[]>
  declineParents(links: readonly ParentLink[]): Promise<void>
  /** Proposed again. */
  restoreParents(links: readonly ParentLink[]): Promise<void>
  /** Hardware addresses that computers with an agent have told, with their host. */
  hostMacs(): Promise<ReadonlyMap<string, string>>
  /** Own addresses of such computers and their gateways, from their inventory. */
  hostAddresses(): Promise<readonly HostAddresses[]>
}
export interface HostAddresses {
  readonly hostId: string
  readonly addresses: readonly string[]
  readonly macs: readonly string[]
  readonly gateways: readonly string[]
}

/** Why a subnet cannot be looked through now. */
export type SubnetHindrance = 'no_poller' | 'away' | 'not_allowed' | 'too_old'
/** What the API needs of the stage. */
export interface DiscoveryDeskDoor {
  hindrance(subnet: DiscoverySubnet): SubnetHindrance | undefined
}
