/** What the page of the network shows. Types only; see pages.ts. */
import type { CheckKind, RefusalReason } from '../../contract/wire/network.ts'
import type { FormState } from './form-views.ts'
import type { Presence, Role } from '../model/hosts.ts'
import type { PollerState } from '../state/network-records.ts'

/**
 * How a check stands. `failing`: its last run was not good; `unknown`: its poller is cut off or may
 * not look there; `old`: nothing came for three intervals; `waiting`: nothing came yet.
 */
export type CheckState = 'good' | 'failing' | 'unknown' | 'old' | 'waiting' | 'refused' | 'off'

/** One check by one poller. */
export interface CheckRow {
  readonly id: string
  readonly name: string
  readonly kind: CheckKind | null
  /** What is asked: address, page or domain. */
  readonly target: string
  readonly deviceId: string | null
  readonly pollerId: string | null
  readonly pollerName: string | null
  readonly state: CheckState
  readonly refused: RefusalReason | null
  /** The protocol's own word for the last run. */
  readonly result: string | null
  readonly fails: number
  /** Of the last good answer; null: not measured. */
  readonly milliseconds: number | null
  /** Share of lost packets (ping), in percent. */
  readonly lossPercent: number | null
  /** Of a certificate. */
  readonly daysLeft: number | null
  /** Of a time server: its time less the poller's. */
  readonly offsetMilliseconds: number | null
  /** Of a watched page: how its text stands, and for how long it has been the same. */
  readonly change: 'same' | 'small' | 'large' | null
  readonly daysUnchanged: number | null
  readonly atMs: number | null
  readonly everySeconds: number | null
  /** Its password was sealed with another key and is asked for again. */
  readonly secretLost: boolean
}

export interface DeviceRow {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly address: string
  readonly presence: Presence
  readonly presenceSinceMs: number | null
  readonly pollerId: string | null
  readonly pollerName: string | null
  readonly openAlerts: number
  readonly snmp: boolean
  readonly secretLost: boolean
  readonly refused: RefusalReason | null
  readonly checks: readonly CheckRow[]
}

export interface PollerRow extends Omit<PollerState, 'refused'> {
  readonly name: string
  readonly devices: number
  readonly checks: number
}

export interface SiteNetwork {
  /** Null: devices without a site. */
  readonly siteId: string | null
  readonly siteName: string | null
  readonly pollerId: string | null
  readonly pollerName: string | null
  readonly devices: readonly DeviceRow[]
}

export interface NetworkView {
  readonly sites: readonly SiteNetwork[]
  readonly services: readonly CheckRow[]
  readonly pollers: readonly PollerRow[]
}

/** One word of the form of a device or check. */
export interface NetworkWord {
  /** As the declaration calls it, such as `host` or `send.port`. */
  readonly name: string
  readonly kind: 'text' | 'number' | 'check' | 'select' | 'password'
  /** Of a secret always empty. */
  readonly value: string
  readonly required: boolean
  /** With what each is called; null: by its own word. */
  readonly options: readonly (readonly [value: string, text: string | null])[]
}
export interface NetworkFormView {
  readonly what: 'device' | CheckKind
  /** Null: a new one. */
  readonly id: string | null
  readonly name: string
  readonly words: readonly NetworkWord[]
  readonly form: FormState | null
}
