/** What the pages of discovery show. Types only; see pages.ts. */
import type { GuessKind } from '../../config/device-guess.ts'
import type { DiscoveryState } from '../../contract/wire/discovery.ts'
import type { NetworkDevice } from '../../contract/wire/network.ts'
import type { SubnetHindrance } from '../state/discovery-records.ts'
import type { FormState } from './form-views.ts'

/** `new`: to be decided; `known`: a computer with an agent or a declared device. */
type FoundState = 'new' | 'declined' | 'known'
export const foundFilters = ['new', 'computers', 'unknown', 'declined', 'known'] as const
export type FoundFilter = (typeof foundFilters)[number]

export interface FoundRow {
  readonly id: string
  readonly siteId: string
  readonly siteName: string
  readonly state: FoundState
  readonly kind: GuessKind
  readonly address: string
  readonly mac: string | null
  /** The system made the hardware address up: it has no maker. */
  readonly madeUp: boolean
  readonly maker: string | null
  /** What it calls itself: by SNMP, else by reverse DNS. */
  readonly name: string | null
  /** Model or description by SNMP. */
  readonly model: string | null
  readonly snmp: boolean
  readonly ports: readonly number[]
  readonly place: {
    readonly device: string
    readonly port: string
    readonly addresses: number
  } | null
  /** Host that it is. */
  readonly hostId: string | null
  readonly hostName: string | null
  readonly decidedBy: string | null
  /** Of its declining. */
  readonly reason: string | null
  /** Known from a neighbour's word alone (LLDP, CDP): where it is, may have to be said. */
  readonly isNeighbour: boolean
  readonly firstMs: number
  readonly lastMs: number
  /** With which it would be registered. */
  readonly suggested: { readonly name: string; readonly role: NetworkDevice['role'] }
}

export interface SubnetRow {
  readonly cidr: string
  readonly siteId: string
  readonly siteName: string
  readonly pollerName: string | null
  readonly hindrance: SubnetHindrance | null
  readonly perSecond: number
  readonly everyDays: number
  readonly anyTime: boolean
  /** How many SNMP accesses are tried, and whether their secrets can be read. */
  readonly accesses: number
  readonly secret: 'none' | 'kept' | 'lost'
  readonly state: DiscoveryState | null
  readonly isRunning: boolean
  readonly isWanted: boolean
  readonly doneMs: number | null
  readonly asked: number
  readonly answered: number
  readonly personal: number
}
export interface FoundView {
  readonly filter: FoundFilter
  readonly rows: readonly FoundRow[]
  readonly count: number
  readonly counts: Readonly<Record<FoundFilter, number>>
  readonly subnets: number
  readonly fault: string | null
}
export interface SubnetsView {
  readonly subnets: readonly SubnetRow[]
  readonly sites: readonly { readonly id: string; readonly name: string }[]
  readonly form: FormState | null
  readonly fault: string | null
}

/** Each gives a whole HTML document. */
export interface DiscoveryPages<Frame> {
  found(frame: Frame, view: FoundView): string
  subnets(frame: Frame, view: SubnetsView): string
}
