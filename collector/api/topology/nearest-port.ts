/** On which port of which switch a computer, printer or telephone hangs: the one with fewest others. */
import type { Confidence, Evidence } from '../../../config/topology-evidence.ts'
import { isVirtualMac, type Known, type TopologyPort } from './known.ts'
import { isTransit, plainPort, type SeenLink } from './switch-tree.ts'

export interface SeenEnd extends SeenLink {
  /** Another switch says the same of the same card, as surely. */
  readonly disputed: boolean
  readonly virtual: boolean
}
interface Place {
  readonly deviceId: string
  readonly port: TopologyPort
  readonly mac: string
  readonly atMs: number
  /** The neighbour on that port, which passes traffic on. */
  readonly through: string | undefined
}

/** A computer with a telephone, or with two virtual machines. */
const fewAddresses = 4
/** One that moved leaves its address in the old switch's table for minutes, not for half a day. */
const sameTimeMs = 12 * 3_600_000

export function endLinks(known: Known, gateways: ReadonlySet<string>): readonly SeenEnd[] {
  const places = placesOf(known, gateways)
  const named = namedNeighbours(known)
  const links: SeenEnd[] = []
  for (const id of known.hosts.keys()) {
    if (isTransit(id, known, gateways)) continue
    links.push(...(named.get(id) ?? linksOf(id, places.get(id) ?? new Map())))
  }
  return links
}

/** Every place where a card of a host was learnt, by host and card. */
function placesOf(
  known: Known,
  gateways: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlyMap<string, readonly Place[]>> {
  const places = new Map<string, Map<string, Place[]>>()
  for (const { deviceId, ports, atMs } of known.tables.values()) {
    for (const port of ports) {
      const through = throughOf(deviceId, port, known, gateways)
      for (const mac of port.macs) {
        const id = known.byMac.get(mac)
        if (id === undefined || id === deviceId) continue
        const ofHost = places.get(id) ?? new Map<string, Place[]>()
        const ofCard = ofHost.get(mac) ?? []
        ofCard.push({ deviceId, port, mac, atMs, through })
        places.set(id, ofHost.set(mac, ofCard))
      }
    }
  }
  return places
}

/** The switch or access point to which the port leads: by its word, or by its address there. */
function throughOf(
  deviceId: string,
  port: TopologyPort,
  known: Known,
  gateways: ReadonlySet<string>,
): string | undefined {
  const neighbour = known.neighbourOf(deviceId, port)?.id
  if (neighbour !== undefined) return isTransit(neighbour, known, gateways) ? neighbour : undefined
  const met = port.macs.flatMap((mac) => known.byMac.get(mac) ?? [])
  return met.find((id) => id !== deviceId && isTransit(id, known, gateways))
}

/** Computers and servers that speak LLDP themselves, by host. */
function namedNeighbours(known: Known): ReadonlyMap<string, readonly SeenEnd[]> {
  const links: SeenEnd[] = []
  for (const { deviceId, ports, atMs } of known.tables.values()) {
    for (const port of ports) {
      const neighbour = known.neighbourOf(deviceId, port)
      if (!neighbour) continue
      const [childId, plain] = [neighbour.id, plainPort(port.port)]
      const evidence: Evidence = {
        kind: 'neighbour',
        device: deviceId,
        port: plain,
        neighbour: childId,
      }
      links.push({
        childId,
        parentId: deviceId,
        source: 'lldp',
        port: plain,
        confidence: neighbour.sure ? 'high' : 'medium',
        evidence: [evidence],
        atMs,
        disputed: false,
        virtual: false,
      })
    }
  }
  return Map.groupBy(links, ({ childId }) => childId)
}

function linksOf(id: string, cards: ReadonlyMap<string, readonly Place[]>): readonly SeenEnd[] {
  const all = [...cards].map(([mac, places]) => ({ mac, places }))
  const real = all.filter(({ mac }) => !isVirtualMac(mac))
  const byParent = new Map<string, SeenEnd>()
  for (const { mac, places } of real.length > 0 ? real : all) {
    for (const link of nearest(id, mac, places)) {
      const before = byParent.get(link.parentId)
      if (before === undefined || weight(link) > weight(before)) byParent.set(link.parentId, link)
    }
  }
  return [...byParent.values()]
}

const weights: Readonly<Record<Confidence, number>> = { high: 2, medium: 1, low: 0 }
function weight({ confidence }: SeenLink): number {
  return weights[confidence]
}

function nearest(childId: string, mac: string, places: readonly Place[]): readonly SeenEnd[] {
  const direct = places.filter(({ through }) => through === undefined)
  const newest = Math.max(...places.map(({ atMs }) => atMs))
  const now = direct.filter(({ atMs }) => atMs > newest - sameTimeMs)
  const least = Math.min(...now.map(({ port }) => port.addresses))
  const best = now.filter(({ port }) => port.addresses === least)
  if (best.length === 0) return behindNeighbour(childId, places)
  const disputed = new Set(best.map(({ deviceId }) => deviceId)).size > 1
  const virtual = isVirtualMac(mac)
  return best.map(({ deviceId, port, atMs }) => {
    const evidence: Evidence = {
      kind: 'address',
      device: deviceId,
      port: port.port,
      mac,
      addresses: port.addresses,
    }
    const confidence = disputed ? 'low' : sureness(port, virtual)
    const link = { childId, parentId: deviceId, source: 'bridge', port: port.port, atMs } as const
    return { ...link, confidence, evidence: [evidence], disputed, virtual }
  })
}

function sureness({ addresses, neighbourKind }: TopologyPort, virtual: boolean): Confidence {
  // A telephone with a computer behind it is two addresses and one cable.
  const others = addresses - (neighbourKind === 'telephone' ? 1 : 0)
  if (others <= 1 && !virtual) return 'high'
  return addresses <= fewAddresses ? 'medium' : 'low'
}

/** Seen only on ports that lead to another device: it hangs on that one, at the last such port. */
function behindNeighbour(childId: string, places: readonly Place[]): readonly SeenEnd[] {
  const [last] = places.toSorted((a, b) => a.port.addresses - b.port.addresses || b.atMs - a.atMs)
  if (last?.through === undefined || last.through === childId) return []
  const { deviceId, port, through, mac, atMs } = last
  return [
    {
      childId,
      parentId: through,
      source: 'bridge',
      port: null,
      confidence: port.addresses <= fewAddresses ? 'medium' : 'low',
      evidence: [
        { kind: 'address', device: deviceId, port: port.port, mac, addresses: port.addresses },
        { kind: 'beyond', device: deviceId, port: port.port, neighbour: through },
      ],
      atMs,
      disputed: false,
      virtual: isVirtualMac(mac),
    },
  ]
}
