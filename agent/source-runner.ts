/** Runs one source: measures it, ends its waiting, lets it rest when it keeps failing. */
import { source as sourceFamily } from '../contract/catalogue/families/source.ts'
import { reading, type FieldsOf, type Reading } from '../contract/catalogue/grammar.ts'
import type { Clock } from '../lib/clock.ts'
import { TimedOut, withDeadline } from '../lib/deadline.ts'
import type { Log } from '../lib/log.ts'
import { NotPresent, Unknown, type Host, type UnknownReason } from './host/host.ts'
import type { Source, SourceContext } from './sources/source.ts'

export type SourceState = NonNullable<FieldsOf<typeof sourceFamily>['state']>

export interface SourceStatus {
  readonly name: string
  /** Undefined: it has not run yet. */
  readonly state: SourceState | undefined
  /** Why it is not ok, for a person. */
  readonly reason: string | undefined
  /** Set when the state is unknown: the key of the hint. */
  readonly unknown: UnknownReason | undefined
  readonly lastDurationMs: number
}

type Result = readonly Reading[] | Promise<readonly Reading[]>

const nothing: readonly Reading[] = []
const reportEveryMs = 3_600_000
/** A module may be loaded or a disk plugged in; looking for it costs almost nothing. */
const absentRestMs = 300_000
const failuresBeforeRest = 5
const restMinMs = 60_000
const restMaxMs = 3_600_000

export class SourceRunner {
  readonly source: Source
  readonly #host: Host
  readonly #clock: Clock
  readonly #log: Log
  readonly #tags: { readonly source: string }
  #read: ((context: SourceContext) => Result) | undefined
  #controller = new AbortController()
  #context: SourceContext
  /** An earlier run has not come back, though its time was over. */
  #busy = false
  #restUntilMs = -Infinity
  #failures = 0
  #state: SourceState | undefined
  #reason: string | undefined
  #unknown: UnknownReason | undefined
  #lastMs = 0
  #longestMs = 0
  #reported: SourceState | undefined
  #reportedAtMs = -Infinity

  constructor(source: Source, host: Host, clock: Clock, log: Log) {
    this.source = source
    this.#host = host
    this.#clock = clock
    this.#log = log
    this.#tags = { source: source.name }
    this.#context = { host, clock, signal: this.#controller.signal }
  }

  get status(): SourceStatus {
    return {
      name: this.source.name,
      state: this.#state,
      reason: this.#reason,
      unknown: this.#unknown,
      lastDurationMs: this.#lastMs,
    }
  }

  /** Never rejects and never throws: what goes wrong becomes the source's state. */
  run(): Result {
    const startedMs = this.#clock.monotonic()
    if (this.#busy || startedMs < this.#restUntilMs) return nothing
    try {
      this.#read ??= this.source.start(this.#context)
      const result = this.#read(this.#context)
      if (result instanceof Promise) return this.#finish(result, startedMs)
      this.#succeed(startedMs)
      return result
    } catch (error) {
      this.#fail(error, startedMs)
      return nothing
    }
  }

  /** The reading about the source itself, when its state changed or an hour has passed. */
  takeReport(): Reading | undefined {
    const nowMs = this.#clock.monotonic()
    if (this.#state === undefined) return undefined
    if (this.#state === this.#reported && nowMs - this.#reportedAtMs < reportEveryMs) {
      return undefined
    }
    this.#reported = this.#state
    this.#reportedAtMs = nowMs
    const fields = {
      state: this.#state,
      reason: this.#unknown ?? ('none' as const),
      duration_ms: this.#longestMs,
    }
    this.#longestMs = 0
    return reading(sourceFamily, this.#tags, fields)
  }

  stop(): void {
    this.#controller.abort(new Error('The agent stops'))
  }

  async #finish(work: Promise<readonly Reading[]>, startedMs: number): Promise<readonly Reading[]> {
    this.#busy = true
    const settled = work.finally(() => (this.#busy = false))
    // After the deadline nobody listens to it any more.
    settled.catch(() => undefined)
    const { name, timeoutMs } = this.source
    try {
      const readings = await withDeadline(settled, timeoutMs, this.#clock, name)
      this.#succeed(startedMs)
      return readings
    } catch (error) {
      if (error instanceof TimedOut) this.#renewSignal(error)
      this.#fail(error, startedMs)
      return nothing
    }
  }

  #renewSignal(reason: Error): void {
    this.#controller.abort(reason)
    this.#controller = new AbortController()
    this.#context = {
      host: this.#host,
      clock: this.#clock,
      signal: this.#controller.signal,
    }
  }

  #succeed(startedMs: number): void {
    this.#failures = 0
    this.#unknown = undefined
    this.#note('ok', undefined, startedMs)
  }

  #fail(error: unknown, startedMs: number): void {
    const reason = error instanceof Error ? error.message : String(error)
    this.#unknown = error instanceof Unknown ? error.reason : undefined
    if (error instanceof NotPresent || error instanceof Unknown) {
      this.#failures = 0
      this.#restUntilMs = startedMs + absentRestMs
      this.#note(error instanceof Unknown ? 'unknown' : 'not_present', reason, startedMs)
      return
    }
    this.#failures++
    if (this.#failures >= failuresBeforeRest) {
      const restMs = restMinMs * 2 ** (this.#failures - failuresBeforeRest)
      this.#restUntilMs = this.#clock.monotonic() + Math.min(restMaxMs, restMs)
    }
    const state = error instanceof TimedOut ? 'timed_out' : 'failed'
    if (state !== this.#state || reason !== this.#reason) {
      this.#log.warn({ source: this.source.name, state, err: error }, 'A source does not work')
    }
    this.#note(state, reason, startedMs)
  }

  #note(state: SourceState, reason: string | undefined, startedMs: number): void {
    this.#lastMs = this.#clock.monotonic() - startedMs
    this.#longestMs = Math.max(this.#longestMs, this.#lastMs)
    this.#state = state
    this.#reason = reason
  }
}
