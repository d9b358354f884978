/** Discovery, joined to the office, the pollers and the collector's own series. */
import { officeCalendar } from '../config/calendar.ts'
import type { CollectorOptions } from './collector-parts.ts'
import { DiscoveryDesk } from './network/discovery-desk.ts'
import type { NetworkDesk } from './network/network-desk.ts'
import type { OfficeWatch } from './office-watch.ts'
import type { OwnSeries } from './own-series.ts'
import type { Repositories } from './repositories.ts'
import { knownHosts, readKnownBy } from './state/known-devices.ts'

export function openDiscovery(
  { clock, log }: Pick<CollectorOptions, 'clock' | 'log'>,
  parts: {
    readonly repositories: Pick<Repositories, 'discovery' | 'network'>
    readonly watch: OfficeWatch
    readonly networkDesk: NetworkDesk
    readonly own: OwnSeries
  },
): DiscoveryDesk {
  const { repositories, watch, networkDesk, own } = parts
  const { discovery, network } = repositories
  const siteOf = (hostId: string): string | null => watch.siteOf(hostId)
  return new DiscoveryDesk({
    discovery,
    pollerOfSite: (siteId) => networkDesk.state.sites.get(siteId),
    siteName: (siteId) => watch.sites.find(({ id }) => id === siteId)?.name ?? '',
    hostName: (hostId) => watch.host(hostId)?.name ?? hostId,
    speaks: (pollerHostId, deviceId) => networkDesk.speaks(pollerHostId, deviceId),
    isKnown: async (found) =>
      new Set(knownHosts(found, await readKnownBy({ discovery, network, siteOf })).keys()),
    isOpen: (atMs) => officeCalendar(watch.calendar).isOpen(atMs),
    add: (hostId, one, atMs) => own.add(hostId, one, atMs),
    clock,
    log,
  })
}
