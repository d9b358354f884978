import { cpu } from '../../contract/catalogue/families/cpu.ts'
import { reading, type FieldsOf, type Reading } from '../../contract/catalogue/grammar.ts'
import { nextLine, scanNumbers, wordEnd } from '../../lib/scan.ts'
import { cpuAbout } from './cpu/about.ts'
import { cpuFromNode } from './cpu/from-node.ts'
import type { Source } from './source.ts'

export interface CpuOptions {
  /** A series for each core beside the total. */
  readonly perCore: boolean
}

/** Columns of a cpu line in /proc/stat, in ticks. */
const at = {
  user: 0,
  nice: 1,
  system: 2,
  idle: 3,
  iowait: 4,
  irq: 5,
  softirq: 6,
  steal: 7,
  guest: 8,
  guestNice: 9,
} as const
const columnCount = 10

interface Core {
  readonly tags: { readonly cpu: string }
  before: Float64Array
  now: Float64Array
  seen: boolean
}

export function cpuSource({ perCore }: CpuOptions): Source {
  return {
    name: 'cpu',
    beat: 'fast',
    timeoutMs: 1000,
    platforms: ['linux', 'win32', 'darwin'],
    about: cpuAbout,
    measurements: [cpu.name],
    start: ({ host: { platform } }) => {
      if (platform !== 'linux') return cpuFromNode(perCore)
      const cores = new Map<string, Core>()
      return ({ host }) => {
        const text = host.readTextNow('/proc/stat')
        const readings: Reading[] = []
        let line = 0
        while (line >= 0 && text.startsWith('cpu', line)) {
          const end = wordEnd(text, line)
          const found = readCore(coreNamed(cores, text.slice(line, end)), text, end)
          if (found) readings.push(found)
          line = perCore ? nextLine(text, line) : -1
        }
        return readings
      }
    },
  }
}

function coreNamed(cores: Map<string, Core>, word: string): Core {
  let core = cores.get(word)
  if (!core) {
    core = {
      tags: { cpu: word === 'cpu' ? 'cpu-total' : word },
      before: new Float64Array(columnCount),
      now: new Float64Array(columnCount),
      seen: false,
    }
    cores.set(word, core)
  }
  return core
}

/** Undefined for the first line of a core, and for one after its counters stood still. */
function readCore(core: Core, text: string, position: number): Reading | undefined {
  const before = core.now
  core.now = core.before
  core.before = before
  core.now.fill(0)
  scanNumbers(text, position, core.now)
  const seen = core.seen
  core.seen = true
  return seen ? sharesOf(core) : undefined
}

function sharesOf({ tags, before, now }: Core): Reading | undefined {
  // Guest time is part of user time already. Idle and iowait may fall a little: the kernel rounds.
  let total = 0
  for (let column = 0; column <= at.steal; column++) {
    total += Math.max(0, (now[column] ?? 0) - (before[column] ?? 0))
  }
  if (total <= 0) return undefined
  const share = (column: number): number => {
    const ticks = (now[column] ?? 0) - (before[column] ?? 0)
    return Math.min(100, Math.max(0, (100 * ticks) / total))
  }
  const idle = share(at.idle)
  const fields: FieldsOf<typeof cpu> = {
    usage_active: 100 - idle,
    usage_user: Math.max(0, share(at.user) - share(at.guest)),
    usage_system: share(at.system),
    usage_nice: Math.max(0, share(at.nice) - share(at.guestNice)),
    usage_iowait: share(at.iowait),
    usage_irq: share(at.irq),
    usage_softirq: share(at.softirq),
    usage_steal: share(at.steal),
    usage_guest: share(at.guest),
    usage_guest_nice: share(at.guestNice),
    usage_idle: idle,
  }
  return reading(cpu, tags, fields)
}
