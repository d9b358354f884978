/** The settings file with the libraries that check it; a bundle of its own, for most have none. */
import type { AgentConfig } from '../config/agent-defaults.ts'
import { agentSchema } from '../config/agent-schema.ts'
import { parseConfig } from '../config/load.ts'

/** Throws ConfigError, which names line and nearest right word. */
export function parseAgentConfig(file: string, text: string): AgentConfig {
  return parseConfig(file, text, agentSchema)
}
export { readProfileFolder } from '../config/profiles.ts'
