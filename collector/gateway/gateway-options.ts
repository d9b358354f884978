import type { RequestListener } from 'node:http'
import type { ProfileSettings } from '../../contract/wire/messages.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { IngestStage, SessionEvent } from '../model.ts'
import type { AgentKeysRepository } from '../state/agent-keys.ts'
import type { KeyWatch } from '../state/key-watch.ts'
import type { GatewayLimits } from './gateway-limits.ts'
import type { TlsFiles } from './listener.ts'

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
  /** Addresses that agents remember, `host:port`; at most 16. */
  readonly collectors: () => readonly string[]
  /** The site whose subnets hold the address; null when none does. */
  readonly siteOf: (address: string) => Promise<string | null>
  readonly limits?: Partial<GatewayLimits>
}
