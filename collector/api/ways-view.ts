/** What stands in front of a host and behind it, for its page. */
import { ParentGraph } from '../../lib/parent-graph.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { WaysView } from './incident-views.ts'
import type { ApiParts } from './parts.ts'

const candidatesMax = 400

/** Hosts of the same site, and whoever is behind it already. */
export async function waysView(parts: ApiParts, host: HostRecord): Promise<WaysView> {
  const hosts = await parts.hosts.all()
  const names = new Map(hosts.map(({ id, name }) => [id, name]))
  const graph = new ParentGraph(parts.ways.links)
  const own = parts.ways.links.filter(({ parentId }) => parentId === host.id)
  const behind = new Set(own.map(({ childId }) => childId))
  const candidates = hosts
    .filter(({ id, siteId }) => id !== host.id && (behind.has(id) || siteId === host.siteId))
    .map(({ id, name }) => {
      const above = graph.closesRing({ childId: id, parentId: host.id })
      return { id, name, behind: behind.has(id), above }
    })
    .toSorted((a, b) => Number(b.behind) - Number(a.behind) || a.name.localeCompare(b.name))
  return {
    above: graph.parentsOf(host.id).map((id) => ({ id, name: names.get(id) ?? id })),
    candidates: candidates.slice(0, candidatesMax),
    candidateCount: candidates.length,
    behindCount: behind.size,
  }
}
