/**
 * When each source is read. All fast sources are read at one instant and kept as one sample; slow
 * ones that are due join it, one after another, each with a beat of its own (slow-sources.ts).
 */
import type { Reading } from '../contract/catalogue/grammar.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Host } from './host/host.ts'
import { SlowSources } from './slow-sources.ts'
import { SourceRunner, type SourceStatus } from './source-runner.ts'
import type { Source } from './sources/source.ts'

export interface SchedulerOptions {
  readonly sources: readonly Source[]
  readonly host: Host
  readonly clock: Clock
  readonly log: Log
  readonly sampleSeconds: number
  /** 0 to 1; spreads a fleet that was switched on together. */
  readonly random: () => number
  /** Takes what was read at that wall time; late: after its sample, it may wait for the next. */
  readonly append: (timeMs: number, readings: readonly Reading[], late: boolean) => void
}

/** So that somebody who has just installed the agent sees a graph begin at once. */
const warmUpMs = [0, 2000, 10_000, 25_000]
const sampleSecondsMin = 1
const sampleSecondsMax = 3600
/** A sample waits so long for slow sources; what they tell later is kept on its own. */
const slowWaitMs = 1000

/** What is read at one beat; closed when it has been handed on. */
interface Sample {
  readonly timeMs: number
  readonly readings: Reading[]
  open: boolean
}

export class Scheduler {
  readonly #clock: Clock
  readonly #random: () => number
  readonly #append: SchedulerOptions['append']
  readonly #fast: readonly SourceRunner[]
  readonly #slow: SlowSources
  readonly #stop = new AbortController()
  #intervalMs: number
  #lastSampleMs = -Infinity
  /** Ends the wait for the next fast beat when the interval changes, and at the end. */
  #wake = new AbortController()
  #ended: Promise<void> = Promise.resolve()
  /** The slow sources that are being read, one after another over all samples. */
  #slowWork: Promise<void> = Promise.resolve()
  readonly #mistake = Promise.withResolvers<never>()

  constructor({ sources, host, clock, log, sampleSeconds, random, append }: SchedulerOptions) {
    this.#clock = clock
    this.#random = random
    this.#append = append
    this.#intervalMs = sane(sampleSeconds)
    const runners = sources
      .filter(({ platforms }) => platforms.includes(host.platform))
      .map((source) => new SourceRunner(source, host, clock, log))
    this.#fast = runners.filter(({ source }) => source.beat === 'fast')
    this.#slow = new SlowSources(runners.filter(({ source }) => source.beat !== 'fast'))
    // Whoever waits for the end hears of it; before that nobody may be listening.
    this.#mistake.promise.catch(() => undefined)
  }

  /** Resolves after `stop`; rejects only when a mistake in the program ends the sampling. */
  start(): Promise<void> {
    const clock = this.#clock
    this.#slow.plan({
      monotonicMs: clock.monotonic(),
      uptimeMs: clock.uptime(),
      random: this.#random,
    })
    this.#ended = Promise.race([this.#beats(), this.#mistake.promise])
    return this.#ended
  }

  /** Waits for a reading that is under way, at most for its source's time. */
  async stop(): Promise<void> {
    const reason = new Error('The agent stops')
    this.#stop.abort(reason)
    this.#wake.abort(reason)
    for (const runner of this.#slow.runners) runner.stop()
    for (const runner of this.#fast) runner.stop()
    await this.#ended.catch(() => undefined)
    await this.#slowWork
  }

  /** From the link profile; while somebody watches the host it is short. */
  setSampleSeconds(seconds: number): void {
    if (sane(seconds) === this.#intervalMs) return
    this.#intervalMs = sane(seconds)
    this.#wake.abort(new Error('The beat changes'))
    this.#wake = new AbortController()
  }

  /** After a sleep of the machine: what was read before it is old. */
  sampleNow(): void {
    this.#lastSampleMs = -Infinity
    this.#wake.abort(new Error('The machine is awake'))
    this.#wake = new AbortController()
  }

  statuses(): readonly SourceStatus[] {
    return [...this.#fast, ...this.#slow.runners].map(({ status }) => status)
  }

  async #beats(): Promise<void> {
    const startMs = this.#clock.monotonic()
    for (const offsetMs of warmUpMs) {
      if (offsetMs >= this.#intervalMs) break
      if (!(await this.#sleepUntil(startMs + offsetMs))) return
      await this.#sample(this.#fast)
    }
    // A phase of its own for each agent, or a whole office would speak in the same second.
    const firstMs = this.#clock.monotonic() + this.#random() * this.#intervalMs
    let beatMs = await this.#sleepToBeat(firstMs)
    while (beatMs !== undefined) {
      await this.#sample(this.#fast)
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
   * anew. Slow sources that cannot wait so long are read on the way. Undefined: the agent stops.
   */
  async #sleepToBeat(dueMs: number): Promise<number | undefined> {
    for (let untilMs = dueMs; ;) {
      const changed = this.#wake.signal
      const slowMs = this.#slow.latestMs()
      await this.#sleepUntil(Math.min(untilMs, slowMs), changed)
      if (this.#stop.signal.aborted) return undefined
      if (changed.aborted)
        untilMs = Math.max(this.#clock.monotonic(), this.#lastSampleMs + this.#intervalMs)
      else if (slowMs < untilMs) await this.#sample([])
      else return untilMs
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

  /** Reads the given sources and the slow ones that are due. */
  async #sample(runners: readonly SourceRunner[]): Promise<void> {
    const nowMs = this.#clock.monotonic()
    if (runners === this.#fast) this.#lastSampleMs = nowMs
    const sample: Sample = { timeMs: this.#clock.now(), readings: [], open: true }
    const late: Promise<readonly Reading[]>[] = []
    for (const runner of runners) {
      const result = runner.run()
      if (result instanceof Promise) late.push(result)
      else sample.readings.push(...result)
    }
    const due = this.#slow.take(nowMs, this.#intervalMs)
    if (due.length > 0) await this.#joinSlow(due, sample)
    for (const result of late) sample.readings.push(...(await result))
    for (const runner of runners) addReport(runner, sample.readings)
    sample.open = false
    this.#keep(sample, false)
  }

  #keep({ timeMs, readings }: Sample, late: boolean): void {
    if (readings.length > 0) this.#append(timeMs, readings, late)
  }

  /** Ends when they are read or when the sample has waited long enough. */
  async #joinSlow(due: readonly SourceRunner[], sample: Sample): Promise<void> {
    const { promise: over, resolve } = Promise.withResolvers<void>()
    const cancel = this.#clock.after(slowWaitMs, resolve)
    this.#slowWork = this.#slowWork
      .then(() => this.#readSlow(due, sample))
      .catch((error: unknown) => this.#mistake.reject(error))
    await Promise.race([this.#slowWork, over])
    cancel()
  }

  async #readSlow(due: readonly SourceRunner[], sample: Sample): Promise<void> {
    for (const runner of due) {
      const timeMs = this.#clock.now()
      const readings = [...(await runner.run())]
      addReport(runner, readings)
      if (sample.open) sample.readings.push(...readings)
      else this.#keep({ timeMs, readings, open: false }, true)
    }
  }
}

/** The reading about the source itself, when there is something to tell. */
function addReport(runner: SourceRunner, readings: Reading[]): void {
  const report = runner.takeReport()
  if (report) readings.push(report)
}

function sane(seconds: number): number {
  return Math.min(sampleSecondsMax, Math.max(sampleSecondsMin, seconds)) * 1000
}
