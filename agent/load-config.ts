import { agentDefaults, type AgentConfig } from '../config/agent-defaults.ts'
import { NotPresent, type Host } from './host/host.ts'

/**
 * The settings in the file, or the defaults where there is none. The checking library is loaded
 * only for a file. Rejects with ConfigError, which names line and nearest right word.
 */
export async function loadAgentConfig(host: Host, file: string): Promise<AgentConfig> {
  let text: string
  try {
    text = await host.readText(file)
  } catch (error) {
    if (error instanceof NotPresent) return agentDefaults
    throw error
  }
  const { parseAgentConfig } = await import('./config-file.ts')
  return parseAgentConfig(file, text)
}
