/** The page of what hangs on what: proposals first, then what is said. */
import type { FormState } from '../form-views.ts'
import type { ParentRow, ParentsView, ProposalRow } from '../topology-views.ts'
import { pairOf } from './propose.ts'
import { readTopology, type ReadTopology, type TopologyParts } from './read-topology.ts'

const proposalsShown = 300
const linksShown = 500
const namesMax = 2000

export interface Told {
  readonly fault: string | null
  readonly form: FormState | null
}

export async function parentsView(parts: TopologyParts, told: Told): Promise<ParentsView> {
  const topology = await readTopology(parts)
  const { proposals, rings, hosts, nameOf } = topology
  const links = allLinks(parts, topology)
  return {
    proposals: proposals.slice(0, proposalsShown).map((one): ProposalRow => {
      const names = { child: nameOf(one.childId), parent: nameOf(one.parentId) }
      return { ...one, ...names, replaced: one.replaces.map(nameOf) }
    }),
    proposalCount: proposals.length,
    sureCount: proposals.filter(({ confidence }) => confidence === 'high').length,
    links: links.slice(0, linksShown),
    linkCount: links.length,
    rings: rings.slice(0, 20).map(({ childId, parentId }) => {
      return { child: nameOf(childId), parent: nameOf(parentId) }
    }),
    names: [...hosts.values()]
      .map(({ name }) => name)
      .toSorted()
      .slice(0, namesMax),
    nameOf,
    ...told,
  }
}

/** By parent and port, as one walks along a switch. */
export function allLinks(
  { ways }: TopologyParts,
  { nameOf, confirmed }: ReadTopology,
): readonly ParentRow[] {
  const rows = ways.links.map((link): ParentRow => {
    const names = { child: nameOf(link.childId), parent: nameOf(link.parentId) }
    return { ...link, ...names, seen: confirmed.has(pairOf(link)) }
  })
  const order = new Intl.Collator('en', { numeric: true })
  return rows.toSorted(
    (a, b) =>
      order.compare(a.parent, b.parent) ||
      order.compare(a.port ?? '', b.port ?? '') ||
      order.compare(a.child, b.child),
  )
}
