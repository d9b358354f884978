/** What the desk found as readings beside the agents' own. */
import { serviceReach } from '../../contract/catalogue/families/service-reach.ts'
import { wan } from '../../contract/catalogue/families/wan.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { WanService, WanSite } from '../state/wan-nouns.ts'

export function siteReading(
  site: string,
  { line, quality, data, outages }: WanSite,
  nowMs: number,
): Reading {
  const { latencyMs, latencyMedianMs, lossPercent, lossMedianPercent } = quality
  const away = outages.reduce((sum, { workingMs, otherMs }) => sum + workingMs + otherMs, 0)
  const slower = known(latencyMs, latencyMedianMs, (now, usual) => Math.max(0, now - usual))
  return reading(
    wan,
    { site },
    {
      state: quality.state,
      down_since: seconds(quality.downSinceMs),
      down_month: Math.round(away / 1000),
      latency_ms: latencyMs,
      latency_median_ms: latencyMedianMs,
      latency_extra_ms: slower,
      // Under a millisecond the factor would be the clock's noise.
      latency_factor: known(latencyMs, latencyMedianMs, (now, usual) => now / Math.max(1, usual)),
      loss_percent: lossPercent,
      loss_median_percent: lossMedianPercent,
      loss_extra_percent: known(lossPercent, lossMedianPercent, (now, usual) =>
        Math.max(0, now - usual),
      ),
      used: data.usedBytes,
      bundle: line.bundleBytes,
      bundle_state: data.bundle,
      bundle_ends: seconds(data.endsMs),
      bundle_renews: seconds(Math.min(data.periodMs.toMs, nowMs + 366 * 86_400_000)),
      provider: line.provider || null,
      contract: line.contract || null,
      phone: line.phone || null,
    },
  )
}

export function serviceReading(
  { name, verdict, sinceMs, sites }: WanService,
  siteNames: ReadonlyMap<string, string>,
  hosts: ReadonlyMap<string, HostRecord>,
): Reading {
  const named = (state: string): string =>
    sites
      .filter((one) => one.state === state)
      .map(({ siteId, hostId }) => siteNames.get(siteId ?? '') ?? hosts.get(hostId)?.name ?? hostId)
      .toSorted()
      .join(', ')
      .slice(0, namesMax)
  const count = (...states: readonly string[]): number =>
    sites.filter(({ state }) => states.includes(state)).length
  return reading(
    serviceReach,
    { service: name },
    {
      verdict,
      since: seconds(sinceMs),
      asked: count('good', 'failing'),
      failing: count('failing'),
      failing_sites: named('failing'),
      good_sites: named('good'),
    },
  )
}
const namesMax = 200

function known(
  now: number | null,
  usual: number | null,
  work: (now: number, usual: number) => number,
): number | null {
  return now === null || usual === null ? null : work(now, usual)
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.floor(ms / 1000)
}
