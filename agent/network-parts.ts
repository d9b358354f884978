import type { AgentConfig } from '../config/agent-defaults.ts'
import type { Reading } from '../contract/catalogue/grammar.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { PrivateFiles } from '../lib/private-folder.ts'
import type { Host } from './host/host.ts'

/** What watching the network stands on. */
export interface NetworkParts {
  readonly config: AgentConfig
  readonly host: Host
  readonly clock: Clock
  readonly log: Log
  readonly files: PrivateFiles
  readonly random: () => number
  /** Folder of the office's own device profiles. */
  readonly profiles?: string | undefined
  readonly append: (timeMs: number, readings: readonly Reading[]) => void
  /** Signs with this agent's key: what only this agent can make again. */
  readonly sign: (bytes: Uint8Array) => Uint8Array
}

/** Name of the file in the agent's home that keeps the last order. */
export const orderFile = 'network.order'
