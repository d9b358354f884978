/**
 * Sites on a thin line: their agents post once an hour, and one of them speaks for all every few
 * minutes. Here that one is chosen, told whom to look for, and understood.
 */
import type { Heartbeat } from '../../contract/wire/messages.ts'
import type { HeartbeatOrder, Neighbour } from '../../contract/wire/settings.ts'
import type { Log } from '../../lib/log.ts'
import type { HostRecord, HostsRepository } from '../model/hosts.ts'
import type { Site } from '../model/office.ts'
import type { AgentPeer } from '../model/sessions.ts'
import { neighbourList, neighbourOf } from './neighbour-list.ts'
import type { SiteBeat } from './site-marks.ts'
import { electSpeaker, looksAround, type Candidate } from './speaker.ts'

export interface SiteHeartbeatsParts {
  readonly log: Log
  readonly sites: () => readonly Site[]
  readonly hosts: () => readonly HostRecord[]
  readonly inventories: Pick<HostsRepository, 'get'>
  /** The host's agent has another order now, or none any more. */
  readonly onOrder: (hostId: string) => void
  readonly onBeat: (beat: SiteBeat) => void
}

interface Speaker {
  readonly hostId: string
  readonly order: HeartbeatOrder
  /** Hosts by their place in the order's list. */
  readonly ids: readonly string[]
}

const everySeconds = 300

export class SiteHeartbeats {
  readonly #parts: SiteHeartbeatsParts
  readonly #peers = new Map<string, AgentPeer>()
  readonly #speakers = new Map<string, Speaker>()
  #lists = 0

  constructor(parts: SiteHeartbeatsParts) {
    this.#parts = parts
  }
  /** A session of the host begins or has ended. */
  peer(peer: AgentPeer, live: boolean): void {
    if (live) this.#peers.set(peer.hostId, peer)
    else if (this.#peers.get(peer.hostId) === peer) this.#peers.delete(peer.hostId)
  }
  orderOf({ hostId }: AgentPeer): HeartbeatOrder | undefined {
    for (const speaker of this.#speakers.values())
      if (speaker.hostId === hostId) return speaker.order
    return undefined
  }
  received({ hostId }: AgentPeer, { list, present, unsure }: Heartbeat, atMs: number): void {
    for (const [siteId, speaker] of this.#speakers) {
      if (speaker.hostId !== hostId || speaker.order.list !== list) continue
      const isPresent = bitsIn(present)
      const isUnsure = bitsIn(unsure ?? '')
      const marks = new Map([[hostId, true]])
      for (const [index, id] of speaker.ids.entries())
        if (!isUnsure(index)) marks.set(id, isPresent(index))
      this.#parts.onBeat({ siteId, atMs, everyMs: everySeconds * 1000, marks })
    }
  }
  /** Chooses anew where the speaker has gone, and follows changes of the machines' addresses. */
  async review(): Promise<void> {
    const thin = this.#parts.sites().filter(({ profile }) => profile === 'thin')
    const bySite = Map.groupBy(this.#parts.hosts(), ({ siteId }) => siteId)
    const before = new Map(this.#speakers)
    for (const { id } of thin) await this.#reviewSite(id, bySite.get(id) ?? [])
    const ids = new Set(thin.map(({ id }) => id))
    for (const id of this.#speakers.keys()) if (!ids.has(id)) this.#speakers.delete(id)
    this.#tellChanges(before)
  }
  async #reviewSite(siteId: string, hosts: readonly HostRecord[]): Promise<void> {
    const before = this.#speakers.get(siteId)
    const candidates = hosts.flatMap((host): Candidate[] => {
      const peer = this.#peers.get(host.id)
      return peer === undefined ? [] : [{ host, peer }]
    })
    const chosen = electSpeaker(candidates, before?.hostId)
    if (chosen === undefined) {
      this.#speakers.delete(siteId)
      return
    }
    const hostId = chosen.host.id
    const others = looksAround(chosen.peer) ? hosts.filter(({ id }) => id !== hostId) : []
    const { ids, neighbours } = neighbourList(await this.#places(others))
    const asked = JSON.stringify([hostId, ids, neighbours])
    if (before && asked === JSON.stringify([before.hostId, before.ids, before.order.neighbours]))
      return
    const order = { everySeconds, list: ++this.#lists, neighbours: [...neighbours] }
    this.#speakers.set(siteId, { hostId, order, ids })
    this.#parts.log.info({ siteId, hostId, neighbours: ids.length }, 'An agent speaks for its site')
  }
  async #places(
    hosts: readonly HostRecord[],
  ): Promise<readonly { readonly id: string; readonly neighbour: Neighbour | undefined }[]> {
    const found: { readonly id: string; readonly neighbour: Neighbour | undefined }[] = []
    for (const { id } of hosts) {
      const host = await this.#parts.inventories.get(id)
      found.push({ id, neighbour: neighbourOf(host?.inventory ?? null) })
    }
    return found
  }
  #tellChanges(before: ReadonlyMap<string, Speaker>): void {
    const changed = new Set<string>()
    for (const siteId of new Set([...before.keys(), ...this.#speakers.keys()])) {
      const [older, newer] = [before.get(siteId), this.#speakers.get(siteId)]
      if (older === newer) continue
      if (older) changed.add(older.hostId)
      if (newer) changed.add(newer.hostId)
    }
    for (const hostId of changed) this.#parts.onOrder(hostId)
  }
}

/** Bits of an agent's bitmap; those that it left out are zero. */
function bitsIn(text: string): (index: number) => boolean {
  const bytes = Buffer.from(text, 'base64')
  return (index) => (((bytes[index >> 3] ?? 0) >> (index & 7)) & 1) === 1
}
