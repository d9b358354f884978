/**
 * What live agents are told beyond their welcome, joined: changes of a site's link profile, the
 * quick beat while somebody looks, and the agent that speaks for a thin site.
 */
import type { Heartbeat } from '../contract/wire/messages.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { SiteHeartbeats } from './fleet/site-heartbeats.ts'
import type { SiteBeat } from './fleet/site-marks.ts'
import type { HostBeat, HostsRepository } from './model/hosts.ts'
import type { AgentPeer, LiveSettings } from './model/sessions.ts'
import type { OfficeWatch } from './office-watch.ts'
import { WatchedHosts } from './watched-hosts.ts'

export interface LinkDeskParts {
  readonly watch: OfficeWatch
  readonly hosts: HostsRepository
  readonly onBeat: (beat: SiteBeat) => void
  /** Whether the staff notice is confirmed; left out: it is not. */
  readonly usage?: () => boolean
  readonly clock: Clock
  readonly log: Log
}

export class LinkDesk {
  readonly #parts: LinkDeskParts
  readonly #watched: WatchedHosts
  readonly #heartbeats: SiteHeartbeats
  readonly #peers = new Map<string, AgentPeer>()
  #refresh: (hostId?: string) => void = () => undefined

  constructor(parts: LinkDeskParts) {
    this.#parts = parts
    this.#watched = new WatchedHosts(parts.clock, (hostId) => this.#refresh(hostId))
    this.#heartbeats = new SiteHeartbeats({
      log: parts.log,
      sites: () => parts.watch.sites,
      hosts: () => parts.watch.hosts,
      inventories: parts.hosts,
      onOrder: (hostId) => this.#refresh(hostId),
      onBeat: parts.onBeat,
    })
  }
  /** How live agents are made to ask `settingsOf` again: of one host, or all. */
  connect(refresh: (hostId?: string) => void): void {
    this.#refresh = refresh
  }
  /** Site, profile or office have changed. */
  refresh(hostId?: string): void {
    this.#refresh(hostId)
  }
  settingsOf(peer: AgentPeer): LiveSettings {
    const { hostId } = peer
    const profile = this.#watched.profile(hostId, this.#parts.watch.profileOf(hostId))
    const heartbeat = this.#heartbeats.orderOf(peer)
    const usage = this.#parts.usage?.() === true
    return { profile, ...(heartbeat && { heartbeat }), ...(usage && { usage }) }
  }
  peer(peer: AgentPeer, live: boolean): void {
    this.#heartbeats.peer(peer, live)
    if (live) this.#peers.set(peer.hostId, peer)
    else if (this.#peers.get(peer.hostId) === peer) {
      this.#peers.delete(peer.hostId)
      // Back on the line it begins with its profile; whoever still looks asks again soon.
      this.#watched.end(peer.hostId)
    }
  }
  received(peer: AgentPeer, message: Heartbeat): void {
    this.#heartbeats.received(peer, message, this.#parts.clock.now())
  }
  /** Somebody looks at the host's page. How often it reports now; null while it is not connected. */
  lookAt(hostId: string): HostBeat | null {
    const peer = this.#peers.get(hostId)
    if (peer === undefined) return null
    // A thin line is no quicker for being looked at, and takes nobody's place.
    if (this.#parts.watch.profileOf(hostId).name !== 'thin') this.#watched.look(hostId)
    const wanted = this.settingsOf(peer).profile.sampleSeconds
    const least = peer.hello.local?.sampleSecondsMin ?? 0
    return { seconds: Math.max(wanted, least), limitedHere: least > wanted }
  }
  review(): Promise<void> {
    return this.#heartbeats.review()
  }
  stop(): void {
    this.#watched.stop()
  }
}
