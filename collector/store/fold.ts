/**
 * Windows of an answer from smaller windows or single rows that come in time order.
 *
 * Increase of a counter: differences of neighbouring values count for the window of the later one,
 * if the earlier one lies in the same or the preceding hour. So every tier gives the same increase.
 * Coverage: what the rows cover (coverage.ts) / window, at most 1. The row of an hour with a single
 * row covers the usual interval of the next hour, else of the one before, else one hour.
 */
import type { Aggregate } from '../model/store.ts'
import { hourMs, type ColumnKind } from './shape.ts'

/** What one base window or row gives. NaN and null where the column has no value. */
export interface FoldPart {
  readonly timeMs: number
  /** Time that its rows cover, ms; NaN: the usual interval of its hour. */
  readonly coveredMs: number
  readonly count: number
  readonly min: number
  readonly max: number
  /** For counters: the increase inside. */
  readonly sum: number
  readonly first: number
  readonly last: number
  readonly lastText: string | null
}

export interface FoldSettings {
  readonly fromMs: number
  readonly toMs: number
  readonly stepMs: number
  readonly kind: ColumnKind
  readonly aggregate: Aggregate
  /** Greatest time that the rows of one part can cover, ms. */
  readonly coveredMsMax: number
  readonly gapOf: (hour: number) => number
}

export class Fold {
  readonly #settings: FoldSettings
  readonly #points: number[] = []
  readonly #texts: (string | null)[] = []
  #window = -1
  #covered = 0
  #count = 0
  #min = Infinity
  #max = -Infinity
  #sum = 0
  #last = NaN
  #lastText: string | null = null
  /** The value before, also from before the first window. */
  #beforeValue = NaN
  #beforeHour = -Infinity

  constructor(settings: FoldSettings) {
    this.#settings = settings
  }
  add(part: FoldPart): void {
    const { fromMs, toMs, stepMs, kind, coveredMsMax, gapOf } = this.#settings
    const hour = Math.floor(part.timeMs / hourMs)
    let sum = part.sum
    if (kind === 'counter' && part.count > 0) {
      if (hour - this.#beforeHour <= 1) sum += Math.max(0, part.first - this.#beforeValue)
      this.#beforeHour = hour
      this.#beforeValue = part.last
    }
    if (part.timeMs < fromMs || part.timeMs >= toMs) return
    const window = Math.floor((part.timeMs - fromMs) / stepMs)
    if (window !== this.#window) this.#close(window)
    this.#covered += Math.min(
      coveredMsMax,
      Number.isNaN(part.coveredMs) ? gapOf(hour) : part.coveredMs,
    )
    if (part.count === 0) return
    this.#count += part.count
    if (part.min < this.#min) this.#min = part.min
    if (part.max > this.#max) this.#max = part.max
    this.#sum += sum
    this.#last = part.last
    this.#lastText = part.lastText
  }
  #close(next: number): void {
    const { fromMs, stepMs } = this.#settings
    if (this.#window >= 0) {
      const coverage = Math.min(1, this.#covered / stepMs)
      this.#points.push(fromMs + this.#window * stepMs, this.#value(), coverage)
      this.#texts.push(this.#lastText)
    }
    this.#window = next
    this.#covered = this.#count = this.#sum = 0
    this.#min = Infinity
    this.#max = -Infinity
    this.#last = NaN
    this.#lastText = null
  }
  /** States and texts have only `count` and `last`; every other aggregate of them is their last. */
  #value(): number {
    const { aggregate, kind, stepMs } = this.#settings
    if (aggregate === 'count') return this.#count
    if (this.#count === 0) return NaN
    if (kind === 'code' || kind === 'text' || aggregate === 'last') return this.#last
    if (aggregate === 'min') return this.#min
    if (aggregate === 'max') return this.#max
    if (aggregate === 'sum') return this.#sum
    return kind === 'counter' ? this.#sum / (stepMs / 1000) : this.#sum / this.#count
  }
  finish(): { points: Float64Array<ArrayBuffer>; texts: (string | null)[] } {
    this.#close(-1)
    return { points: Float64Array.from(this.#points), texts: this.#texts }
  }
}

/** The usual interval of any hour, from those of the hours that have rows (0: a single row). */
export function gapFinder(gaps: ReadonlyMap<number, number>): (hour: number) => number {
  return (hour) => gaps.get(hour) || gaps.get(hour + 1) || gaps.get(hour - 1) || hourMs
}
