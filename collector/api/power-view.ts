/** The register of power cuts, one fiscal quarter at a time. */
import { fiscalQuarter } from '../../config/fiscal.ts'
import { zoneReader } from '../../config/office-time.ts'
import type { PowerItem, PowerView } from './incident-views.ts'
import type { ApiParts } from './parts.ts'
import type { Visit } from './visit.ts'

/** @param askedMs an instant within the quarter asked for; undefined: the present one. */
export async function powerView(
  parts: ApiParts,
  visit: Visit,
  askedMs: number | undefined,
): Promise<PowerView> {
  const { nowMs, zone } = visit.frame
  const local = zoneReader(zone)
  const quarter = fiscalQuarter(local, Math.min(askedMs ?? nowMs, nowMs))
  const found = await parts.power.cuts(quarter.fromMs, quarter.toMs)
  const sites = new Map((await parts.office.sites()).map(({ id, name }) => [id, name]))
  const hosts = new Map((await parts.hosts.all()).map(({ id, name }) => [id, name]))
  const counts = new Map<string, number>()
  const cuts = found.map(({ siteId, fromMs, toMs, hostIds }): PowerItem => {
    const number = (counts.get(siteId) ?? 0) + 1
    counts.set(siteId, number)
    const names = hostIds.map((id) => hosts.get(id) ?? id).toSorted()
    return { siteId, site: sites.get(siteId) ?? siteId, fromMs, toMs, hosts: names, number }
  })
  const bySite = [...Map.groupBy(cuts, ({ site }) => site)].map(([site, ofSite]) => {
    const seconds = ofSite.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs) / 1000, 0)
    return { site, count: ofSite.length, seconds }
  })
  return {
    startYear: quarter.startYear,
    quarter: quarter.quarter,
    cuts: cuts.toReversed(),
    sites: bySite.toSorted((a, b) => b.seconds - a.seconds),
    beforeMs: quarter.fromMs - 1,
    afterMs: quarter.toMs <= nowMs ? quarter.toMs : null,
  }
}
