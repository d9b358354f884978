import type { Interval } from '../../lib/interval.ts'

/** Whole numbers as sorted, merged intervals. */
export class IntervalSet {
  #intervals: Interval[] = []
  #count = 0

  constructor(intervals: Iterable<Interval> = []) {
    for (const interval of intervals) this.add(interval)
  }
  /** How many numbers it holds. */
  get count(): number {
    return this.#count
  }
  get last(): number | undefined {
    return this.#intervals.at(-1)?.[1]
  }
  intervals(): readonly Interval[] {
    return this.#intervals
  }
  add([first, last]: Interval): void {
    const from = this.#firstEndingAt(first - 1)
    const old = this.#startingUpTo(from, last + 1)
    const start = Math.min(first, old[0]?.[0] ?? first)
    const end = Math.max(last, old.at(-1)?.[1] ?? last)
    this.#replace(from, old, [[start, end]])
  }
  remove([first, last]: Interval): void {
    const from = this.#firstEndingAt(first)
    const old = this.#startingUpTo(from, last)
    const left = old.flatMap(([start, end]): Interval[] => [
      ...(start < first ? [[start, first - 1] as const] : []),
      ...(end > last ? [[last + 1, end] as const] : []),
    ])
    this.#replace(from, old, left)
  }
  has(value: number): boolean {
    return this.covers([value, value])
  }
  covers([first, last]: Interval): boolean {
    const found = this.#intervals[this.#firstEndingAt(first)]
    return found !== undefined && found[0] <= first && found[1] >= last
  }
  /** What it lacks of the given interval. */
  gaps([first, last]: Interval): readonly Interval[] {
    const gaps: Interval[] = []
    let at = first
    for (const [start, end] of this.#startingUpTo(this.#firstEndingAt(first), last)) {
      if (start > at) gaps.push([at, start - 1])
      at = end + 1
    }
    if (at <= last) gaps.push([at, last])
    return gaps
  }
  /** The intervals that lie in or touch the given one, whole. */
  touching([first, last]: Interval): readonly Interval[] {
    return this.#startingUpTo(this.#firstEndingAt(first - 1), last + 1)
  }
  #replace(from: number, old: readonly Interval[], fresh: readonly Interval[]): void {
    this.#intervals.splice(from, old.length, ...fresh)
    this.#count += sizeOf(fresh) - sizeOf(old)
  }
  #startingUpTo(from: number, value: number): readonly Interval[] {
    let to = from
    while ((this.#intervals[to]?.[0] ?? Infinity) <= value) to++
    return this.#intervals.slice(from, to)
  }
  /** Index of the first interval that ends at the value or after it. */
  #firstEndingAt(value: number): number {
    let low = 0
    let high = this.#intervals.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#intervals[middle]?.[1] ?? Infinity) < value) low = middle + 1
      else high = middle
    }
    return low
  }
}

function sizeOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, [first, last]) => sum + last - first + 1, 0)
}

/** Sorted whole numbers as intervals. */
export function intervalsOf(sorted: Iterable<number>): Interval[] {
  const intervals: [number, number][] = []
  for (const value of sorted) {
    const last = intervals.at(-1)
    if (last && value === last[1] + 1) last[1] = value
    else intervals.push([value, value])
  }
  return intervals
}
