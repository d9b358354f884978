/** What the drawing of the network shows: a site's devices from its way out downwards. */
import { ParentGraph } from '../../../lib/parent-graph.ts'
import type { AlertRecord } from '../../model/alerts.ts'
import type { HostRecord, Presence } from '../../model/hosts.ts'
import type { HostParent } from '../../state/parents.ts'
import type { ConsoleUser } from '../../state/users.ts'
import type { ApiParts } from '../parts.ts'
import type { MapFold, MapNode, MapSite, MapView, SiteMap } from '../topology-views.ts'
import { visibleAlerts, visibleHosts } from '../visible.ts'
import { readTopology } from './read-topology.ts'

type Eyes = Pick<ConsoleUser, 'role' | 'departmentId'>
export interface MapQuery {
  readonly siteId: string | null
  readonly open: string | null
}

/** With more ends behind a device they are one box; those that are missing stand out of it. */
const endsDrawn = 10
const missingDrawn = 8
/** An opened device shows at most so many. */
const openDrawn = 300
const depthMax = 12
const countedHostsMax = 2000

const missing: ReadonlySet<Presence> = new Set([
  'unreachable',
  'power_lost',
  'site_down',
  'cut_off',
  'stale',
])
/** Worst first. */
const worst: readonly Presence[] = [
  'site_down',
  'unreachable',
  'power_lost',
  'cut_off',
  'stale',
  'never_seen',
  'off',
  'off_assumed',
  'asleep',
  'online',
]

export async function mapView(parts: ApiParts, user: Eyes, query: MapQuery): Promise<MapView> {
  const [hosts, alerts, sites, lines] = await Promise.all([
    visibleHosts(parts, user),
    visibleAlerts(parts, user),
    parts.office.sites(),
    parts.wanDesk.sites(),
  ])
  const lineOf = new Map(
    lines.map(({ siteId, quality, line }) => {
      return [siteId, { state: quality.state, provider: line.provider }] as const
    }),
  )
  const bySite = Map.groupBy(hosts, ({ siteId }) => siteId ?? '')
  const linked = new Set(parts.ways.links.flatMap(({ childId, parentId }) => [childId, parentId]))
  const places = bySite.has('') ? [...sites, { id: '', name: '' }] : sites
  const tiles = places.map(({ id, name }): MapSite => {
    const own = bySite.get(id) ?? []
    return {
      siteId: id,
      siteName: name,
      count: own.length,
      missing: own.filter(({ presence }) => missing.has(presence)).length,
      placed: own.filter((host) => linked.has(host.id)).length,
      line: lineOf.get(id) ?? null,
    }
  })
  const shown = tiles.filter(({ count }) => count > 0)
  const wanted = query.siteId ?? (shown.length === 1 ? shown[0]?.siteId : undefined)
  const site = tiles.find(({ siteId }) => siteId === wanted)
  // For it each computer's inventory is read: of very many that would be seconds for one number.
  const counts = user.role !== 'head' && hosts.length <= countedHostsMax
  const proposalCount = counts ? (await readTopology(parts)).proposals.length : 0
  const drawn = site && siteMap({ site, hosts, alerts, links: parts.ways.links, open: query.open })
  return { sites: shown, site: drawn ?? null, open: query.open, proposalCount }
}

interface SiteFacts {
  readonly site: MapSite
  readonly hosts: readonly HostRecord[]
  readonly alerts: readonly AlertRecord[]
  readonly links: readonly HostParent[]
  readonly open: string | null
}

function siteMap({ site, hosts, alerts, links, open }: SiteFacts): SiteMap {
  const own = new Map(
    hosts.filter(({ siteId }) => (siteId ?? '') === site.siteId).map((host) => [host.id, host]),
  )
  const inside = links.filter(({ childId, parentId }) => own.has(childId) && own.has(parentId))
  const drawing = new Drawing({ hosts: own, alerts, links: inside, open })
  const graph = new ParentGraph(inside)
  const tops = [...own.values()].filter(({ id }) => graph.parentsOf(id).length === 0)
  const heads = new Set(graph.heads())
  const isDrawn = ({ id, role }: HostRecord): boolean => heads.has(id) || role === 'network'
  const rest = tops.filter((host) => !isDrawn(host))
  return {
    siteId: site.siteId,
    siteName: site.siteName,
    line: site.line,
    tops: drawing.nodes(tops.filter(isDrawn)),
    unplaced: rest.length === 0 ? null : foldOf(rest),
  }
}

class Drawing {
  readonly #hosts: ReadonlyMap<string, HostRecord>
  readonly #alerts: ReadonlyMap<string | null, readonly AlertRecord[]>
  readonly #ofChild: ReadonlyMap<string, readonly HostParent[]>
  readonly #ofParent: ReadonlyMap<string, readonly HostParent[]>
  readonly #open: string | null
  readonly #drawn = new Set<string>()

  constructor({
    hosts,
    alerts,
    links,
    open,
  }: Omit<SiteFacts, 'site' | 'hosts'> & { readonly hosts: ReadonlyMap<string, HostRecord> }) {
    this.#hosts = hosts
    this.#alerts = Map.groupBy(alerts, ({ hostId }) => hostId)
    this.#ofChild = Map.groupBy(links, ({ childId }) => childId)
    this.#ofParent = Map.groupBy(links, ({ parentId }) => parentId)
    this.#open = open
  }
  /** Who hangs on several is drawn below the first, and names the others. */
  nodes(hosts: readonly HostRecord[], depth = 0, parentId?: string): readonly MapNode[] {
    const fresh = hosts.filter(({ id }) => !this.#drawn.has(id))
    for (const { id } of fresh) this.#drawn.add(id)
    return fresh.map((host) => this.#node(host, depth, parentId)).toSorted(byImportance)
  }
  #node(
    { id, name, role, presence }: HostRecord,
    depth: number,
    parentId: string | undefined,
  ): MapNode {
    const parents = this.#ofChild.get(id) ?? []
    const others = parents.flatMap((link) => {
      const host = link.parentId === parentId ? undefined : this.#hosts.get(link.parentId)
      return host ? [{ id: host.id, name: host.name }] : []
    })
    const port = parents.find((link) => link.parentId === parentId)?.port ?? null
    const behind = (this.#ofParent.get(id) ?? []).flatMap(({ childId }) => {
      const host = this.#hosts.get(childId)
      return host && !this.#drawn.has(childId) ? [host] : []
    })
    const ends = behind.filter((host) => !this.#ofParent.has(host.id) && host.role !== 'network')
    const devices = behind.filter((host) => !ends.includes(host))
    const { drawn, folded } = this.#fold(id, ends)
    for (const host of folded) this.#drawn.add(host.id)
    const children = depth < depthMax ? this.nodes([...devices, ...drawn], depth + 1, id) : []
    const alerts = this.#alerts.get(id)?.length ?? 0
    const rest = folded.length === 0 ? null : foldOf(folded)
    return { id, name, role, presence, alerts, port, others, children, folded: rest }
  }
  #fold(id: string, ends: readonly HostRecord[]) {
    if (ends.length <= endsDrawn) return { drawn: ends, folded: [] }
    const sorted = ends.toSorted(byState)
    const count =
      id === this.#open ? openDrawn : sorted.filter(isMissing).slice(0, missingDrawn).length
    return { drawn: sorted.slice(0, count), folded: sorted.slice(count) }
  }
}

function isMissing({ presence }: HostRecord): boolean {
  return missing.has(presence)
}

function byState(a: HostRecord, b: HostRecord): number {
  return worst.indexOf(a.presence) - worst.indexOf(b.presence) || (a.name < b.name ? -1 : 1)
}

const ports = new Intl.Collator('en', { numeric: true })
/** Devices with others behind them first, then along the ports. */
function byImportance(a: MapNode, b: MapNode): number {
  const weight = ({ children, folded, role }: MapNode): number =>
    children.length > 0 || folded ? 0 : role === 'network' ? 1 : 2
  return (
    weight(a) - weight(b) ||
    ports.compare(a.port ?? '~', b.port ?? '~') ||
    ports.compare(a.name, b.name)
  )
}

function foldOf(hosts: readonly HostRecord[]): MapFold {
  const byPresence = Map.groupBy(hosts, ({ presence }) => presence)
  const states = worst.flatMap((presence) => {
    const count = byPresence.get(presence)?.length ?? 0
    return count === 0 ? [] : [{ presence, count }]
  })
  return { count: hosts.length, states }
}
