/** What is seen, beside what is accepted: proposals for a person, who alone decides. */
import { ParentGraph, type ParentLink } from '../../../lib/parent-graph.ts'
import type { HostParent } from '../../state/parents.ts'
import type { ProposalNote } from '../../../config/topology-evidence.ts'
import type { ParentProposal, Topology } from '../topology-views.ts'
import { gatewayLinks, siteGateways } from './default-gateways.ts'
import { knownOf, type Known, type TopologyFacts } from './known.ts'
import { endLinks, type SeenEnd } from './nearest-port.ts'
import { switchLinks, type SeenLink } from './switch-tree.ts'

export interface Said {
  readonly links: readonly HostParent[]
  readonly declined: readonly ParentLink[]
}
type Seen = SeenLink & Partial<Pick<SeenEnd, 'disputed' | 'virtual'>>

export function propose(facts: TopologyFacts, said: Said): Topology {
  const known = knownOf(facts)
  const sites = siteGateways(known)
  const gateways = new Set([...sites.values()].map(({ id }) => id))
  const near: readonly Seen[] = [...switchLinks(known, gateways), ...endLinks(known, gateways)]
  const placed = new Set(near.map(({ childId }) => childId))
  const seen = [...near, ...gatewayLinks(known, sites, placed, facts.nowMs)]
  return besideAccepted(
    seen.filter((one) => mayBe(one, known)),
    known,
    said,
  )
}

/** Between two sites only a neighbour's own word joins devices; addresses are seen far over tunnels. */
function mayBe({ childId, parentId, source }: Seen, known: Known): boolean {
  return source === 'lldp' || siteOf(known, childId) === siteOf(known, parentId)
}

function siteOf(known: Known, id: string): string | null {
  return known.hosts.get(id)?.siteId ?? null
}

export function pairOf({ childId, parentId }: ParentLink): string {
  return `${childId} ${parentId}`
}

function besideAccepted(seen: readonly Seen[], known: Known, { links, declined }: Said): Topology {
  const refused = new Set(declined.map(pairOf))
  const accepted = Map.groupBy(links, ({ childId }) => childId)
  const whole = new ParentGraph(links)
  const byChild = Map.groupBy(seen, ({ childId }) => childId)
  const proposals: ParentProposal[] = []
  const rings: ParentLink[] = []
  const confirmed = new Map<string, string | null>()
  for (const [childId, ofChild] of byChild) {
    const before = (accepted.get(childId) ?? []).map(({ parentId }) => parentId)
    const parents = new Set(ofChild.map(({ parentId }) => parentId))
    const kept = before.filter((id) => parents.has(id))
    const gone = before.filter((id) => !parents.has(id))
    const isKept = (link: HostParent): boolean =>
      link.childId !== childId || parents.has(link.parentId)
    const graph = gone.length === 0 ? whole : new ParentGraph(links.filter(isKept))
    for (const one of ofChild) {
      if (before.includes(one.parentId)) confirmed.set(pairOf(one), one.port)
      else if (refused.has(pairOf(one)) || (before.length > 0 && isWeak(one))) continue
      else if (graph.closesRing(one)) rings.push({ childId, parentId: one.parentId })
      else proposals.push(proposalOf(one, { known, kept, gone, others: ofChild.length - 1 }))
    }
  }
  return { proposals: proposals.toSorted(bySureness), rings, confirmed }
}

/** It puts nothing in question that a person has said. */
function isWeak({ source, confidence }: Seen): boolean {
  return source === 'gateway' || confidence === 'low'
}

function proposalOf(
  { disputed = false, virtual = false, ...link }: Seen,
  {
    known,
    kept,
    gone,
    others,
  }: {
    readonly known: Known
    readonly kept: readonly string[]
    readonly gone: readonly string[]
    readonly others: number
  },
): ParentProposal {
  const otherSite = siteOf(known, link.childId) !== siteOf(known, link.parentId)
  const notes: readonly (readonly [ProposalNote, boolean])[] = [
    ['virtual', virtual],
    ['disputed', disputed],
    ['other_site', otherSite],
    ['moved', gone.length > 0],
    ['redundant', !disputed && (kept.length > 0 || others > 0)],
  ]
  return {
    ...link,
    confidence: otherSite && link.confidence === 'high' ? 'medium' : link.confidence,
    notes: notes.filter(([, holds]) => holds).map(([note]) => note),
    replaces: gone,
    beside: kept,
  }
}

const order = { high: 0, medium: 1, low: 2 } as const
function bySureness(a: ParentProposal, b: ParentProposal): number {
  return order[a.confidence] - order[b.confidence] || (pairOf(a) < pairOf(b) ? -1 : 1)
}
