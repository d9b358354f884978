/**
 * How many processes there are, and which programs use most. A look at each process costs some
 * 10 µs, so this goes with the 5-minute beat and not with the fast one.
 */
import { processTop } from '../../contract/catalogue/families/process-top.ts'
import { processes } from '../../contract/catalogue/families/processes.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import { pageSizeBytes } from './parts/page-size.ts'
import { ProcessTable, type ProcessCounts, type Program } from './parts/process-table.ts'
import type { Source } from './source.ts'

export interface ProcessesOptions {
  /** Also the names of the programs that use most. */
  readonly top: boolean
}

/** USER_HZ, the same on every Linux that Node runs on. */
const ticksPerSecond = 100
const ranks = ['1', '2', '3', '4', '5'] as const
export function processesSource({ top }: ProcessesOptions): Source {
  return {
    name: 'processes',
    beat: 'disk',
    timeoutMs: 10_000,
    platforms: ['linux'],
    measurements: top ? [processes.name, processTop.name] : [processes.name],
    start: ({ host }) => {
      const pageSize = pageSizeBytes(host)
      const processors = host.facts().logicalProcessors
      const table = new ProcessTable()
      let beforeMs = -1
      return ({ host, clock }) => {
        const now = table.read(host)
        const nowMs = clock.monotonic()
        const readings = [countStates(now)]
        if (top) {
          const ticks = beforeMs < 0 ? 0 : ((nowMs - beforeMs) / 1000) * ticksPerSecond * processors
          readings.push(...ranking([...now.programs], ticks, pageSize))
        }
        beforeMs = nowMs
        return readings
      }
    },
  }
}

function countStates({ total, threads, byState }: ProcessCounts): Reading {
  const count = (...states: readonly string[]): number =>
    states.reduce((sum, state) => sum + (byState.get(state) ?? 0), 0)
  return reading(
    processes,
    {},
    {
      total,
      running: count('R'),
      sleeping: count('S'),
      idle: count('I'),
      blocked: count('D', 'U', 'L'),
      stopped: count('T', 't'),
      zombies: count('Z'),
      dead: count('X', 'x'),
      total_threads: threads,
    },
  )
}

/** `ticks`: what all processors together had since the reading before; 0 at the first reading. */
function ranking(programs: readonly Program[], ticks: number, pageSize: number): Reading[] {
  const readings: Reading[] = []
  const row = (by: 'cpu' | 'memory', index: number, program: Program): void => {
    const rank = ranks[index]
    if (!rank) return
    readings.push(
      reading(
        processTop,
        { by, rank },
        {
          name: program.name,
          // The kernel counts in hundredths of a second, which over a short time can come to more.
          cpu: ticks > 0 ? Math.min(100, (100 * program.ticks) / ticks) : null,
          memory: program.pages * pageSize,
          count: program.count,
        },
      ),
    )
  }
  const byMemory = programs.toSorted((a, b) => b.pages - a.pages)
  byMemory.slice(0, ranks.length).forEach((program, index) => row('memory', index, program))
  if (ticks <= 0) return readings
  const byCpu = programs.toSorted((a, b) => b.ticks - a.ticks)
  byCpu.slice(0, ranks.length).forEach((program, index) => row('cpu', index, program))
  return readings
}
