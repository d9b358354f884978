import type { Link } from './link/link.ts'
import type { SourceStatus } from './source-runner.ts'
import type { AgentStatistics } from './sources/agent.ts'
import type { Spool, SpoolStats } from './spool/spool.ts'
import type { AgentState } from './state-file.ts'

const reasonMax = 1024

/** Rows that were lost, for whatever reason. */
function droppedRows(counters: Readonly<Record<string, number>>): number {
  const names = ['rowsOverBytes', 'rowsOverAge', 'rowsOverMemory', 'rowsDamaged'] as const
  return names.reduce((sum, name) => sum + (counters[name] ?? 0), 0)
}

/** What `mlinzi agent status` tells of the spool. */
export function spoolState({
  backlogRows,
  bytes,
  counters,
  fault,
}: SpoolStats): Pick<AgentState, 'backlogRows' | 'spoolBytes' | 'droppedRows' | 'spoolFault'> {
  const spoolFault = fault ?? null
  return { backlogRows, spoolBytes: bytes, droppedRows: droppedRows({ ...counters }), spoolFault }
}

/** What it tells of the sources. */
export function sourceStates(statuses: readonly SourceStatus[]): AgentState['sources'] {
  return statuses.map(({ name, state, reason, lastDurationMs }) => ({
    name,
    state: state ?? 'not read yet',
    reason: reason?.slice(0, reasonMax) ?? null,
    tookMs: lastDurationMs,
  }))
}

/** What it tells of itself; programs that it ran are not counted by the system. */
export function ownCost(): Pick<AgentState, 'cpuSeconds'> {
  const { user, system } = process.cpuUsage()
  return { cpuSeconds: (user + system) / 1e6 }
}

/** What the agent reports about itself. */
export function statisticsOf(spool: Spool, link: Link, uptimeMs: number): AgentStatistics {
  const { backlogRows, bytes, counters } = spool.stats()
  const { user, system } = process.cpuUsage()
  const { sessions, framesRefused } = link.stats()
  return {
    rssBytes: process.memoryUsage.rss(),
    cpuSeconds: (user + system) / 1e6,
    uptimeSeconds: uptimeMs / 1000,
    spoolRows: backlogRows,
    spoolBytes: bytes,
    spoolOldestMs: spool.oldestMs(),
    droppedRows: droppedRows({ ...counters }),
    reconnects: Math.max(0, sessions - 1),
    refusedFrames: framesRefused,
  }
}
