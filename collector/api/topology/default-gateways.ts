/** Which device is the way out of a site, as its computers say: the last resort where no switch tells more. */
import type { Known } from './known.ts'
import type { SeenLink } from './switch-tree.ts'

export interface SiteGateway {
  readonly id: string
  readonly address: string
  /** Computers of the site that name it. */
  readonly hosts: number
}

/** By site; only gateways that are known devices. */
export function siteGateways(known: Known): ReadonlyMap<string, SiteGateway> {
  const counts = new Map<string, SiteGateway & { readonly siteId: string }>()
  for (const [hostId, addresses] of known.gateways) {
    const siteId = known.hosts.get(hostId)?.siteId
    if (siteId === undefined || siteId === null) continue
    for (const address of new Set(addresses)) {
      const id = known.at(siteId, address)
      if (id === undefined || id === hostId) continue
      const key = `${siteId} ${id}`
      const before = counts.get(key)?.hosts ?? 0
      counts.set(key, { siteId, id, address, hosts: before + 1 })
    }
  }
  const best = new Map<string, SiteGateway>()
  for (const one of counts.values())
    if (one.hosts > (best.get(one.siteId)?.hosts ?? 0)) best.set(one.siteId, one)
  return best
}

/** Of all hosts for which nothing nearer was seen. */
export function gatewayLinks(
  known: Known,
  gateways: ReadonlyMap<string, SiteGateway>,
  placed: ReadonlySet<string>,
  nowMs: number,
): readonly SeenLink[] {
  const isGateway = new Set([...gateways.values()].map(({ id }) => id))
  const links: SeenLink[] = []
  for (const { id: childId, siteId } of known.hosts.values()) {
    const site = gateways.get(siteId ?? '')
    if (site === undefined || placed.has(childId) || isGateway.has(childId)) continue
    const own = known.gateways.get(childId) ?? []
    const address = own.find((one) => known.at(siteId, one) !== undefined)
    const parentId = address === undefined ? site.id : (known.at(siteId, address) ?? site.id)
    if (parentId === childId) continue
    const link = { childId, parentId, source: 'gateway', port: null, atMs: nowMs } as const
    if (address !== undefined)
      links.push({ ...link, confidence: 'medium', evidence: [{ kind: 'gateway', address }] })
    // Of a computer that names no gateway of its own (switched off since) nothing is guessed.
    else if (!known.gateways.has(childId))
      links.push({
        ...link,
        confidence: 'low',
        evidence: [{ kind: 'site_gateway', address: site.address, hosts: site.hosts }],
      })
  }
  return links
}
