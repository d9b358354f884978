/**
 * The sources with a beat of their own. They are read together with a sample, so that what they
 * tell costs no frame and no transaction of its own; only where samples are much rarer than their
 * beat do they come between.
 */
import type { Beat } from './sources/source.ts'
import type { SourceRunner } from './source-runner.ts'

type SlowBeat = Exclude<Beat, 'fast'>

const beatMs: Readonly<Record<SlowBeat, number>> = {
  disk: 300_000,
  protection: 900_000,
  daily: 86_400_000,
}
/** The first minutes of a day belong to whoever waits for the computer to come up. */
const quietAfterBootMs = 600_000
const heavySpreadMs = 120_000
/** On a machine that has long been up, so that its inventory is there when somebody looks. */
const settledSpreadMs = 2000
/** Share of a beat by which a source may come early or late to meet a sample. */
const toleranceShare = 0.5

interface Entry {
  readonly runner: SourceRunner
  readonly everyMs: number
  dueMs: number
  /** The first reading keeps its distance from the machine's start and never comes early. */
  begun: boolean
}

export interface StartTimes {
  readonly monotonicMs: number
  readonly uptimeMs: number
  /** 0 to 1; spreads a fleet that was switched on together. */
  readonly random: () => number
}

export class SlowSources {
  readonly runners: readonly SourceRunner[]
  readonly #entries: readonly Entry[]

  constructor(runners: readonly SourceRunner[]) {
    this.#entries = runners.flatMap((runner) => {
      const { beat } = runner.source
      return beat === 'fast'
        ? []
        : [{ runner, everyMs: beatMs[beat], dueMs: Infinity, begun: false }]
    })
    this.runners = this.#entries.map(({ runner }) => runner)
  }

  /** Disks at once; what is heavy some minutes after the machine came up. */
  plan({ monotonicMs, uptimeMs, random }: StartTimes): void {
    const quietMs = Math.max(0, quietAfterBootMs - uptimeMs)
    const spreadMs = quietMs > 0 ? heavySpreadMs : settledSpreadMs
    for (const entry of this.#entries) {
      const light = entry.runner.source.beat === 'disk'
      entry.dueMs = monotonicMs + (light ? 0 : quietMs + random() * spreadMs)
    }
  }

  /** When the first of them can wait for a sample no longer. */
  latestMs(): number {
    let latestMs = Infinity
    for (const { dueMs, everyMs } of this.#entries) {
      latestMs = Math.min(latestMs, dueMs + everyMs * toleranceShare)
    }
    return latestMs
  }

  /** Those that are due nearer to this moment than to the next sample; their next time is set. */
  take(nowMs: number, intervalMs: number): readonly SourceRunner[] {
    const due: SourceRunner[] = []
    for (const entry of this.#entries) {
      const earlyMs = entry.begun ? Math.min(intervalMs, entry.everyMs) * toleranceShare : 0
      if (entry.dueMs - earlyMs > nowMs) continue
      entry.begun = true
      entry.dueMs = nowMs + entry.everyMs
      due.push(entry.runner)
    }
    return due
  }
}
