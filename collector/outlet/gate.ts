/** Whether the database takes points just now; told in one log line per kind of fault. */
import { Backoff } from '../../lib/backoff.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { FaultKind } from './verdict.ts'

const firstMs = 1000
const maxMs = 60_000

/** What to do about it, for whoever reads the log. */
const sentences: Readonly<Record<FaultKind, string>> = {
  unreachable: 'InfluxDB cannot be reached; what it misses is kept and sent later',
  timed_out: 'InfluxDB does not answer in time; what it misses is kept and sent later',
  unauthorized: 'InfluxDB refuses the user, password or token; run `mlinzi influx check`',
  forbidden: 'InfluxDB forbids writing; run `mlinzi influx check`',
  not_found: 'InfluxDB has no such database, policy or bucket; run `mlinzi influx check`',
  too_many: 'InfluxDB asks for patience; what it misses is kept and sent later',
  disk_full:
    'The disk of InfluxDB is full: make room and start it again; what it misses is kept and sent later',
  server_error: 'InfluxDB has a fault of its own; what it misses is kept and sent later',
  odd_answer: 'This answer is not one of InfluxDB; is the address right?',
}

export class Gate {
  readonly #clock: Clock
  readonly #log: Log
  readonly #backoff: Backoff
  #fault: { readonly why: FaultKind; readonly reason: string } | undefined
  /** Kinds of fault told since it was last well. */
  readonly #told = new Set<FaultKind>()
  #untilMs = 0
  #recoveries = 0

  constructor(clock: Clock, log: Log, random: () => number) {
    this.#clock = clock
    this.#log = log
    this.#backoff = new Backoff({ firstMs, maxMs, random })
  }
  get fault(): { readonly why: FaultKind; readonly reason: string } | undefined {
    return this.#fault
  }
  /** Rises each time that it is well again. */
  get recoveries(): number {
    return this.#recoveries
  }
  /** Milliseconds until the next try is due; 0: now. */
  waitMs(): number {
    return Math.max(0, this.#untilMs - this.#clock.monotonic())
  }
  failed(why: FaultKind, reason: string, waitMs: number): void {
    // Two requests on their way fail together: one step of patience, not two.
    if (this.waitMs() === 0) {
      this.#untilMs = this.#clock.monotonic() + Math.max(waitMs, this.#backoff.next())
    }
    if (!this.#told.has(why)) this.#log.warn({ why, reason }, sentences[why])
    this.#told.add(why)
    this.#fault = { why, reason }
  }
  succeeded(): void {
    this.#untilMs = 0
    if (this.#fault === undefined) return
    this.#log.info({ after: this.#fault.why }, 'InfluxDB takes points again')
    this.#fault = undefined
    this.#told.clear()
    this.#backoff.reset()
    this.#recoveries++
  }
}
