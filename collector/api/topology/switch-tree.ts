/** How switches and routers hang together: which of two neighbours is nearer to the way out. */
import type { Confidence, Evidence } from '../../../config/topology-evidence.ts'
import type { Known, TopologyPort } from './known.ts'

/** One host on one parent, as seen. */
export interface SeenLink {
  readonly childId: string
  readonly parentId: string
  readonly source: 'lldp' | 'bridge' | 'gateway'
  readonly port: string | null
  readonly confidence: Confidence
  readonly evidence: readonly Evidence[]
  readonly atMs: number
}
interface Side {
  readonly port: string
  readonly addresses: number
}
/** Two devices that are joined by a cable; the port of each where it is known. */
interface Cable {
  readonly ends: readonly [string, string]
  readonly sides: ReadonlyMap<string, Side>
  readonly evidence: readonly Evidence[]
  readonly source: 'lldp' | 'bridge'
  readonly sure: boolean
  /** The one that calls itself a router to the other. */
  readonly upper?: string | undefined
  readonly atMs: number
}

/** Devices that pass others' traffic on: those with tables, network devices, the gateways. */
export function isTransit(id: string, known: Known, gateways: ReadonlySet<string>): boolean {
  return known.tables.has(id) || known.hosts.get(id)?.role === 'network' || gateways.has(id)
}

/** Links between such devices, from the way out downwards; none where it is not known what is above. */
export function switchLinks(known: Known, gateways: ReadonlySet<string>): readonly SeenLink[] {
  const cables = [...cablesOf(known, gateways).values()]
  const links: SeenLink[] = []
  for (const part of partsOf(cables)) {
    const root = rootOf(part, known, gateways)
    if (root !== undefined) links.push(...downFrom(root, part))
  }
  return links
}

type SeenCable = Omit<Cable, 'ends' | 'sides'>

function cablesOf(known: Known, gateways: ReadonlySet<string>): ReadonlyMap<string, Cable> {
  const cables = new Map<string, Cable>()
  for (const { deviceId, ports, atMs } of known.tables.values()) {
    for (const port of ports) {
      const seen = seenOn(deviceId, port, known, gateways)
      if (!seen) continue
      const ends: [string, string] = deviceId < seen.to ? [deviceId, seen.to] : [seen.to, deviceId]
      const key = ends.join(' ')
      cables.set(key, { ends, ...joined(cables.get(key), deviceId, port, { ...seen.cable, atMs }) })
    }
  }
  return cables
}

/** The device at the other end of the port, by its own word, else by its address there. */
function seenOn(
  deviceId: string,
  port: TopologyPort,
  known: Known,
  gateways: ReadonlySet<string>,
): { readonly to: string; readonly cable: Omit<SeenCable, 'atMs'> } | undefined {
  const { addresses } = port
  const neighbour = known.neighbourOf(deviceId, port)
  const place = { device: deviceId, port: plainPort(port.port) }
  if (neighbour && isTransit(neighbour.id, known, gateways)) {
    const { id: to, sure } = neighbour
    const evidence: Evidence = { kind: 'neighbour', ...place, neighbour: to }
    const upper = port.neighbourKind === 'router' ? to : undefined
    return { to, cable: { evidence: [evidence], source: 'lldp', sure, upper } }
  }
  const met = metOn(deviceId, port, known, gateways)
  if (!met) return undefined
  const evidence: Evidence = { kind: 'address', ...place, mac: met.mac, addresses }
  return { to: met.id, cable: { evidence: [evidence], source: 'bridge', sure: addresses === 1 } }
}

/** What one end tells, with what was told of the cable before. */
function joined(
  before: Cable | undefined,
  from: string,
  port: TopologyPort,
  seen: SeenCable,
): Omit<Cable, 'ends'> {
  const side = sideOf(port)
  const sides = new Map(before?.sides)
  const own = sides.get(from)
  if (own === undefined || side.addresses < own.addresses) sides.set(from, side)
  // By name alone one may be mistaken; not when each names the other.
  const mutual = before?.source === 'lldp' && seen.source === 'lldp' && !before.sides.has(from)
  return {
    sides,
    evidence: [...(before?.evidence ?? []), ...seen.evidence].slice(0, 4),
    source: before?.source === 'lldp' ? 'lldp' : seen.source,
    sure: seen.sure || mutual || (before?.sure ?? false),
    upper: seen.upper ?? before?.upper,
    atMs: Math.max(seen.atMs, before?.atMs ?? 0),
  }
}

function sideOf({ port, addresses }: TopologyPort): Side {
  return { port: plainPort(port), addresses }
}

/** Further neighbours of one port are told as `Gi1/0/1 #2`. */
export function plainPort(port: string): string {
  return port.replace(/ #\d+$/, '')
}

/** The nearest such device whose address was learnt there: the one that no other stands before. */
function metOn(
  deviceId: string,
  { macs }: TopologyPort,
  known: Known,
  gateways: ReadonlySet<string>,
): { readonly id: string; readonly mac: string } | undefined {
  const met = new Map<string, string>()
  for (const mac of macs) {
    const id = known.byMac.get(mac)
    if (id !== undefined && id !== deviceId && isTransit(id, known, gateways)) met.set(id, mac)
  }
  const near = [...met.keys()].filter(
    (id) =>
      ![...met.keys()].some((other) => other !== id && standsBetween(other, deviceId, id, known)),
  )
  const [id, more] = near
  const mac = id === undefined ? undefined : met.get(id)
  return id === undefined || mac === undefined || more !== undefined ? undefined : { id, mac }
}

/** It sees the two on different ports. */
function standsBetween(middle: string, one: string, other: string, known: Known): boolean {
  const portTo = (id: string): string | undefined => {
    const own = known.macsOf.get(id) ?? []
    const ports = known.tables.get(middle)?.ports ?? []
    return ports.find(({ macs }) => macs.some((mac) => own.includes(mac)))?.port
  }
  const [first, second] = [portTo(one), portTo(other)]
  return second !== undefined && first !== second
}

function partsOf(cables: readonly Cable[]): readonly (readonly Cable[])[] {
  const byEnd = new Map<string, Cable[]>()
  for (const cable of cables)
    for (const end of cable.ends) byEnd.set(end, [...(byEnd.get(end) ?? []), cable])
  const seen = new Set<string>()
  const parts: Cable[][] = []
  for (const start of byEnd.keys()) {
    if (seen.has(start)) continue
    const part = new Set<Cable>()
    const waiting = [start]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next)) continue
      seen.add(next)
      for (const cable of byEnd.get(next) ?? []) {
        part.add(cable)
        waiting.push(...cable.ends)
      }
    }
    parts.push([...part])
  }
  return parts
}

/**
 * The gateway; else the one that is the upper end of more cables than of lower ones. Undefined:
 * nothing speaks for one.
 */
function rootOf(
  cables: readonly Cable[],
  known: Known,
  gateways: ReadonlySet<string>,
): string | undefined {
  const ends = [...new Set(cables.flatMap((cable) => cable.ends))].toSorted()
  const ways = ends.filter((id) => gateways.has(id))
  if (ways.length === 1) return ways[0]
  const scores = new Map(ends.map((id) => [id, 0]))
  for (const cable of cables) {
    const upper = upperEnd(cable, known)
    for (const id of upper === undefined ? [] : cable.ends)
      scores.set(id, (scores.get(id) ?? 0) + (id === upper ? 1 : -1))
  }
  const score = (id: string): number => scores.get(id) ?? 0
  const candidates = (ways.length === 0 ? ends : ways).toSorted((a, b) => score(b) - score(a))
  const [first, second] = candidates
  if (first === undefined || second === undefined) return first
  return score(first) > score(second) ? first : undefined
}

/**
 * Towards the way out a port knows many addresses, downwards few. A device without tables of its own
 * (an access point) is the lower end, unless it calls itself a router.
 */
function upperEnd({ ends: [a, b], sides, upper }: Cable, known: Known): string | undefined {
  if (upper !== undefined) return upper
  const [fromA, fromB] = [sides.get(a)?.addresses, sides.get(b)?.addresses]
  if (fromA !== undefined && fromB !== undefined && fromA !== fromB) return fromA < fromB ? a : b
  const [tableA, tableB] = [known.tables.has(a), known.tables.has(b)]
  if (tableA === tableB) return undefined
  return tableA ? a : b
}

/** Step by step: whoever is one step nearer is a parent, and two such are a redundant pair. */
function downFrom(root: string, cables: readonly Cable[]): readonly SeenLink[] {
  const steps = new Map([[root, 0]])
  let front = [root]
  for (let step = 1; front.length > 0; step++) {
    const next = new Set<string>()
    for (const {
      ends: [a, b],
    } of cables)
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const)
        if (front.includes(from) && !steps.has(to)) next.add(to)
    for (const id of next) steps.set(id, step)
    front = [...next]
  }
  return cables.flatMap(
    ({ ends: [a, b], sides, evidence, source, sure, atMs }): readonly SeenLink[] => {
      const [stepA, stepB] = [steps.get(a) ?? 0, steps.get(b) ?? 0]
      if (stepA === stepB) return []
      const [parentId, childId] = stepA < stepB ? [a, b] : [b, a]
      const port = sides.get(parentId)?.port ?? null
      const confidence = sure ? 'high' : 'medium'
      return [{ childId, parentId, source, port, confidence, evidence, atMs }]
    },
  )
}
