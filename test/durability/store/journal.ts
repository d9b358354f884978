/** Starts the appending process, kills it, and holds what it finds next against the journal. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { readingOf, rowsPerAppend, type Found } from './readings.ts'

export interface Life {
  readonly environment?: Readonly<Record<string, string>>
  readonly unsafe?: boolean
  /** Killed after so many acknowledgements of this life; -1: while it opens the file. */
  readonly acksMax: number
}

export class Journal {
  readonly #program: string
  readonly #file: string
  readonly #acked = new Set<number>()
  readonly #problems: string[] = []
  #unacked: number[] = []
  #next = 0
  #lastCommit = 0
  #seen: Found | undefined
  acks = 0

  constructor(program: string, file: string) {
    this.#program = program
    this.#file = file
  }
  /** One life of the process; what it found at its start is checked. */
  async live({ environment = {}, unsafe = false, acksMax }: Life): Promise<void> {
    const arguments_ = [String(this.#next), JSON.stringify(this.#unacked), unsafe ? 'unsafe' : '']
    const child = spawn(process.execPath, [this.#program, this.#file, ...arguments_], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const errors: string[] = []
    child.stderr.on('data', (text: Buffer) => errors.push(text.toString()))
    const exited = once(child, 'exit')
    let acks = 0
    let killed = false
    const kill = (): void => {
      killed = true
      child.kill('SIGKILL')
    }
    for await (const line of createInterface(child.stdout)) {
      const [word = '', ...rest] = line.split(' ')
      if (word === 'starting' && acksMax < 0) kill()
      else if (word === 'found') this.#check(JSON.parse(rest.join(' ')))
      else if (word === 'log') this.#problems.push(line)
      else if (word === 'acked') {
        this.#acked.add(Number(rest[0]))
        this.acks++
        if (++acks > acksMax && !killed) kill()
      }
    }
    await exited
    if (!killed) this.#problems.push(`The process ended by itself: ${errors.join('')}`)
  }
  /** Everything that was wrong so far. */
  get problems(): readonly string[] {
    return this.#problems
  }

  #check(found: Found): void {
    this.#seen = found
    const wrong = (text: string): number => this.#problems.push(text)
    const stored = new Set<number>()
    for (const [timeMs, seq, usage, note] of found.rows) {
      const expected = readingOf(seq ?? -1)
      if (timeMs !== expected.timeMs || usage !== expected.usage || note !== expected.note) {
        wrong(`Row ${seq} is not what was sent: ${timeMs} ${usage} ${note}`)
      }
      if (stored.has(seq ?? -1)) wrong(`Row ${seq} is there twice`)
      stored.add(seq ?? -1)
    }
    const appends = new Set([...stored].map((seq) => Math.floor(seq / rowsPerAppend)))
    if (stored.size !== appends.size * rowsPerAppend) wrong('An append is there in part')
    for (const number of this.#acked) if (!appends.has(number)) wrong(`Append ${number} is lost`)
    const received = found.received.reduce((sum, [first, last]) => sum + last - first + 1, 0)
    const isReceived = (seq: number): boolean =>
      found.received.some(([first, last]) => seq >= first && seq <= last)
    if (received !== stored.size || ![...stored].every(isReceived)) {
      wrong(`${received} rows are noted as received, ${stored.size} are stored`)
    }
    const sum = [...stored].reduce((total, seq) => total + seq, 0)
    for (const tier of [found.fiveMinutes, found.hours]) {
      if (tier.count !== stored.size || tier.sum !== sum) {
        wrong(`Roll-ups have ${tier.count} rows with sum ${tier.sum}, not ${stored.size}, ${sum}`)
      }
    }
    const logged = new Set(found.logged)
    if (logged.size !== found.logged.length || ![...logged].every((seq) => stored.has(seq))) {
      wrong('The log has rows twice or rows that are not stored')
    }
    if (found.lastCommit < this.#lastCommit) wrong('Commit numbers went back')
    this.#lastCommit = found.lastCommit
    this.#next = Math.max(this.#next, ...appends, ...this.#acked) + 1
    this.#unacked = []
    for (let number = Math.max(0, this.#next - 20); number < this.#next; number++) {
      if (!this.#acked.has(number)) this.#unacked.push(number)
    }
    // A few that are known are sent again as well.
    if (this.#next > 3) this.#unacked.push(this.#next - 2)
  }
  get rowsSeen(): number {
    return this.#seen?.rows.length ?? 0
  }
}
