/**
 * Devices without an agent and checks, joined with the agents that look at them: pushes each
 * poller its order, keeps what it refuses, says whose readings an agent may bring, and follows
 * from them whether a device is there.
 */
import type { NetworkReport } from '../../contract/wire/network.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { AgentPeer, SessionEvent } from '../model/sessions.ts'
import type { Commit, StoredSeries } from '../model/store.ts'
import type {
  NetworkDeskDoor,
  NetworkOpened,
  NetworkRepository,
  NetworkState,
  PollerState,
} from '../state/network-records.ts'
import { DevicePresence } from './device-presence.ts'
import { messagesOf, orderFor, pollerOf } from './order.ts'

export interface NetworkDeskParts {
  readonly network: NetworkRepository
  readonly host: (id: string) => HostRecord | undefined
  /** Another program (the command line) added this host. */
  readonly learn: (hostId: string) => Promise<void>
  readonly series: (id: number) => StoredSeries | undefined
  readonly onSession: (event: SessionEvent) => void
  readonly onHeard: (hostId: string, atMs: number) => void
  readonly clock: Clock
  readonly log: Log
}

interface Live {
  readonly peer: AgentPeer
  /** As it was last sent. */
  told: string
  devices: readonly string[]
  report: NetworkReport | undefined
}

/** A spool keeps 30 days (config/agent-defaults.ts), and lines are down before it is full. */
const spokenHoldsMs = 40 * 86_400_000
const empty: NetworkState = {
  revision: -1,
  devices: [],
  checks: [],
  sites: new Map(),
  speakers: new Map(),
}

export class NetworkDesk implements NetworkDeskDoor {
  readonly #parts: NetworkDeskParts
  readonly #presence: DevicePresence
  readonly #live = new Map<string, Live>()
  #state: NetworkState = empty
  #opened: NetworkOpened = { snmp: new Map(), checks: new Map() }
  #devices = new Set<string>()
  #pinged = new Set<string>()
  #orders = 0

  constructor(parts: NetworkDeskParts) {
    this.#parts = parts
    this.#presence = new DevicePresence({
      ...parts,
      isDevice: (hostId) => this.#devices.has(hostId),
      hasPing: (hostId) => this.#pinged.has(hostId),
    })
  }

  get state(): NetworkState {
    return this.#state
  }

  /** Reads again when something was changed, by whomever, and tells the pollers. */
  async review(): Promise<void> {
    const { network } = this.#parts
    if ((await network.revision()) !== this.#state.revision) {
      this.#state = await network.state()
      this.#opened = await network.opened()
      for (const { hostId } of this.#state.devices)
        if (!this.#parts.host(hostId)) await this.#parts.learn(hostId)
      const { devices, checks } = this.#state
      this.#devices = new Set(devices.map(({ hostId }) => hostId))
      this.#pinged = new Set(
        checks.flatMap(({ deviceId, check, enabled }) =>
          deviceId !== null && enabled && check?.kind === 'ping' ? [deviceId] : [],
        ),
      )
    }
    for (const live of this.#live.values()) await this.#tell(live)
  }

  /** Whether that host's agent may bring readings of the device: it was asked to, not long ago. */
  speaks(pollerHostId: string, deviceId: string): boolean {
    const device = this.#state.devices.find(({ hostId }) => hostId === deviceId)
    if (!device) return false
    if (this.pollerOf(deviceId) === pollerHostId) return true
    const lastMs = this.#state.speakers.get(`${pollerHostId} ${deviceId}`)
    return lastMs !== undefined && lastMs > this.#parts.clock.now() - spokenHoldsMs
  }

  pollerOf(deviceId: string): string | undefined {
    const device = this.#state.devices.find(({ hostId }) => hostId === deviceId)
    const siteId = this.#parts.host(deviceId)?.siteId ?? null
    return device && pollerOf(device, this.#state, siteId)
  }

  peer(peer: AgentPeer, live: boolean): void {
    if (live) {
      const made: Live = { peer, told: '', devices: [], report: undefined }
      this.#live.set(peer.hostId, made)
      void this.#tell(made)
      return
    }
    const gone = this.#live.get(peer.hostId)
    if (gone?.peer !== peer) return
    this.#live.delete(peer.hostId)
    const nowMs = this.#parts.clock.now()
    for (const id of gone.devices) this.#presence.unknown(id, nowMs)
  }

  received(peer: AgentPeer, report: NetworkReport): void {
    const live = this.#live.get(peer.hostId)
    if (live?.peer === peer) live.report = report
  }

  /** After each commit; only what pollers brought is looked at. */
  follow({ frames, arrivalMs }: Commit): void {
    if (this.#devices.size === 0) return
    const pollers = new Set(
      [...this.#live.values()].flatMap(({ peer, devices }) =>
        devices.length > 0 ? [peer.agentId] : [],
      ),
    )
    for (const { agentId, rows } of frames)
      if (pollers.has(agentId)) this.#presence.take(rows, arrivalMs)
  }

  /** Of a host that is named as a poller somewhere. */
  pollerState(hostId: string): PollerState {
    const live = this.#live.get(hostId)
    const none = { hostId, accepted: 0, refused: new Map(), refusedCount: 0 } as const
    if (!live) return { ...none, state: 'away' }
    const local = live.peer.hello.local?.network
    if (!local) return { ...none, state: 'too_old' }
    const { report } = live
    const state = !local.poller ? 'not_allowed' : report ? 'working' : 'waiting'
    return {
      hostId,
      state,
      accepted: report?.accepted ?? 0,
      refused: new Map(report?.refused.map(({ id, reason }) => [id, reason])),
      refusedCount: report?.refusedCount ?? 0,
    }
  }

  async #tell(live: Live): Promise<void> {
    const { peer } = live
    const local = peer.hello.local?.network
    // Local veto: secrets do not even travel to a computer that does not call itself a poller.
    if (!local?.poller) return
    const ordered = orderFor(peer.hostId, local, {
      state: this.#state,
      opened: this.#opened,
      host: this.#parts.host,
    })
    const text = JSON.stringify(ordered)
    // An agent keeps its last order over a restart: one that is not wanted any more is told so.
    if (text === live.told) return
    live.told = text
    live.report = undefined
    const nowMs = this.#parts.clock.now()
    const devices = ordered.devices.map(({ id }) => id)
    for (const id of live.devices) if (!devices.includes(id)) this.#presence.unknown(id, nowMs)
    live.devices = devices
    await this.#spoken(peer.hostId, devices)
    for (const message of messagesOf(++this.#orders, ordered)) peer.send(message)
  }

  async #spoken(hostId: string, devices: readonly string[]): Promise<void> {
    if (devices.length === 0) return
    const { network, log, clock } = this.#parts
    try {
      await network.spoken(hostId, devices)
      const speakers = new Map(this.#state.speakers)
      for (const id of devices) speakers.set(`${hostId} ${id}`, clock.now())
      this.#state = { ...this.#state, speakers }
    } catch (cause) {
      log.error({ hostId, cause: String(cause) }, 'It could not be noted whom a poller looks at')
    }
  }
}
