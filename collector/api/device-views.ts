/** What the page of a device without an agent shows beside a computer's. Types only; see pages.ts. */
import type { DeviceRow } from './network-views.ts'

/** IF-MIB's words for a port. */
export type PortState =
  | 'unknown'
  | 'up'
  | 'down'
  | 'testing'
  | 'dormant'
  | 'not_present'
  | 'lower_layer_down'

/** One port or other interface; null: the device does not tell it. */
export interface PortRow {
  readonly name: string
  /** What somebody wrote for it. */
  readonly alias: string
  readonly state: PortState
  /** Somebody switched it off. */
  readonly closed: boolean
  readonly uplink: boolean
  /** Bits a second. */
  readonly speed: number | null
  /** It was faster within the last week. */
  readonly slower: boolean
  readonly halfDuplex: boolean
  /** Bits a second. */
  readonly inBits: number | null
  readonly outBits: number | null
  readonly usedPercent: number | null
  /** Since the device's start, both directions. */
  readonly errors: number | null
  readonly errorPercent: number | null
  readonly poe: string | null
  /** Neighbour by LLDP or CDP, else the only hardware address; empty: not known. */
  readonly behind: string
  readonly addresses: number
}
export interface PortsView {
  /** Sockets and radios, in the device's own order. */
  readonly ports: readonly PortRow[]
  /** Loopbacks, tunnels, VLANs. */
  readonly others: readonly PortRow[]
  readonly up: number
  /** Ports that are not shown. */
  readonly more: number
  /** Of the newest reading. */
  readonly toldMs: number
}
export interface DeviceView {
  readonly row: DeviceRow
  /** Null: it has told no port. */
  readonly ports: PortsView | null
}
