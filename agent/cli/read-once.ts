/** Reads every source once, for `once` and `doctor`: nothing is kept and nothing sent. */
import type { AgentConfig } from '../../config/agent-defaults.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import type { Inventory } from '../../contract/catalogue/inventory.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import { Unknown, type Host } from '../host/host.ts'
import { SourceRunner, type SourceStatus } from '../source-runner.ts'
import type { AgentStatistics } from '../sources/agent.ts'
import type { RunReports } from '../sources/backup/runs.ts'
import { createSources } from '../sources/sources.ts'

export interface ReadOnce {
  readonly readings: readonly Reading[]
  readonly statuses: readonly SourceStatus[]
  readonly inventory: Inventory | undefined
  /** Why PowerShell told nothing at all. */
  readonly windowsQuery?: Unknown | undefined
}

/** A rate needs two readings; the first one is thrown away. What is slow is read once. */
const betweenMs = 1000
const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

/** Reads the one source, or all. Undefined when there is no source of that name. */
export async function readOnce(
  host: Host,
  clock: Clock,
  config: AgentConfig,
  only?: string,
  backupRuns?: RunReports,
): Promise<ReadOnce | undefined> {
  let inventory: Inventory | undefined
  const sources = createSources(config.sources, {
    statistics: ownStatistics,
    deliverInventory: (read) => (inventory = read),
    backupRuns,
  }).filter(({ name, platforms }) => platforms.includes(host.platform) && (!only || name === only))
  if (sources.length === 0) return undefined
  const runners = sources.map((source) => new SourceRunner(source, host, clock, silent))
  const readings: Reading[] = []
  // One PowerShell for all sources; each of them tells for itself what became of it.
  const windowsQuery = host.platform === 'win32' ? await asked(host, only) : undefined
  for (const runner of runners) {
    const first = await runner.run()
    if (!isQuick(runner)) readings.push(...first)
  }
  const fast = runners.filter(isQuick)
  if (fast.length > 0) await clock.sleep(betweenMs)
  for (const runner of fast) readings.push(...(await runner.run()))
  return { readings, statuses: runners.map(({ status }) => status), inventory, windowsQuery }
}

async function asked(host: Host, only: string | undefined): Promise<Unknown | undefined> {
  try {
    await host.windows(only ? 'slow' : 'daily')
    return undefined
  } catch (error) {
    return error instanceof Unknown ? error : undefined
  }
}

/** What starts programs is read once. */
function isQuick({ source }: SourceRunner): boolean {
  return source.beat === 'fast' || source.beat === 'disk'
}

/** This is no running agent: it has a size, and nothing that waits. */
function ownStatistics(): AgentStatistics {
  const { user, system } = process.cpuUsage()
  return {
    rssBytes: process.memoryUsage.rss(),
    cpuSeconds: (user + system) / 1e6,
    uptimeSeconds: process.uptime(),
    spoolRows: 0,
    spoolBytes: 0,
    spoolOldestMs: undefined,
    droppedRows: 0,
    reconnects: 0,
    refusedFrames: 0,
  }
}
