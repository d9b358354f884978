/** All processes of a Linux machine, from one look at /proc/N/stat each. */
import type { Host } from '../../host/host.ts'

export interface Process {
  readonly name: string
  /** The kernel's letter. */
  readonly state: string
  readonly parent: number
  /** Hundredths of a second of work since its start. */
  readonly ticks: number
  /** The same since the table was read before; all of it for a process that is new. */
  readonly recentTicks: number
  readonly threads: number
  readonly started: string
  readonly pages: number
}

const processesMax = 8192
/** Words after the name, of which these are wanted. */
const at = {
  state: 0,
  parent: 1,
  user: 11,
  system: 12,
  threads: 17,
  started: 19,
  pages: 21,
} as const
const wordsMax = 22
const controls = /\p{Cc}/gu
const zero = 48
const nine = 57

export class ProcessTable {
  #processes = new Map<string, Process>()

  /** Reads all anew; by number. */
  read(host: Host): ReadonlyMap<string, Process> {
    const before = this.#processes
    const now = new Map<string, Process>()
    for (const id of host.list('/proc')) {
      const first = id.charCodeAt(0)
      if (!(first >= zero && first <= nine)) continue
      const one = readProcess(host, id, before.get(id))
      if (one) now.set(id, one)
      if (now.size >= processesMax) break
    }
    this.#processes = now
    return now
  }
}

/** "812 (name) S 1 812 …": the name may hold spaces and brackets, so the last bracket ends it. */
function readProcess(host: Host, id: string, before: Process | undefined): Process | undefined {
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
  const words = text.slice(close + 2).split(' ', wordsMax)
  const started = words[at.started] ?? ''
  const ticks = Number(words[at.user]) + Number(words[at.system])
  const earlier = before?.started === started ? before.ticks : 0
  return {
    // A program may call itself anything.
    name: text.slice(open + 1, close).replace(controls, '?'),
    state: words[at.state] ?? '',
    parent: Number(words[at.parent]),
    ticks,
    recentTicks: Math.max(0, ticks - earlier),
    threads: Number(words[at.threads]),
    started,
    pages: Number(words[at.pages]),
  }
}
