/** What the pages of discovery show. Types only; see pages.ts. */
import type { GuessKind } from '../../config/device-guess.ts'
import type { NetworkDevice } from '../../contract/wire/network.ts'

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
  readonly firstMs: number
  readonly lastMs: number
  /** With which it would be registered. */
  readonly suggested: { readonly name: string; readonly role: NetworkDevice['role'] }
}
