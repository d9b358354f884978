import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { HostsRepository, OfficeCalendar, Presence, SessionEvent } from '../model.ts'
import { causeFromNextBoot, decidePresence, lossGraceMs } from './decide-presence.ts'
import { HostPresence, type HostLoss } from './host-presence.ts'
import { expectedOn, isGoingHome, keepsOfficeHours } from './office-hours.ts'
import { siteLoss, type SiteLoss } from './site-loss.ts'

/** A host's presence changed; a restated change corrects a time that is already past. */
export interface PresenceChange {
  readonly hostId: string
  readonly presence: Presence
  readonly previous: Presence
  readonly sinceMs: number
  /** Null: it is so now. */
  readonly untilMs: number | null
  readonly restated: boolean
}

export interface PresenceParts {
  readonly hosts: Pick<HostsRepository, 'all' | 'setPresence' | 'setContact'>
  readonly clock: Clock
  readonly log: Log
  readonly calendar: () => OfficeCalendar
  /** Posting interval of a site's profile; null: a host without a site. */
  readonly postingMs: (siteId: string | null) => number
  readonly onPresence: (change: PresenceChange) => void
}

export interface PresenceStage {
  /** Takes up what was last written. Nothing about silence is said until agents could report. */
  start(): Promise<void>
  session(event: SessionEvent): void
  /** Live readings of a host came. */
  heard(hostId: string, atMs: number): void
  /** Looks again at all hosts; called by the owner's timer, every 10 s or so. */
  evaluate(): Promise<void>
  /** Names, sites or roles were changed, hosts added or removed. */
  reload(): Promise<void>
  of(hostId: string): Presence | undefined
  /** Whether a host of its role should be on now: otherwise its absence is a list, no alarm. */
  expectedOn(hostId: string): boolean
}

const goingHomeMinutes = 45
/** After a start, the least time that agents get to come back: 10,000 need it. */
const settleMinMs = 300_000
const contactEveryMs = 600_000
/** Writes of last contacts per evaluation. */
const contactsPerTurnMax = 50

export function createPresence(parts: PresenceParts): PresenceStage {
  return new PresenceKeeper(parts)
}

class PresenceKeeper implements PresenceStage {
  readonly #parts: PresenceParts
  readonly #hosts = new Map<string, HostPresence>()
  readonly #siteLosses = new Map<string, SiteLoss>()
  #startedMs = 0
  #settled = false
  #told = ''

  constructor(parts: PresenceParts) {
    this.#parts = parts
  }

  async start(): Promise<void> {
    this.#startedMs = this.#parts.clock.monotonic()
    this.#settled = false
    await this.reload()
  }

  async reload(): Promise<void> {
    const records = await this.#parts.hosts.all()
    const ids = new Set(records.map(({ id }) => id))
    for (const id of this.#hosts.keys()) if (!ids.has(id)) this.#hosts.delete(id)
    for (const record of records) {
      const known = this.#hosts.get(record.id)
      if (!known) this.#hosts.set(record.id, new HostPresence(record))
      else Object.assign(known, { name: record.name, siteId: record.siteId, role: record.role })
    }
  }

  of(hostId: string): Presence | undefined {
    return this.#hosts.get(hostId)?.presence
  }

  expectedOn(hostId: string): boolean {
    const host = this.#hosts.get(hostId)
    const { calendar, clock } = this.#parts
    return host !== undefined && expectedOn(host.role, calendar(), clock.now())
  }

  session(event: SessionEvent): void {
    const host = this.#hosts.get(event.hostId)
    if (!host) return
    if (event.type === 'disconnected') {
      const goingHome = this.#goingHome(host, event.atMs)
      const { atMs, goodbye } = event
      host.closed({ atMs, noticedMs: atMs, goodbye, goingHome })
    } else {
      const ended = host.opened(event)
      if (ended) this.#restate(host, ended, event)
    }
    this.#judge(host)
  }

  heard(hostId: string, atMs: number): void {
    const host = this.#hosts.get(hostId)
    if (host) host.heardAtMs = Math.max(host.heardAtMs, atMs)
  }

  async evaluate(): Promise<void> {
    this.#settleAfterStart()
    this.#judgeSites()
    for (const host of this.#hosts.values()) this.#judge(host)
    await this.#save()
  }

  /** A4: who has not come back by now was lost while nobody listened. */
  #settleAfterStart(): void {
    if (this.#settled) return
    const { clock, postingMs } = this.#parts
    const sinceMs = clock.monotonic() - this.#startedMs
    let waiting = false
    for (const host of this.#hosts.values()) {
      if (sinceMs < Math.max(2 * postingMs(host.siteId), settleMinMs)) waiting = true
      else if (isHere(host.presence) && !host.connected && host.loss === null) {
        const atMs = Math.max(host.heardAtMs, host.sinceMs ?? 0)
        const goingHome = this.#goingHome(host, atMs)
        host.loss = { atMs, noticedMs: clock.now(), goodbye: null, goingHome }
      }
    }
    this.#settled = !waiting
  }

  #goingHome(host: HostPresence, atMs: number): boolean {
    const { calendar } = this.#parts
    return keepsOfficeHours(host.role) && isGoingHome(calendar(), atMs, goingHomeMinutes)
  }

  #judgeSites(): void {
    const bySite = Map.groupBy(this.#hosts.values(), (host) => host.siteId)
    for (const [siteId, hosts] of bySite) {
      if (siteId === null) continue
      const withinMs = lossGraceMs(this.#parts.postingMs(siteId))
      const members = hosts.map((host) => host.asMember())
      const before = this.#siteLosses.get(siteId)
      const loss = siteLoss(members, before, withinMs, this.#parts.clock.now())
      if (loss) this.#siteLosses.set(siteId, loss)
      else this.#siteLosses.delete(siteId)
    }
  }

  #judge(host: HostPresence): void {
    const { clock, postingMs } = this.#parts
    const nowMs = clock.now()
    const presence = decidePresence({
      nowMs,
      everSeen: host.everSeen,
      connected: host.connected,
      heardAtMs: host.heardAtMs,
      postingMs: postingMs(host.siteId),
      loss: host.loss,
      siteDown: this.#siteLosses.get(host.siteId ?? '')?.hostIds.has(host.id) ?? false,
      wentHome: host.loss?.goingHome ?? false,
    })
    if (presence === undefined || presence === host.presence) return
    const sinceMs = presence === 'stale' ? host.heardAtMs : (host.loss?.atMs ?? nowMs)
    const { presence: previous } = host
    host.presence = presence
    host.sinceMs = sinceMs
    host.unsaved = { presence, sinceMs }
    this.#tell({ hostId: host.id, presence, previous, sinceMs, untilMs: null, restated: false })
  }

  #restate(
    host: HostPresence,
    loss: HostLoss,
    event: { readonly atMs: number; readonly bootAtMs: number },
  ): void {
    const { atMs, goingHome } = loss
    const presence = causeFromNextBoot({ atMs, bootAtMs: event.bootAtMs, wentHome: goingHome })
    const { presence: previous } = host
    // A line that came back within the grace, unnoticed, needs no correction.
    if (presence === previous || (presence === 'unreachable' && isHere(previous))) return
    if (previous === 'site_down' && presence === 'unreachable') return
    const period = { sinceMs: atMs, untilMs: event.atMs }
    this.#tell({ hostId: host.id, presence, previous, ...period, restated: true })
  }

  #tell(change: PresenceChange): void {
    try {
      this.#parts.onPresence(change)
    } catch (cause) {
      this.#parts.log.error({ cause: String(cause) }, 'A listener to presence failed')
    }
  }

  async #save(): Promise<void> {
    const { hosts, log } = this.#parts
    let contacts = 0
    try {
      for (const host of this.#hosts.values()) {
        const { unsaved } = host
        if (unsaved) await hosts.setPresence(host.id, unsaved.presence, unsaved.sinceMs)
        if (host.unsaved === unsaved) host.unsaved = null
        const stale = host.heardAtMs - host.contactSavedMs
        if (stale < contactEveryMs && !(unsaved && stale > 0)) continue
        if (contacts++ >= contactsPerTurnMax) continue
        const atMs = host.heardAtMs
        await hosts.setContact(host.id, { atMs })
        host.contactSavedMs = atMs
      }
      this.#told = ''
    } catch (cause) {
      const text = String(cause)
      if (text !== this.#told) log.error({ cause: text }, 'Presence could not be written')
      this.#told = text
    }
  }
}

function isHere(presence: Presence): boolean {
  return presence === 'online' || presence === 'stale'
}
