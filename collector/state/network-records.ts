/** Devices without an agent, their pollers and checks, as they are kept. Types only. */
import type {
  NetworkCheck,
  NetworkDevice,
  RefusalReason,
  SnmpAccess,
} from '../../contract/wire/network.ts'

export interface StoredDevice {
  readonly hostId: string
  readonly address: string
  /** Poller of its own; null: its site's. */
  readonly pollerHostId: string | null
  /** Without secrets. */
  readonly snmp: SnmpAccess | null
  readonly secret: 'none' | 'kept' | 'lost'
}
export interface StoredCheck {
  readonly id: string
  readonly name: string
  readonly deviceId: string | null
  /** Without secrets; null: of another version. */
  readonly check: NetworkCheck | null
  readonly secret: 'none' | 'kept' | 'lost'
  /** Hosts that make it (services); of a device it is the device's poller. */
  readonly pollers: readonly string[]
  readonly enabled: boolean
}
export interface NewDevice {
  readonly name: string
  readonly role: NetworkDevice['role']
  readonly siteId: string | null
  readonly departmentId: string | null
  readonly address: string
  readonly pollerHostId: string | null
  readonly snmp: SnmpAccess | null
}
export interface NewCheck {
  readonly check: NetworkCheck
  readonly pollers: readonly string[]
}
export interface NetworkState {
  readonly revision: number
  readonly devices: readonly StoredDevice[]
  readonly checks: readonly StoredCheck[]
  /** Poller by site. */
  readonly sites: ReadonlyMap<string, string>
  /** When each `poller device` pair was last ordered. */
  readonly speakers: ReadonlyMap<string, number>
}
/** With secrets: for the poller alone. */
export interface NetworkOpened {
  readonly snmp: ReadonlyMap<string, SnmpAccess>
  readonly checks: ReadonlyMap<string, NetworkCheck>
}

export interface NetworkRepository {
  revision(): Promise<number>
  state(): Promise<NetworkState>
  opened(): Promise<NetworkOpened>
  /** Under a new id (newNetworkId), which becomes its host's. */
  addDevice(id: string, device: NewDevice): Promise<void>
  /** `snmp` left out: it stays as it is, secrets included. */
  changeDevice(
    hostId: string,
    change: Partial<Pick<NewDevice, 'address' | 'pollerHostId' | 'snmp'>>,
  ): Promise<void>
  setSitePoller(siteId: string, hostId: string | null): Promise<void>
  /** A check with that id is replaced; an empty password keeps the one before. */
  saveCheck(check: NewCheck): Promise<void>
  enableCheck(id: string, enabled: boolean): Promise<void>
  removeCheck(id: string): Promise<void>
  spoken(pollerHostId: string, deviceIds: readonly string[]): Promise<void>
}

/** What a poller makes of its order. */
export interface PollerState {
  readonly hostId: string
  /** `too_old`: its program cannot; `not_allowed`: its settings do not say `poller: true`. */
  readonly state: 'away' | 'too_old' | 'not_allowed' | 'waiting' | 'working'
  readonly accepted: number
  /** By id of the device or check; at most 256 of them. */
  readonly refused: ReadonlyMap<string, RefusalReason>
  readonly refusedCount: number
}
/** What the API needs of the stage. */
export interface NetworkDeskDoor {
  /** Host whose agent looks at the device; undefined: none does. */
  pollerOf(deviceId: string): string | undefined
  pollerState(hostId: string): PollerState
}
