import type { GoodbyeReason, HostRecord, Presence, Role } from '../model/hosts.ts'
import type { SessionEvent } from '../model/sessions.ts'
import type { LossHour } from './office-hours.ts'
import type { SiteMember } from './site-loss.ts'

export interface HostLoss extends LossHour {
  readonly atMs: number
  /** Later than the loss itself when the collector was not there to see it. */
  readonly noticedMs: number
  readonly goodbye: GoodbyeReason | null
}

const unknownHour: LossHour = { goingHome: false, afterHours: false }

/** A reboot shortens the time since boot; clocks that wander a little do not. */
const newBootMs = 120_000

/** One host as the presence stage remembers it. */
export class HostPresence {
  readonly id: string
  name: string
  siteId: string | null
  role: Role
  presence: Presence
  sinceMs: number | null
  everSeen: boolean
  /** Arrival of the newest live data or connection. */
  heardAtMs: number
  loss: HostLoss | null = null
  bootAtMs: number | null = null
  /** When the way to it was last there again. */
  graceFromMs = 0
  /** Open sessions: a new one may begin before the old one's end is noticed. */
  #sessions = 0
  /** What must still be written. */
  unsaved: { readonly presence: Presence; readonly sinceMs: number } | null = null
  contactSavedMs: number
  /** No agent: another program writes its points. */
  writes = false
  /** What a backup said of it, until agents had time to report. */
  beforeRestore: Presence | null = null

  constructor(host: HostRecord) {
    this.id = host.id
    this.name = host.name
    this.siteId = host.siteId
    this.role = host.role
    this.presence = host.presence
    this.sinceMs = host.presenceSinceMs
    this.everSeen = host.lastSeenMs !== null || host.presence !== 'never_seen'
    this.heardAtMs = host.lastSeenMs ?? 0
    this.contactSavedMs = this.heardAtMs
  }

  /** Without an agent; a poller asks it, and of its boot nothing is known. */
  get isDevice(): boolean {
    return this.bootAtMs === 0
  }

  get connected(): boolean {
    return this.#sessions > 0
  }

  /** The loss without goodbye that this connection ends, if there was one. */
  opened(event: Extract<SessionEvent, { type: 'connected' }>): HostLoss | null {
    const rebooted = this.bootAtMs !== null && event.bootAtMs > this.bootAtMs + newBootMs
    const unnoticed: HostLoss | null =
      this.connected && rebooted
        ? { ...unknownHour, atMs: this.heardAtMs, noticedMs: event.atMs, goodbye: null }
        : null
    const ended = this.loss ?? unnoticed
    this.#sessions++
    this.everSeen = true
    this.heardAtMs = Math.max(this.heardAtMs, event.atMs)
    this.bootAtMs = event.bootAtMs
    this.loss = null
    this.beforeRestore = null
    return ended?.goodbye === null ? ended : null
  }

  /** A backup says what was; what is must first be heard. */
  takenFromBackup(): void {
    if (!this.everSeen) return
    this.beforeRestore = this.presence
    this.presence = 'stale'
    this.sinceMs = this.heardAtMs
    this.unsaved = { presence: 'stale', sinceMs: this.heardAtMs }
  }

  closed(loss: HostLoss): void {
    this.#sessions = Math.max(0, this.#sessions - 1)
    if (this.#sessions === 0) this.loss = loss
  }

  /** Of a device the last answer counts: its loss is noticed one or two questions later. */
  lostAtMs({ atMs, lostAtMs }: Extract<SessionEvent, { type: 'disconnected' }>): number {
    return lostAtMs ?? (this.isDevice ? Math.min(atMs, this.heardAtMs) : atMs)
  }

  asMember(): SiteMember {
    const silentLoss = this.loss !== null && this.loss.goodbye === null ? this.loss : null
    return {
      hostId: this.id,
      role: this.role,
      connected: this.connected,
      lostAtMs: silentLoss && Math.max(silentLoss.noticedMs, this.graceFromMs),
      goingHome: silentLoss?.goingHome ?? false,
      afterHours: silentLoss?.afterHours ?? false,
    }
  }
}
