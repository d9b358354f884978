import type { Interval } from '../../lib/interval.ts'

/** The same numbers in as few intervals as possible, in order. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = []
  for (const [first, last] of intervals.toSorted((a, b) => a[0] - b[0])) {
    const before = merged.at(-1)
    if (before === undefined || first > before[1] + 1) merged.push([first, last])
    else if (last > before[1]) merged[merged.length - 1] = [before[0], last]
  }
  return merged
}
