/**
 * When each source is read. All fast sources are read at one instant and kept as one sample; the
 * slow ones come one after another, each with a beat of its own.
 */
import type { Reading } from '../contract/catalogue/grammar.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Host } from './host/host.ts'
import { SourceRunner, type SourceStatus } from './source-runner.ts'
import type { Beat, Source } from './sources/source.ts'

export interface SchedulerOptions {
  readonly sources: readonly Source[]
  readonly host: Host
  readonly clock: Clock
  readonly log: Log
  readonly sampleSeconds: number
  /** 0 to 1; spreads a fleet that was switched on together. */
  readonly random: () => number
  /** Takes what was read at that wall time. */
  readonly append: (timeMs: number, readings: readonly Reading[]) => void
}

const slowBeatMs: Readonly<Record<Exclude<Beat, 'fast'>, number>> = {
  disk: 300_000,
  protection: 900_000,
  daily: 86_400_000,
}
/** The first minutes of a day belong to whoever waits for the computer to come up. */
const quietAfterBootMs = 600_000
const heavySpreadMs = 120_000
/** On a machine that has long been up, so that its inventory is there when somebody looks. */
const settledSpreadMs = 5000
/** So that somebody who has just installed the agent sees a graph begin at once. */
const warmUpMs = [0, 2000, 10_000, 25_000]
const sampleSecondsMin = 1
const sampleSecondsMax = 3600
/** Share of a slow beat by which it may come early or late. */
const jitter = 0.1

interface SlowRunner {
  readonly runner: SourceRunner
  readonly everyMs: number
  dueMs: number
}

export class Scheduler {
  readonly #clock: Clock
  readonly #random: () => number
  readonly #append: SchedulerOptions['append']
  readonly #fast: readonly SourceRunner[]
  readonly #slow: readonly SlowRunner[]
  readonly #stop = new AbortController()
  #intervalMs: number
  #lastSampleMs = -Infinity
  /** Ends the wait for the next fast beat when the interval changes, and at the end. */
  #wake = new AbortController()
  #ended: Promise<void> = Promise.resolve()

  constructor({ sources, host, clock, log, sampleSeconds, random, append }: SchedulerOptions) {
    this.#clock = clock
    this.#random = random
    this.#append = append
    this.#intervalMs = sane(sampleSeconds)
    const here = sources.filter(({ platforms }) => platforms.includes(host.platform))
    const runner = (source: Source): SourceRunner => new SourceRunner(source, host, clock, log)
    this.#fast = here.filter(({ beat }) => beat === 'fast').map(runner)
    this.#slow = here.flatMap((source) =>
      source.beat === 'fast'
        ? []
        : [{ runner: runner(source), everyMs: slowBeatMs[source.beat], dueMs: 0 }],
    )
  }

  /** Resolves after `stop`; rejects only when a mistake in the program ends the sampling. */
  start(): Promise<void> {
    const nowMs = this.#clock.monotonic()
    for (const slow of this.#slow) slow.dueMs = nowMs + this.#firstDelay(slow.runner.source.beat)
    this.#ended = Promise.all([this.#fastLoop(), this.#slowLoop()]).then(() => undefined)
    return this.#ended
  }

  /** Waits for a reading that is under way, at most for its source's time. */
  async stop(): Promise<void> {
    const reason = new Error('The agent stops')
    this.#stop.abort(reason)
    this.#wake.abort(reason)
    for (const { runner } of this.#slow) runner.stop()
    for (const runner of this.#fast) runner.stop()
    await this.#ended.catch(() => undefined)
  }

  /** From the link profile; while somebody watches the host it is short. */
  setSampleSeconds(seconds: number): void {
    if (sane(seconds) === this.#intervalMs) return
    this.#intervalMs = sane(seconds)
    this.#wake.abort(new Error('The beat changes'))
    this.#wake = new AbortController()
  }

  statuses(): readonly SourceStatus[] {
    return [...this.#fast, ...this.#slow.map(({ runner }) => runner)].map(({ status }) => status)
  }

  async #fastLoop(): Promise<void> {
    const startMs = this.#clock.monotonic()
    for (const offsetMs of warmUpMs) {
      if (offsetMs >= this.#intervalMs) break
      if (!(await this.#sleepUntil(startMs + offsetMs))) return
      await this.#sample()
    }
    // A phase of its own for each agent, or a whole office would speak in the same second.
    const firstMs = this.#clock.monotonic() + this.#random() * this.#intervalMs
    let beatMs = await this.#sleepToBeat(firstMs)
    while (beatMs !== undefined) {
      await this.#sample()
      beatMs = await this.#sleepToBeat(this.#beatAfter(beatMs))
    }
  }

  /** The next beat of the same phase; those that were slept through are left out. */
  #beatAfter(beatMs: number): number {
    const lateMs = this.#clock.monotonic() - beatMs
    return beatMs + this.#intervalMs * Math.max(1, Math.ceil(lateMs / this.#intervalMs))
  }

  /**
   * Waits for a beat and gives its time; when the interval changes meanwhile, that is reckoned
   * anew. Undefined: the agent stops.
   */
  async #sleepToBeat(dueMs: number): Promise<number | undefined> {
    for (let untilMs = dueMs; ;) {
      const changed = this.#wake.signal
      await this.#sleepUntil(untilMs, changed)
      if (this.#stop.signal.aborted) return undefined
      if (!changed.aborted) return untilMs
      untilMs = Math.max(this.#clock.monotonic(), this.#lastSampleMs + this.#intervalMs)
    }
  }

  /** False: the agent stops. */
  async #sleepUntil(untilMs: number, signal = this.#stop.signal): Promise<boolean> {
    const waitMs = untilMs - this.#clock.monotonic()
    if (waitMs > 0 && !signal.aborted) {
      await this.#clock.sleep(waitMs, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
    }
    return !this.#stop.signal.aborted
  }

  async #sample(): Promise<void> {
    this.#lastSampleMs = this.#clock.monotonic()
    const timeMs = this.#clock.now()
    const readings: Reading[] = []
    const late: Promise<readonly Reading[]>[] = []
    for (const runner of this.#fast) {
      const result = runner.run()
      if (result instanceof Promise) late.push(result)
      else readings.push(...result)
    }
    for (const result of late) readings.push(...(await result))
    this.#keep(timeMs, readings, this.#fast)
  }

  #keep(timeMs: number, readings: Reading[], runners: readonly SourceRunner[]): void {
    for (const runner of runners) {
      const report = runner.takeReport()
      if (report) readings.push(report)
    }
    if (readings.length > 0) this.#append(timeMs, readings)
  }

  async #slowLoop(): Promise<void> {
    for (;;) {
      const next = this.#slow.reduce<SlowRunner | undefined>(
        (first, one) => (first && first.dueMs <= one.dueMs ? first : one),
        undefined,
      )
      if (!next || !(await this.#sleepUntil(next.dueMs))) return
      const timeMs = this.#clock.now()
      const readings = [...(await next.runner.run())]
      this.#keep(timeMs, readings, [next.runner])
      const factor = 1 + jitter * (2 * this.#random() - 1)
      next.dueMs = this.#clock.monotonic() + next.everyMs * factor
    }
  }

  #firstDelay(beat: Beat): number {
    if (beat === 'disk') return 0
    const quietMs = Math.max(0, quietAfterBootMs - this.#clock.uptime())
    return quietMs + this.#random() * (quietMs > 0 ? heavySpreadMs : settledSpreadMs)
  }
}

function sane(seconds: number): number {
  return Math.min(sampleSecondsMax, Math.max(sampleSecondsMin, seconds)) * 1000
}
