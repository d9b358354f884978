/**
 * Runs the checks and polls that were ordered and that this machine's settings allow: each at its
 * own times, spread over its interval, few at once, bounded in time. Results are handed on in small
 * batches, so that a spool transaction holds many; they carry the batch's time, seconds later.
 */
import type { Reading } from '../../../contract/catalogue/grammar.ts'
import type { Clock } from '../../../lib/clock.ts'
import { withDeadline } from '../../../lib/deadline.ts'
import type { Log } from '../../../lib/log.ts'
import type { Host } from '../../host/host.ts'
import type { Egress } from './egress.ts'
import type { Guard } from './guard.ts'
import type { NetworkTask, TaskGroup, TaskParts } from './task.ts'

export interface PollerParts {
  readonly host: Host
  readonly clock: Clock
  readonly log: Log
  readonly guard: Guard
  readonly egress: Egress
  /** The group that runs this task, where tasks of its kind are run together. */
  readonly groupOf: (task: NetworkTask) => TaskGroup | undefined
  readonly append: (timeMs: number, readings: readonly Reading[]) => void
  /** 0 to 1. */
  readonly random: () => number
}

export interface PollerFigures {
  readonly tasks: number
  readonly running: number
  /** Since the start: runs that ended, that were given up, and beats left out while still running. */
  readonly runs: number
  readonly givenUp: number
  readonly missed: number
  readonly egress: boolean
}

interface Entry {
  readonly task: NetworkTask
  dueMs: number
  running: boolean
}

const tickMs = 1000
/** Tasks at once; the rest waits its turn, a few seconds late at most. */
const atOnceMax = 64
/** A single new check begins at once, a thousand over a minute. */
const spreadEachMs = 100
/** Results wait so long for others. */
const flushMs = 2000
/** Readings kept for a flush; beyond, they are handed on at once. */
const batchMax = 2000

export class NetworkPoller {
  readonly #parts: PollerParts
  #entries = new Map<string, Entry>()
  #stop = new AbortController()
  #loop: Promise<void> | undefined
  readonly #work = new Set<Promise<void>>()
  #batch: Reading[] = []
  #batchSinceMs = 0
  #runs = 0
  #givenUp = 0
  #missed = 0
  #egress = true

  constructor(parts: PollerParts) {
    this.#parts = parts
  }

  /** These and no others from now on; what is unchanged keeps its times. */
  follow(tasks: readonly NetworkTask[]): void {
    const before = this.#entries
    const nowMs = this.#parts.clock.monotonic()
    const fresh = tasks.filter(({ id }) => !before.has(id)).length
    this.#entries = new Map(
      tasks.map((task) => {
        const known = before.get(task.id)
        const same = known?.task.everySeconds === task.everySeconds
        const spreadMs = Math.min(task.everySeconds * 1000, 60_000, fresh * spreadEachMs)
        const dueMs = same ? known.dueMs : nowMs + this.#parts.random() * spreadMs
        return [task.id, { task, dueMs, running: same && known.running }]
      }),
    )
    if (tasks.length > 0) this.#loop ??= this.#run()
  }

  figures(): PollerFigures {
    return {
      tasks: this.#entries.size,
      running: this.#work.size,
      runs: this.#runs,
      givenUp: this.#givenUp,
      missed: this.#missed,
      egress: this.#egress,
    }
  }

  /** Ends what runs and hands on what there is. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('The agent stops'))
    await this.#loop?.catch(() => undefined)
    this.#flush()
  }

  async #run(): Promise<void> {
    const { clock } = this.#parts
    const { signal } = this.#stop
    while (!signal.aborted) {
      if (this.#entries.size > 0) await this.#tick()
      const waitedMs = clock.monotonic() - this.#batchSinceMs
      if (this.#batch.length > 0 && waitedMs >= flushMs) this.#flush()
      await clock.sleep(tickMs, signal).catch(() => undefined)
    }
  }

  async #tick(): Promise<void> {
    const nowMs = this.#parts.clock.monotonic()
    const due = [...this.#entries.values()].filter(({ dueMs }) => dueMs <= nowMs)
    if (due.length === 0) return
    const told = await this.#parts.egress.reachable(this.#stop.signal)
    this.#egress = told
    const groups = new Map<string, Entry[]>()
    for (const entry of due.sort((left, right) => left.dueMs - right.dueMs)) {
      if (entry.running) this.#miss(entry, nowMs)
      else this.#begin(entry, groups, nowMs)
    }
    for (const entries of groups.values()) this.#start(entries)
  }

  #miss(entry: Entry, nowMs: number): void {
    this.#missed++
    entry.dueMs = nextDue(entry, nowMs)
  }

  #begin(entry: Entry, groups: Map<string, Entry[]>, nowMs: number): void {
    const group = this.#parts.groupOf(entry.task)
    const together = group && groups.get(group.key)
    if (!together && this.#work.size + groups.size >= atOnceMax) return
    entry.dueMs = nextDue(entry, nowMs)
    entry.running = true
    if (together) together.push(entry)
    else groups.set(group?.key ?? entry.task.id, [entry])
  }

  #start(entries: readonly Entry[]): void {
    const work = this.#finish(entries)
      .catch((error: unknown) =>
        this.#parts.log.warn({ err: error, check: entries[0]?.task.id }, 'A check broke'),
      )
      .finally(() => {
        this.#work.delete(work)
        for (const entry of entries) entry.running = false
      })
    this.#work.add(work)
  }

  async #finish(entries: readonly Entry[]): Promise<void> {
    const { host, clock, guard } = this.#parts
    const [first] = entries
    if (!first) return
    const { task } = first
    const over = new AbortController()
    const signal = AbortSignal.any([over.signal, this.#stop.signal])
    const parts: TaskParts = { host, clock, guard, signal }
    const group = this.#parts.groupOf(task)
    const timeoutMs = Math.max(...entries.map((one) => one.task.timeoutMs)) + graceMs
    const run = group
      ? group.run(
          entries.map((one) => one.task),
          parts,
          this.#egress,
        )
      : task.run(parts, this.#egress).then((found) => new Map([[task.id, found]]))
    try {
      const results = await withDeadline(run, timeoutMs, clock, task.id)
      this.#runs += entries.length
      for (const entry of entries) this.#take(entry.task, results.get(entry.task.id) ?? [])
    } catch (error) {
      this.#givenUp += entries.length
      if (!this.#stop.signal.aborted) throw error
    } finally {
      over.abort(new Error('The check is over'))
    }
  }

  #take({ id, device }: NetworkTask, readings: readonly Reading[]): void {
    // Withdrawn while it ran: nobody wants it any more, and the collector would not take it.
    if (!this.#entries.has(id)) return
    if (this.#batch.length === 0) this.#batchSinceMs = this.#parts.clock.monotonic()
    for (const one of readings)
      this.#batch.push(device === undefined ? one : { ...one, forHost: device })
    if (this.#batch.length >= batchMax) this.#flush()
  }

  #flush(): void {
    const readings = this.#batch
    this.#batch = []
    if (readings.length > 0) this.#parts.append(this.#parts.clock.now(), readings)
  }
}

/** Each task bounds itself; this is for one that does not, and an old computer needs seconds to start a program. */
const graceMs = 10_000

/** The same phase as before; what was slept through is left out. */
function nextDue({ task, dueMs }: Entry, nowMs: number): number {
  const everyMs = task.everySeconds * 1000
  return dueMs + everyMs * Math.max(1, Math.ceil((nowMs - dueMs + 1) / everyMs))
}
