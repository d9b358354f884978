/** A person's word on what a host hangs on: accepted, declined, said by himself, taken back. */
import { nearest } from '../../../lib/nearest.ts'
import type { ParentLink } from '../../../lib/parent-graph.ts'
import type { NewParent } from '../../state/parents.ts'
import { DeclarationFault } from '../network/declare.ts'
import type { ParentProposal } from '../topology-views.ts'
import type { TopologyHost } from './known.ts'
import { pairOf } from './propose.ts'
import { readTopology, type TopologyParts } from './read-topology.ts'

/** One line of a list: the child hangs on exactly the parents that stand with it in the list. */
export interface DeclaredParent {
  /** By name or id. */
  readonly child: string
  readonly parent: string
  readonly port?: string | undefined
}
export interface DecidedParents {
  readonly links: readonly ParentLink[]
  /** What would have closed a ring and was left out. */
  readonly refused: readonly ParentLink[]
}

/** As many as the console's largest page and a file of the command line hold. */
export const decidedMax = 2000
const portMax = 255

/** Only what is proposed now. @throws DeclarationFault */
export async function acceptParents(
  parts: TopologyParts,
  wanted: readonly ParentLink[],
  by: string,
): Promise<DecidedParents> {
  refuseMany(wanted)
  const { proposals, nameOf } = await readTopology(parts)
  const byPair = new Map(proposals.map((one) => [pairOf(one), one]))
  const chosen = wanted.map((link) => {
    const found = byPair.get(pairOf(link))
    const words = `${nameOf(link.childId)} → ${nameOf(link.parentId)}`
    if (!found) throw new DeclarationFault(words, 'this is not proposed (any more)')
    return found
  })
  return keep(
    parts,
    chosen.map((one) => newParent(one, by)),
  )
}

function newParent(
  { childId, parentId, source, port, replaces }: ParentProposal,
  by: string,
): NewParent {
  return { childId, parentId, how: source, port, by, replaces }
}

/** All of them or, at a fault, none; rings are left out and told. @throws DeclarationFault */
export async function declareParents(
  parts: TopologyParts,
  declared: readonly DeclaredParent[],
  by: string,
): Promise<DecidedParents> {
  refuseMany(declared)
  const hosts = await parts.hosts.all()
  const planned = declared.map(({ child, parent, port }, at) => {
    const where = `line ${at + 1}`
    const [childId, parentId] = [hostOf(child, hosts, where), hostOf(parent, hosts, where)]
    if (childId === parentId) throw new DeclarationFault(where, `"${child}" cannot hang on itself`)
    const text = port?.trim() ?? ''
    if (text.length > portMax)
      throw new DeclarationFault(where, `a port has at most ${portMax} letters`)
    return { childId, parentId, port: text === '' ? null : text, how: 'declared', by } as const
  })
  const now = Map.groupBy(planned, ({ childId }) => childId)
  // Only with a link that can be: a child whose new parents are all refused keeps its old ones.
  const before = Map.groupBy(parts.ways.links, ({ childId }) => childId)
  const links = planned.map((link) => {
    const own = now.get(link.childId) ?? []
    const gone = (before.get(link.childId) ?? []).filter(
      (old) => !own.some(({ parentId }) => parentId === old.parentId),
    )
    return { ...link, replaces: gone.map(({ parentId }) => parentId) }
  })
  return keep(parts, links)
}

/** Those that are there. */
export async function removeParents(
  { ways }: TopologyParts,
  wanted: readonly ParentLink[],
): Promise<readonly ParentLink[]> {
  const pairs = new Set(wanted.map(pairOf))
  const links = ways.links.filter((link) => pairs.has(pairOf(link)))
  if (links.length > 0) await ways.change((parents) => parents.remove(links))
  return links
}

async function keep(parts: TopologyParts, planned: readonly NewParent[]): Promise<DecidedParents> {
  const { ways, clock } = parts
  const refused = await ways.change((parents) => parents.declare(planned, clock.now()))
  return { links: withoutRefused(planned, refused), refused }
}

function withoutRefused(
  planned: readonly ParentLink[],
  refused: readonly ParentLink[],
): readonly ParentLink[] {
  const out = new Set(refused.map(pairOf))
  return planned.filter((link) => !out.has(pairOf(link)))
}

function refuseMany({ length }: readonly unknown[]): void {
  if (length > decidedMax) throw new DeclarationFault('list', `at most ${decidedMax} at once`)
}

/** @throws DeclarationFault with the nearest name. */
export function hostOf(key: string, hosts: readonly TopologyHost[], where: string): string {
  const name = key.trim().toLowerCase()
  const byId = hosts.find(({ id }) => id === key.trim())
  if (byId) return byId.id
  const [one, other] = hosts.filter((host) => host.name.toLowerCase() === name)
  if (one && other) throw new DeclarationFault(where, `several have the name "${key}"; use an id`)
  if (one) return one.id
  const near = nearest(
    key,
    hosts.map((host) => host.name),
  )
  const hint = near === undefined ? '' : `; did you mean "${near}"?`
  throw new DeclarationFault(where, `there is no computer and no device "${key}"${hint}`)
}
