/**
 * When which subnet is looked through, by whom, and what becomes of the answer. A poller gets one
 * request at a time; one that was lost with the line is asked for again by the same name.
 */
import net from 'node:net'
import { guessKind, isPersonal, type GuessKind } from '../../config/device-guess.ts'
import { makerOf } from '../../config/mac-maker.ts'
import { unregisteredDevice } from '../../contract/catalogue/families/unregistered-device.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import type { Discovered, DiscoveryReport, Sighting } from '../../contract/wire/discovery.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { AgentPeer } from '../model/sessions.ts'
import type {
  DiscoveryDeskDoor,
  DiscoveryRepository,
  DiscoverySubnet,
  FoundDevice,
  SubnetHindrance,
} from '../state/discovery-records.ts'
import { placesByMac } from '../state/learnt-ports.ts'
import { newNetworkId } from '../state/network.ts'

export interface DiscoveryDeskParts {
  readonly discovery: DiscoveryRepository
  /** Who looks at the devices of a site. */
  readonly pollerOfSite: (siteId: string) => string | undefined
  readonly siteName: (siteId: string) => string
  readonly speaks: (pollerHostId: string, deviceId: string) => boolean
  /** Devices that were found and are computers with an agent or declared devices. */
  readonly isKnown: (found: readonly FoundDevice[]) => Promise<ReadonlySet<string>>
  readonly isOpen: (atMs: number) => boolean
  readonly add: (hostId: string, one: Reading, atMs: number) => void
  readonly hostName: (hostId: string) => string
  readonly clock: Clock
  readonly log: Log
}

interface Gathering {
  readonly run: string
  readonly parts: DiscoveryReport[]
}

const dayMs = 86_400_000
/** A run that nobody has answered for so long is given up. */
const runMs = 3 * 3_600_000
/** After a refusal or a fault it is tried again so much later. */
const againMs = 6 * 3_600_000
/** New devices of one run that are told one by one. */
const toldMax = 5

export class DiscoveryDesk implements DiscoveryDeskDoor {
  readonly #parts: DiscoveryDeskParts
  readonly #live = new Map<string, AgentPeer>()
  /** Runs that were sent, with the session that they were sent to. */
  readonly #sent = new Map<string, AgentPeer>()
  readonly #gathering = new Map<string, Gathering>()
  readonly #failedMs = new Map<string, number>()
  #work: Promise<void> = Promise.resolve()

  constructor(parts: DiscoveryDeskParts) {
    this.#parts = parts
  }

  peer(peer: AgentPeer, live: boolean): void {
    if (live) this.#live.set(peer.hostId, peer)
    else if (this.#live.get(peer.hostId) === peer) this.#live.delete(peer.hostId)
  }

  /** Why it cannot be looked through now; undefined: it can. */
  hindrance({ siteId }: DiscoverySubnet): SubnetHindrance | undefined {
    const hostId = this.#parts.pollerOfSite(siteId)
    if (hostId === undefined) return 'no_poller'
    const peer = this.#live.get(hostId)
    if (!peer) return 'away'
    const local = peer.hello.local?.network
    if (!local?.poller) return 'not_allowed'
    return local.kinds.includes('discovery') ? undefined : 'too_old'
  }

  /** Asks for what is due. */
  turn(): Promise<void> {
    this.#work = this.#work.then(() => this.#turn()).catch(this.#failed)
    return this.#work
  }

  /** A part of an answer; with the last one it is kept. */
  received(peer: AgentPeer, report: DiscoveryReport): void {
    const { run, part, parts } = report
    const before = this.#gathering.get(peer.hostId)
    const fits = before?.run === run && part === before.parts.length
    if (part !== 0 && !fits) return
    const gathering = part === 0 ? { run, parts: [] as DiscoveryReport[] } : before
    if (!gathering) return
    gathering.parts.push(report)
    this.#gathering.set(peer.hostId, gathering)
    if (part + 1 < parts) return
    this.#gathering.delete(peer.hostId)
    const whole: Discovered = {
      ...report,
      found: gathering.parts.flatMap(({ found }) => found),
      ports: gathering.parts.flatMap(({ ports }) => ports),
      own: gathering.parts.flatMap(({ own }) => own),
    }
    this.#work = this.#work.then(() => this.#take(peer.hostId, whole)).catch(this.#failed)
  }

  readonly #failed = (error: unknown): void => {
    this.#parts.log.error({ err: error }, 'Discovery could not go on')
  }

  async #turn(): Promise<void> {
    const { discovery, pollerOfSite, clock } = this.#parts
    const nowMs = clock.now()
    const subnets = await discovery.subnets()
    const busy = new Set<string>()
    for (const subnet of subnets) {
      const { run, runMs: sinceMs, siteId } = subnet
      if (run === null || sinceMs === null || nowMs - sinceMs >= runMs) continue
      const hostId = pollerOfSite(siteId)
      if (hostId !== undefined) busy.add(hostId)
      await this.#send(subnet, run)
    }
    for (const subnet of subnets) {
      const hostId = pollerOfSite(subnet.siteId)
      if (hostId === undefined || busy.has(hostId) || !this.#isDue(subnet, nowMs)) continue
      if (this.hindrance(subnet)) continue
      busy.add(hostId)
      const run = newNetworkId()
      await discovery.begin(subnet.cidr, run, nowMs)
      await this.#send(subnet, run)
    }
  }

  #isDue(subnet: DiscoverySubnet, nowMs: number): boolean {
    const { cidr, wanted, anyTime, doneMs, everyDays } = subnet
    if (wanted) return true
    if (!anyTime && this.#parts.isOpen(nowMs)) return false
    if (nowMs - (this.#failedMs.get(cidr) ?? -Infinity) < againMs) return false
    // An hour of play, so that a nightly look does not wander into the morning.
    return doneMs === null || nowMs - doneMs >= everyDays * dayMs - 3_600_000
  }

  async #send(subnet: DiscoverySubnet, run: string): Promise<void> {
    const hostId = this.#parts.pollerOfSite(subnet.siteId)
    const peer = hostId === undefined ? undefined : this.#live.get(hostId)
    if (!peer || this.hindrance(subnet) || this.#sent.get(run) === peer) return
    if (this.#sent.size > 1000) this.#sent.clear()
    this.#sent.set(run, peer)
    const { cidr, perSecond } = subnet
    const snmp = [...(await this.#parts.discovery.accesses(cidr))]
    peer.send({ type: 'discover', run, cidr, perSecond, snmp })
  }

  async #take(hostId: string, found: Discovered): Promise<void> {
    const { discovery, pollerOfSite, speaks, clock } = this.#parts
    const subnet = (await discovery.subnets()).find(({ run }) => run === found.run)
    if (!subnet || pollerOfSite(subnet.siteId) !== hostId) return
    this.#sent.delete(found.run)
    const nowMs = clock.now()
    if (found.state === 'done' || found.state === 'partly') this.#failedMs.delete(subnet.cidr)
    else this.#failedMs.set(subnet.cidr, nowMs)
    const inside = insideOf(subnet.cidr)
    const places = found.found.filter(({ address }) => inside(address))
    const kept = places.filter((one) => !isPersonal(signsOf(one)))
    const taken = await discovery.take(
      subnet,
      {
        ...found,
        personal: found.personal + places.length - kept.length,
        found: kept,
        ports: found.ports.filter(({ device }) => speaks(hostId, device)),
        own: found.own.filter(({ device }) => speaks(hostId, device)),
      },
      nowMs,
    )
    if (!taken.first) await this.#tell(hostId, subnet, new Set(taken.fresh), nowMs)
  }

  /** Each new device that is nobody's, as an event; the rest of very many by its number. */
  async #tell(
    hostId: string,
    subnet: DiscoverySubnet,
    fresh: ReadonlySet<string>,
    atMs: number,
  ): Promise<void> {
    if (fresh.size === 0) return
    const { discovery, isKnown, siteName, hostName, add } = this.#parts
    const found = (await discovery.found()).filter(({ id }) => fresh.has(id))
    const known = await isKnown(found)
    const strangers = found.filter(({ id, declined }) => !known.has(id) && !declined)
    const site = siteName(subnet.siteId)
    const places = placesByMac(await discovery.tables())
    for (const [at, one] of strangers.slice(0, toldMax).entries()) {
      const more = at === toldMax - 1 ? strangers.length - toldMax : 0
      const { maker, kind: what } = guessOf(one)
      const device = one.mac ?? one.address
      const hangs = places.get(device)?.[0]
      const place = hangs ? `${hostName(hangs.deviceId)}, ${hangs.port}` : ''
      const fields = { device, address: one.address, maker: maker ?? '', what, place, site, more }
      add(hostId, reading(unregisteredDevice, {}, fields), atMs + at)
    }
  }
}

function signsOf({ mac, ports, snmp }: Pick<Sighting, 'mac' | 'ports' | 'snmp'>) {
  return { maker: mac === undefined ? undefined : makerOf(mac), ports, snmpKind: snmp?.kind }
}

function guessOf({ mac, ports, snmp }: FoundDevice): {
  maker: string | undefined
  kind: GuessKind
} {
  const signs = signsOf({ ports: [...ports], ...(mac && { mac }), ...(snmp && { snmp }) })
  return { maker: signs.maker, kind: guessKind(signs) }
}

function insideOf(cidr: string): (address: string) => boolean {
  const [address = '', bits] = cidr.split('/')
  const list = new net.BlockList()
  list.addSubnet(address, Number(bits), 'ipv4')
  return (one) => net.isIPv4(one) && list.check(one)
}
