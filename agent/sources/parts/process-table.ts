/**
 * All processes of a Linux machine, from one look at /proc/N/stat each. Nearly all of them sleep
 * from one look to the next and their line is the same as before, to the letter: then nothing is
 * parsed and nothing counted anew, which is what makes a look at every beat affordable.
 */
import type { Host } from '../../host/host.ts'

/** All processes of one name; the kernel's own threads are no programs. */
export interface Program {
  readonly name: string
  /** Hundredths of a second of work since the table was read before; all of it for new processes. */
  ticks: number
  pages: number
  count: number
}

/** What is true now; each of these changes with the next reading. */
export interface ProcessCounts {
  readonly total: number
  readonly threads: number
  /** How many are in a state, by the kernel's letter; 0 or nothing where there are none. */
  readonly byState: ReadonlyMap<string, number>
  readonly programs: Iterable<Program>
}

interface Process {
  readonly path: string
  /** The line that the rest was read from. */
  text: string
  /** In which reading it was last there. */
  round: number
  state: string
  threads: number
  ticks: number
  pages: number
  started: string
  program: Program | undefined
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
/** The kernel's own threads all descend from this process. */
const kernelParent = '2'

export class ProcessTable {
  readonly #processes = new Map<string, Process>()
  readonly #byState = new Map<string, number>()
  readonly #programs = new Map<string, Program>()
  /** Programs with work in this reading. */
  readonly #worked = new Set<Program>()
  #threads = 0
  #round = 0

  read(host: Host): ProcessCounts {
    const round = ++this.#round
    for (const program of this.#worked) program.ticks = 0
    this.#worked.clear()
    let seen = 0
    for (const id of host.list('/proc')) {
      const first = id.charCodeAt(0)
      if (!(first >= zero && first <= nine)) continue
      if (this.#look(host, id, round) && ++seen === processesMax) break
    }
    if (seen !== this.#processes.size) this.#forgetOlder(round)
    return {
      total: this.#processes.size,
      threads: this.#threads,
      byState: this.#byState,
      programs: this.#programs.values(),
    }
  }

  /** False: it has ended since the folder was listed. */
  #look(host: Host, id: string, round: number): boolean {
    const known = this.#processes.get(id)
    let text: string
    try {
      text = host.readTextNow(known === undefined ? `/proc/${id}/stat` : known.path)
    } catch {
      return false
    }
    if (known === undefined) return this.#change(id, fresh(id), text, round)
    if (text !== known.text) return this.#change(id, known, text, round)
    known.round = round
    return true
  }

  /** "812 (name) S 1 812 …": the name may hold spaces and brackets, so the last bracket ends it. */
  #change(id: string, one: Process, text: string, round: number): boolean {
    const open = text.indexOf('(')
    const close = text.lastIndexOf(')')
    if (open < 0 || close < open) return false
    const words = text.slice(close + 2).split(' ', wordsMax)
    const started = words[at.started] ?? ''
    const ticks = Number(words[at.user]) + Number(words[at.system])
    const recent = Math.max(0, ticks - (one.started === started ? one.ticks : 0))
    this.#subtract(one)
    one.text = text
    one.round = round
    one.state = words[at.state] ?? ''
    one.threads = Number(words[at.threads])
    one.ticks = ticks
    one.pages = Number(words[at.pages])
    one.started = started
    const ofKernel = words[at.parent] === kernelParent || id === kernelParent
    // A program may call itself anything.
    const name = text.slice(open + 1, close).replace(controls, '?')
    one.program = ofKernel ? undefined : this.#programOf(name)
    this.#add(one, recent)
    this.#processes.set(id, one)
    return true
  }

  #programOf(name: string): Program {
    let program = this.#programs.get(name)
    if (program === undefined) {
      program = { name, ticks: 0, pages: 0, count: 0 }
      this.#programs.set(name, program)
    }
    return program
  }

  #add(one: Process, recentTicks: number): void {
    this.#threads += one.threads
    this.#byState.set(one.state, (this.#byState.get(one.state) ?? 0) + 1)
    const { program } = one
    if (program === undefined) return
    program.count++
    program.pages += one.pages
    program.ticks += recentTicks
    if (recentTicks > 0) this.#worked.add(program)
  }

  /** Of one that was never added nothing is taken away. */
  #subtract(one: Process): void {
    if (one.text === '') return
    this.#threads -= one.threads
    this.#byState.set(one.state, (this.#byState.get(one.state) ?? 0) - 1)
    const { program } = one
    if (program === undefined) return
    program.pages -= one.pages
    if (--program.count === 0) this.#programs.delete(program.name)
  }

  #forgetOlder(round: number): void {
    for (const [id, one] of this.#processes) {
      if (one.round === round) continue
      this.#subtract(one)
      this.#processes.delete(id)
    }
  }
}

function fresh(id: string): Process {
  return {
    path: `/proc/${id}/stat`,
    text: '',
    round: 0,
    state: '',
    threads: 0,
    ticks: 0,
    pages: 0,
    started: '',
    program: undefined,
  }
}
