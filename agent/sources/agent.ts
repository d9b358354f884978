import { agent } from '../../contract/catalogue/families/agent.ts'
import { reading } from '../../contract/catalogue/grammar.ts'
import type { Source } from './source.ts'

/** What the agent knows about itself; the composition root gathers it. */
export interface AgentStatistics {
  readonly rssBytes: number
  readonly cpuSeconds: number
  readonly uptimeSeconds: number
  readonly spoolRows: number
  readonly spoolBytes: number
  /** Wall time of the oldest waiting row; undefined: not known. */
  readonly spoolOldestMs: number | undefined
  readonly droppedRows: number
  readonly reconnects: number
  readonly refusedFrames: number
}

const tags = {}

export function agentSource(statistics: () => AgentStatistics): Source {
  return {
    name: 'agent',
    beat: 'disk',
    timeoutMs: 1000,
    platforms: ['linux', 'win32', 'darwin'],
    measurements: [agent.name],
    start:
      () =>
      ({ clock }) => {
        const now = statistics()
        return [
          reading(agent, tags, {
            rss: now.rssBytes,
            cpu_time: now.cpuSeconds,
            uptime: Math.round(now.uptimeSeconds),
            spool_rows: now.spoolRows,
            spool_bytes: now.spoolBytes,
            spool_oldest: now.spoolRows === 0 ? 0 : ageSeconds(now.spoolOldestMs, clock.now()),
            dropped_rows: now.droppedRows,
            reconnects: now.reconnects,
            refused_frames: now.refusedFrames,
          }),
        ]
      },
  }
}

function ageSeconds(timeMs: number | undefined, nowMs: number): number | null {
  return timeMs === undefined ? null : Math.max(0, Math.round((nowMs - timeMs) / 1000))
}
