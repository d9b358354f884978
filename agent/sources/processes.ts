/**
 * All processes, from one look at /proc/N/stat each. That look costs some 15 µs a process, so this
 * goes with the 5-minute beat and not with the fast one.
 */
import { processTop } from '../../contract/catalogue/families/process-top.ts'
import { processes } from '../../contract/catalogue/families/processes.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import type { Host } from '../host/host.ts'
import { pageSizeBytes } from './parts/page-size.ts'
import type { Source } from './source.ts'

export interface ProcessesOptions {
  /** Also the names of the programs that use most. */
  readonly top: boolean
}

const processesMax = 8192
/** USER_HZ, the same on every Linux that Node runs on. */
const ticksPerSecond = 100
const ranks = ['1', '2', '3', '4', '5'] as const
/** The kernel's own threads all descend from this process. */
const kernelParent = 2

interface Process {
  readonly id: number
  readonly name: string
  readonly state: string
  readonly parent: number
  readonly ticks: number
  readonly threads: number
  readonly started: number
  readonly pages: number
}
/** All processes of one name. */
interface Program {
  readonly name: string
  ticks: number
  pages: number
  count: number
}

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
      let before = new Map<number, Process>()
      let beforeMs = -1
      return ({ host, clock }) => {
        const now = readAll(host)
        const nowMs = clock.monotonic()
        const readings = [countStates(now)]
        if (top) {
          const ticks = beforeMs < 0 ? 0 : ((nowMs - beforeMs) / 1000) * ticksPerSecond * processors
          readings.push(...ranking(programsOf(now, before), ticks, pageSize))
        }
        before = now
        beforeMs = nowMs
        return readings
      }
    },
  }
}

function readAll(host: Host): Map<number, Process> {
  const found = new Map<number, Process>()
  for (const name of host.list('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const one = readProcess(host, Number(name))
    if (one) found.set(one.id, one)
    if (found.size >= processesMax) break
  }
  return found
}

/** "812 (name) S 1 812 …": the name may hold spaces and brackets, so the last bracket ends it. */
function readProcess(host: Host, id: number): Process | undefined {
  let text: string
  try {
    text = host.readTextNow(`/proc/${id}/stat`)
  } catch {
    // It ended since the folder was listed.
    return undefined
  }
  const open = text.indexOf('(')
  const close = text.lastIndexOf(')')
  if (open < 0 || close < open) return undefined
  const words = text.slice(close + 2).split(' ', 22)
  const number = (index: number): number => Number(words[index] ?? 0)
  return {
    id,
    // A program may call itself anything.
    name: text.slice(open + 1, close).replace(/\p{Cc}/gu, '?'),
    state: words[0] ?? '',
    parent: number(1),
    ticks: number(11) + number(12),
    threads: number(17),
    started: number(19),
    pages: number(21),
  }
}

function countStates(all: ReadonlyMap<number, Process>): Reading {
  const byState = new Map<string, number>()
  let threads = 0
  for (const { state, threads: own } of all.values()) {
    byState.set(state, (byState.get(state) ?? 0) + 1)
    threads += own
  }
  const count = (...states: readonly string[]): number =>
    states.reduce((sum, state) => sum + (byState.get(state) ?? 0), 0)
  return reading(
    processes,
    {},
    {
      total: all.size,
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

/** Work since the reading before; a process that began since then has done all of its work since. */
function programsOf(
  all: ReadonlyMap<number, Process>,
  before: ReadonlyMap<number, Process>,
): readonly Program[] {
  const programs = new Map<string, Program>()
  for (const one of all.values()) {
    if (one.id === kernelParent || one.parent === kernelParent) continue
    const earlier = before.get(one.id)
    const same = earlier?.started === one.started ? earlier : undefined
    const program = programs.get(one.name) ?? { name: one.name, ticks: 0, pages: 0, count: 0 }
    program.ticks += Math.max(0, one.ticks - (same?.ticks ?? 0))
    program.pages += one.pages
    program.count++
    programs.set(one.name, program)
  }
  return [...programs.values()]
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
