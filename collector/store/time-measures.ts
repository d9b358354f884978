/**
 * What follows from the times of an hour's rows alone, whichever column is asked for: a question about
 * hundreds of series comes again for each field and aggregate.
 */
import { coveredMsOf } from './coverage.ts'

export interface TimeMeasures {
  /** Usual interval, ms; 0: there is only one moment. */
  readonly gapMs: number
  /** For how long each row speaks, ms. */
  readonly covered: Float64Array
}
export type Measure = (times: Float64Array) => TimeMeasures

export const measuresOf: Measure = (times) => ({
  gapMs: usualGap(times),
  covered: coveredMsOf(times),
})

/** Median gap of sorted times; the lower one of two. 0: there is only one moment. */
export function usualGap(times: Float64Array): number {
  if (times[0] === times.at(-1)) return 0
  const gaps = new Float64Array(times.length - 1)
  for (let i = 0; i < gaps.length; i++) gaps[i] = (times[i + 1] ?? 0) - (times[i] ?? 0)
  return gaps.sort()[(gaps.length - 1) >> 1] || 1
}

/** Rows whose measures are kept: some 10 MB. */
const rowsMax = 600_000

/** Measures that were made before; what has other times now is measured anew. */
export class KnownMeasures {
  readonly #known = new Map<number, TimeMeasures & { readonly times: Float64Array }>()
  #rows = 0

  /** `key`: of the series and hour. */
  of(key: number, times: Float64Array): TimeMeasures {
    const known = this.#known.get(key)
    if (known && isSame(known.times, times)) return known
    if (this.#rows + times.length > rowsMax) {
      this.#known.clear()
      this.#rows = 0
    }
    const made = { times, ...measuresOf(times) }
    this.#rows += times.length - (this.#known.get(key)?.times.length ?? 0)
    this.#known.set(key, made)
    return made
  }
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
