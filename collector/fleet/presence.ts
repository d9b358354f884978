import type { HostRecord, Presence } from '../model/hosts.ts'
import type { SessionEvent } from '../model/sessions.ts'
import { ParentGraph } from '../../lib/parent-graph.ts'
import { judgeWays } from './cut-off.ts'
import {
  causeFromNextBoot,
  decidePresence,
  explains,
  isHere,
  lossGraceMs,
  sinceOf,
  type PresenceFacts,
} from './decide-presence.ts'
import { HostPresence, type HostLoss } from './host-presence.ts'
import { expectedOn, lossHour, type LossHour } from './office-hours.ts'
import type { PresenceChange, PresenceParts, PresenceStage } from './presence-stage.ts'
import { PresenceWriter } from './presence-writer.ts'
import { siteLoss, type SiteLoss } from './site-loss.ts'
import { SiteMarks, type SiteBeat } from './site-marks.ts'

/** After a start, the least time that agents get to come back: 10,000 need it. */
const settleMinMs = 300_000

export function createPresence(parts: PresenceParts): PresenceStage {
  return new PresenceKeeper(parts)
}

class PresenceKeeper implements PresenceStage {
  readonly #parts: PresenceParts
  readonly #hosts = new Map<string, HostPresence>()
  readonly #siteLosses = new Map<string, SiteLoss>()
  readonly #marks = new SiteMarks()
  readonly #writer: PresenceWriter
  /** Hosts to which the way is down. */
  #cut: ReadonlySet<string> = new Set()
  #startedMs = 0
  #listensSinceMs = 0
  #settled = false

  constructor(parts: PresenceParts) {
    this.#parts = parts
    this.#writer = new PresenceWriter(parts.hosts, parts.log)
  }

  async start(): Promise<void> {
    this.#startedMs = this.#parts.clock.monotonic()
    this.#listensSinceMs = this.#parts.clock.now()
    this.#settled = false
    for (const record of await this.#parts.hosts.all()) this.changed(record)
    if (!this.#parts.restored) return
    for (const host of this.#hosts.values()) {
      host.takenFromBackup()
      if (host.beforeRestore !== null) this.#tellNow(host, host.beforeRestore)
    }
  }

  changed(record: HostRecord): void {
    const known = this.#hosts.get(record.id)
    if (!known) this.#hosts.set(record.id, new HostPresence(record))
    else Object.assign(known, { name: record.name, siteId: record.siteId, role: record.role })
  }

  removed(hostId: string): void {
    this.#hosts.delete(hostId)
    this.#marks.forget(hostId)
  }

  marked(beat: SiteBeat): void {
    this.#marks.take(beat)
    for (const hostId of beat.marks.keys()) {
      const host = this.#hosts.get(hostId)
      if (host?.siteId === beat.siteId) this.#judge(host)
    }
  }

  of(hostId: string): Presence | undefined {
    return this.#hosts.get(hostId)?.presence
  }

  expectedOn(hostId: string): boolean {
    const host = this.#hosts.get(hostId)
    const { calendar, clock } = this.#parts
    return host !== undefined && expectedOn(host, calendar(), clock.now())
  }

  session(event: SessionEvent): void {
    const host = this.#hosts.get(event.hostId)
    if (!host) return
    if (event.type === 'disconnected') {
      const { atMs: noticedMs, goodbye } = event
      const atMs = host.lostAtMs(event)
      host.closed({ atMs, noticedMs, goodbye, ...this.#hourOf(host, atMs) })
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

  written(hostId: string, atMs: number): void {
    const host = this.#hosts.get(hostId)
    if (!host) return
    host.writes = true
    host.everSeen = true
    host.heardAtMs = Math.max(host.heardAtMs, atMs)
    if (host.presence !== 'online') this.#judge(host)
  }

  async evaluate(): Promise<void> {
    this.#settleAfterStart()
    this.#judgeWays()
    this.#judgeSites()
    for (const host of this.#hosts.values()) this.#judge(host)
    await this.#writer.save(this.#hosts.values())
  }

  /** A4: who has not come back by now was lost while nobody listened. */
  #settleAfterStart(): void {
    if (this.#settled) return
    const { clock, postingMs } = this.#parts
    const sinceMs = clock.monotonic() - this.#startedMs
    let waiting = false
    for (const host of this.#hosts.values()) {
      if (sinceMs < Math.max(2 * postingMs(host.siteId), settleMinMs)) waiting = true
      else if (host.beforeRestore !== null && !isHere(host.beforeRestore)) this.#asBefore(host)
      else if (isHere(host.presence) && !host.connected && host.loss === null && !host.writes) {
        const atMs = Math.max(host.heardAtMs, host.sinceMs ?? 0)
        const hour = this.#hourOf(host, atMs)
        host.loss = { atMs, noticedMs: clock.now(), goodbye: null, ...hour }
      }
    }
    this.#settled = !waiting
    if (this.#settled) this.#parts.onSettled?.()
  }

  /** Off in the backup and silent since: nothing contradicts it. */
  #asBefore(host: HostPresence): void {
    const presence = host.beforeRestore ?? host.presence
    host.beforeRestore = null
    if (host.connected || host.presence !== 'stale') return
    host.presence = presence
    host.unsaved = { presence, sinceMs: host.sinceMs ?? host.heardAtMs }
    this.#tellNow(host, 'stale')
  }

  #hourOf(host: HostPresence, atMs: number): LossHour {
    return lossHour(host, this.#parts.calendar(), atMs)
  }

  /** Before the sites: what stands behind a lost device says nothing about its site. */
  #judgeWays(): void {
    const { parents, cutOffSinceMs, clock } = this.#parts
    this.#cut = judgeWays(this.#cut, {
      graph: parents?.() ?? noParents,
      hosts: this.#hosts,
      cutOffSinceMs: cutOffSinceMs?.() ?? null,
      graceMs: (host) => this.#graceMs(host),
      nowMs: clock.now(),
    })
  }

  /** Silence after which its loss counts; two unanswered questions to a device are enough. */
  #graceMs({ siteId, isDevice }: Pick<HostPresence, 'siteId' | 'isDevice'>): number {
    return lossGraceMs(isDevice ? 0 : this.#parts.postingMs(siteId))
  }

  #siteGraceMs(siteId: string): number {
    const beatMs = this.#marks.beatMs(siteId, this.#parts.clock.now())
    return lossGraceMs(beatMs ?? this.#parts.postingMs(siteId))
  }

  #judgeSites(): void {
    const bySite = Map.groupBy(this.#hosts.values(), (host) => host.siteId)
    for (const [siteId, hosts] of bySite) {
      if (siteId === null) continue
      const nowMs = this.#parts.clock.now()
      const withinMs = this.#siteGraceMs(siteId)
      const members = hosts.filter(({ id }) => !this.#cut.has(id)).map((host) => host.asMember())
      const before = this.#siteLosses.get(siteId)
      const loss = siteLoss(members, before, withinMs, nowMs)
      if (loss) this.#siteLosses.set(siteId, loss)
      else this.#siteLosses.delete(siteId)
    }
  }

  #judge(host: HostPresence): void {
    const { clock, postingMs } = this.#parts
    const nowMs = clock.now()
    const mark = this.#marks.of(host.id, nowMs)
    const facts: PresenceFacts = {
      mark,
      nowMs,
      everSeen: host.everSeen,
      connected: host.connected,
      heardAtMs: host.heardAtMs,
      postingMs: postingMs(host.siteId),
      loss: host.loss,
      siteDown: this.#siteLosses.get(host.siteId ?? '')?.hostIds.has(host.id) ?? false,
      wentHome: host.loss?.goingHome ?? false,
      writesSinceMs: host.writes ? this.#listensSinceMs : undefined,
      cutOff: this.#cut.has(host.id),
      graceFromMs: host.graceFromMs,
      graceMs: this.#graceMs(host),
    }
    const presence = decidePresence(facts)
    if (presence === undefined || presence === host.presence) return
    const { presence: previous } = host
    host.presence = presence
    host.sinceMs = sinceOf(presence, host.heardAtMs, facts)
    host.unsaved = { presence, sinceMs: host.sinceMs }
    this.#tellNow(host, previous)
  }

  #tellNow({ id: hostId, presence, sinceMs }: HostPresence, previous: Presence): void {
    const since = { sinceMs: sinceMs ?? this.#parts.clock.now(), untilMs: null }
    this.#tell({ hostId, presence, previous, ...since, restated: false })
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
    if (explains(previous) && presence === 'unreachable') return
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
}

const noParents = new ParentGraph([])
