/** The gateway, joined to the stages behind it. */
import type { RequestListener } from 'node:http'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { PresenceStage } from './fleet/presence-stage.ts'
import type { Authority } from './gateway/authority.ts'
import { createGateway, type Gateway } from './gateway/gateway.ts'
import { siteOfAddress } from './gateway/site-of-address.ts'
import type { Ingest } from './ingest/ingest.ts'
import type { DiscoveryDesk } from './network/discovery-desk.ts'
import type { NetworkDesk } from './network/network-desk.ts'
import type { LinkDesk } from './link-desk.ts'
import type { OfficeWatch } from './office-watch.ts'
import type { Repositories } from './repositories.ts'

export interface FrontDoorParts {
  readonly authority: Authority
  readonly repositories: Repositories
  readonly watch: OfficeWatch
  readonly ingest: Ingest
  readonly presence: PresenceStage
  readonly links: LinkDesk
  readonly networkDesk: NetworkDesk
  readonly discoveryDesk: DiscoveryDesk
  readonly addresses: () => readonly string[]
  readonly clock: Clock
  readonly log: Log
}

export function openGateway(parts: FrontDoorParts, requestListener: RequestListener): Gateway {
  const { authority, repositories, watch, ingest, presence, addresses, links, clock, log } = parts
  const { networkDesk, discoveryDesk } = parts
  return createGateway({
    tls: authority.tls,
    requestListener,
    keys: repositories.keys,
    keyWatch: repositories.keyWatch,
    ingest: {
      // A host that has just enrolled is not known to the watch yet.
      open: async (peer, arrivalMs) => {
        if (!watch.host(peer.hostId)) await watch.learn(peer.hostId)
        return ingest.open(peer, arrivalMs)
      },
    },
    clock,
    log,
    onSession: (event) => presence.session(event),
    profileOf: async (siteId) => watch.profileOfSite(siteId),
    settingsOf: (peer) => links.settingsOf(peer),
    onPeer: (peer, live) => {
      links.peer(peer, live)
      networkDesk.peer(peer, live)
      discoveryDesk.peer(peer, live)
    },
    onNetworkReport: (peer, report) => networkDesk.received(peer, report),
    onDiscoveryReport: (peer, report) => discoveryDesk.received(peer, report),
    onHeartbeat: (peer, message) => links.received(peer, message),
    collectors: addresses,
    siteOf: async (address) => siteOfAddress(watch.sites, address),
  })
}
