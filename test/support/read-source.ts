import type { Host } from '../../agent/host/host.ts'
import type { AgentStatistics } from '../../agent/sources/agent.ts'
import { createSources, type SourceSettings } from '../../agent/sources/sources.ts'
import type { Source } from '../../agent/sources/source.ts'
import { agentDefaults } from '../../config/agent-defaults.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import type { Inventory } from '../../contract/catalogue/inventory.ts'
import type { Clock } from '../../lib/clock.ts'

export const someStatistics: AgentStatistics = {
  rssBytes: 50_000_000,
  cpuSeconds: 1.5,
  uptimeSeconds: 600,
  spoolRows: 10,
  spoolBytes: 4096,
  spoolOldestMs: undefined,
  droppedRows: 0,
  reconnects: 0,
  refusedFrames: 0,
}

export function sourcesWith(
  settings: Partial<SourceSettings> = {},
  deliverInventory: (inventory: Inventory) => void = () => undefined,
): readonly Source[] {
  return createSources(
    { ...agentDefaults.sources, ...settings },
    { statistics: () => someStatistics, deliverInventory },
  )
}

export function sourceNamed(name: string, settings: Partial<SourceSettings> = {}): Source {
  const source = sourcesWith(settings).find((one) => one.name === name)
  if (!source) throw new Error(`There is no source ${name}`)
  return source
}

/** The function that reads the source again and again on that machine. */
export function reader(
  source: Source,
  host: Host,
  clock: Clock,
): () => Promise<readonly Reading[]> {
  const read = source.start({ host, clock })
  const { signal } = new AbortController()
  return async () => await read({ host, clock, signal })
}
