/**
 * Roll-ups by time window. A window is what its rows say, in their total order, so it is the same
 * whatever order they came in.
 *
 * `sum` of a counter is its increase: positive differences of neighbours; a fall is a restart and
 * adds nothing. Inside the window here; the step from the window before is added by the reader, who
 * sees `last` of one and `first` of the next.
 * What the rows cover is told in coverage.ts; where an hour has a single row, its neighbours' usual
 * interval (the median distance of their rows) stands in when the window is read.
 */
import type { Block, ColumnStats } from './block.ts'
import { statsOf } from './block.ts'
import type { Column, RowSet } from './row-set.ts'
import { hourMs, type ColumnKind } from './shape.ts'
import { measuresOf, type Measure } from './time-measures.ts'

export interface WindowValues {
  /** NaN statistics where `count` is 0. Text columns have `count` and `lastText` only. */
  readonly stats: ColumnStats
  readonly lastText: string | null
}
export interface Window {
  readonly startMs: number
  readonly rows: number
  /** Usual interval in the window's hour, ms; 0: it has a single row. */
  readonly gapMs: number
  /** Time for which the window's rows speak, also beyond its end, ms; 0 where `gapMs` is. */
  readonly coveredMs: number
  readonly columns: readonly WindowValues[]
}

/** The rows of one hour, sorted, as windows of the given width. */
export function windowsOf(
  rows: RowSet,
  kinds: readonly ColumnKind[],
  widthMs: number,
  measure: Measure = measuresOf,
): Window[] {
  const { gapMs, covered } = measure(rows.times)
  const windows: Window[] = []
  for (let from = 0; from < rows.count;) {
    const startMs = Math.floor((rows.times[from] ?? 0) / widthMs) * widthMs
    let to = from + 1
    while (to < rows.count && (rows.times[to] ?? 0) < startMs + widthMs) to++
    windows.push({
      startMs,
      rows: to - from,
      gapMs,
      coveredMs: sumOf(covered.subarray(from, to)),
      columns: kinds.map((kind, i) => valuesOf(rows.columns[i] ?? [], kind, from, to)),
    })
    from = to
  }
  return windows
}

function sumOf(numbers: Float64Array): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}

export function valuesOf(column: Column, kind: ColumnKind, from: number, to: number): WindowValues {
  if (Array.isArray(column)) {
    const texts = column.slice(from, to).filter((text) => text !== null)
    return { stats: { ...noStats, count: texts.length }, lastText: texts.at(-1) ?? null }
  }
  const values = column.subarray(from, to).filter((value) => !Number.isNaN(value))
  return { stats: statsOf(values, kind), lastText: null }
}
const noStats = statsOf(new Float64Array(0), 'number')

/** The hour of one column from a block's head, without decoding numbers. */
export function hourFromHead(
  block: Block,
  column: number,
  kind: ColumnKind,
  measure: Measure = measuresOf,
): Window {
  const times = block.times()
  const { gapMs, covered } = measure(times)
  return {
    startMs: Math.floor((times[0] ?? 0) / hourMs) * hourMs,
    rows: block.count,
    gapMs,
    coveredMs: sumOf(covered),
    columns: [
      kind === 'text'
        ? valuesOf(block.column(column), kind, 0, block.count)
        : { stats: block.stats(column), lastText: null },
    ],
  }
}

/**
 * Adds rows that came after their hour had left the full tier. Their order among the earlier rows
 * is lost with those, so `first` and `last` stay as they were, and each part covers what it would
 * cover alone.
 */
export function combineWindows(
  earlier: Window,
  late: Window,
  kinds: readonly ColumnKind[],
): Window {
  const gapMs = earlier.gapMs || late.gapMs
  return {
    startMs: earlier.startMs,
    rows: earlier.rows + late.rows,
    gapMs,
    coveredMs: gapMs === 0 ? 0 : coveredBy(earlier, gapMs) + coveredBy(late, gapMs),
    columns: kinds.map((_, i) => {
      const a = earlier.columns[i]
      const b = late.columns[i]
      if (a === undefined || a.stats.count === 0) return b ?? { stats: noStats, lastText: null }
      return b === undefined || b.stats.count === 0 ? a : combineValues(a, b)
    }),
  }
}
/** `gapMs` stands in for the interval of a single row. */
export function coveredBy(
  { rows, gapMs, coveredMs }: Omit<Window, 'columns' | 'startMs'>,
  otherGapMs: number,
): number {
  return gapMs === 0 ? rows * otherGapMs : coveredMs
}
function combineValues(a: WindowValues, b: WindowValues): WindowValues {
  return {
    stats: {
      count: a.stats.count + b.stats.count,
      min: Math.min(a.stats.min, b.stats.min),
      max: Math.max(a.stats.max, b.stats.max),
      sum: a.stats.sum + b.stats.sum,
      first: a.stats.first,
      last: a.stats.last,
    },
    lastText: a.lastText,
  }
}

/**
 * Puts the windows of some hours in place of (or, for hours that left the full tier, together with)
 * the stored ones. Both lists in time order.
 */
export function overlayWindows(
  stored: readonly Window[],
  fresh: ReadonlyMap<number, { readonly windows: readonly Window[]; readonly complete: boolean }>,
  kinds: readonly ColumnKind[],
): Window[] {
  const merged = new Map<number, Window>()
  for (const window of stored) {
    const hour = fresh.get(Math.floor(window.startMs / hourMs))
    if (!hour?.complete) merged.set(window.startMs, window)
  }
  for (const { windows } of fresh.values()) {
    for (const window of windows) {
      const earlier = merged.get(window.startMs)
      merged.set(window.startMs, earlier ? combineWindows(earlier, window, kinds) : window)
    }
  }
  return [...merged.values()].sort((a, b) => a.startMs - b.startMs)
}
