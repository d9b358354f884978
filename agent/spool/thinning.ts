import type { Row } from '../../contract/wire/series.ts'
import { rowClass, type RowClass } from './series-class.ts'

/** Least distance of a series' rows at each level: all, every fifth minute, hourly. */
export const levelStepsMs = [0, 300_000, 3_600_000] as const

/**
 * The rows that stay at a level: the first of each series in each step of time, and of states
 * also each change. Rows stay as they are; none is averaged.
 */
export function thinned(rows: readonly Row[], level: number, kind: RowClass): readonly Row[] {
  const stepMs = levelStepsMs[level] ?? 0
  if (stepMs === 0 || kind === rowClass.event) return rows
  const kept = new Map<number, Row>()
  return rows.filter((row) => {
    const before = kept.get(row.series)
    const sameStep =
      before && Math.floor(before.timeMs / stepMs) === Math.floor(row.timeMs / stepMs)
    if (sameStep && (kind === rowClass.metric || sameValues(before, row))) return false
    kept.set(row.series, row)
    return true
  })
}

function sameValues(a: Row, b: Row): boolean {
  return a.values.every((value, index) => value === b.values[index])
}
