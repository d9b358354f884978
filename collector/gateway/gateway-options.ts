import type { RequestListener } from 'node:http'
import type { Heartbeat, ProfileSettings } from '../../contract/wire/messages.ts'
import type { DiscoveryReport } from '../../contract/wire/discovery.ts'
import type { NetworkReport } from '../../contract/wire/network.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { AgentPeer, IngestStage, SessionEvent } from '../model/sessions.ts'
import type { AgentKeysRepository } from '../state/agent-keys.ts'
import type { KeyWatch } from '../state/key-watch.ts'
import type { GatewayLimits } from './gateway-limits.ts'
import type { TlsFiles } from './listener.ts'
import type { SettingsOf } from './settings-push.ts'

export interface GatewayOptions {
  readonly tls: TlsFiles
  /** The console's and API's requests (fastify's `routing`). */
  readonly requestListener: RequestListener
  readonly keys: AgentKeysRepository
  readonly keyWatch: KeyWatch
  readonly ingest: IngestStage
  readonly clock: Clock
  readonly log: Log
  readonly onSession: (event: SessionEvent) => void
  readonly profileOf: (siteId: string | null) => Promise<ProfileSettings>
  /** What a live agent is to do; asked at its welcome and at each `refresh`. */
  readonly settingsOf?: SettingsOf
  /** The agent that speaks for its site did so. */
  readonly onHeartbeat?: (peer: AgentPeer, message: Heartbeat) => void
  /** A poller says what it makes of its order. */
  readonly onNetworkReport?: (peer: AgentPeer, report: NetworkReport) => void
  /** A poller says what it found in a subnet. */
  readonly onDiscoveryReport?: (peer: AgentPeer, report: DiscoveryReport) => void
  /** A session begins or has ended. */
  readonly onPeer?: (peer: AgentPeer, live: boolean) => void
  /** Addresses that agents remember, `host:port`; at most 16. */
  readonly collectors: () => readonly string[]
  /** The site whose subnets hold the address; null when none does. */
  readonly siteOf: (address: string) => Promise<string | null>
  readonly limits?: Partial<GatewayLimits>
}
