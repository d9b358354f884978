import { randomBytes } from 'node:crypto'
import type { AgentConfig } from '../config/agent-defaults.ts'
import { settingsVersion } from '../contract/wire/settings.ts'
import type { Host } from './host/host.ts'
import type { Identity } from './identity.ts'
import type { HelloFacts } from './link/link.ts'
import { readMachineFacts, type FirmwareIds } from './machine-facts.ts'
import { localNetworkOf } from './network-part.ts'

export interface HelloParts {
  readonly host: Host
  readonly version: string
  readonly config: AgentConfig
  readonly identity: Identity
  readonly firmware: FirmwareIds
  /** Names of the sources. */
  readonly checks: readonly string[]
}

/** How this agent introduces itself: read anew at each connection, for computers are rebuilt. */
export function createHello({
  host,
  version,
  config,
  identity,
  firmware,
  checks,
}: HelloParts): () => HelloFacts {
  const instance = randomBytes(8).toString('hex')
  return () => ({
    agentId: identity.agentId,
    version,
    hostname: host.facts().hostname,
    platform: host.platform,
    checks: [...checks],
    configVersion: settingsVersion,
    facts: readMachineFacts(host, firmware),
    instance,
    local: {
      sampleSecondsMin: config.sampleSecondsMin,
      off: [...config.sources.off],
      neighbours: mayLookAround(host, config),
      network: localNetworkOf(config),
    },
  })
}

/** Elsewhere the tables that tell a silent machine from none cannot be read. */
export function mayLookAround(host: Host, config: AgentConfig): boolean {
  return config.neighbours && host.platform === 'linux'
}
