/**
 * Where a value is heading: two windows of its past must agree. A robust line (the median of all
 * slopes) over the long one bears bursts; a step away from the end, such as a clean-up, begins the
 * past anew.
 */

export interface Point {
  readonly timeMs: number
  readonly value: number
}
export interface FitWindows {
  /** The value that it must not reach. */
  readonly target: number
  readonly shortMs: number
  readonly longMs: number
}
/**
 * `heading`: towards the target, in units a day; `perDay` is the slower of both windows (0: of late
 * not at all), `longPerDay` the long window's own.
 * `steady`: over the long window away from it, or not at all.
 * `stepped`: too little has been seen since a step; `young`: too little has been seen at all.
 */
export type Fit =
  | { readonly kind: 'heading'; readonly perDay: number; readonly longPerDay: number }
  | { readonly kind: 'steady' | 'stepped' | 'young' }

const dayMs = 86_400_000
/** A window is good when its readings span at least this share of it. */
const spanShareMin = 0.5
/** A step moves by this share of what was left at most, and of all movement that was seen. */
const stepOfRest = 0.05
const stepOfRange = 0.25
/** Roll-ups of an hour over twice the long window. */
const pointsMax = 400
/** The long window is looked at in so many parts, that a busy morning does not outweigh a week. */
const parts = 14

/** @param points in the order of their times, at most some hundreds. */
export function fit(points: readonly Point[], windows: FitWindows): Fit {
  const left = points
    .slice(-pointsMax)
    .map(({ timeMs, value }) => ({ timeMs, left: restOf(value, points, windows) }))
  const from = lastStep(left)
  const since = left.slice(from)
  const shortPart = lastPart(since, windows.shortMs)
  const longPart = lastPart(since, windows.longMs)
  if (!spans(shortPart, windows.shortMs) || !spans(longPart, windows.longMs))
    return { kind: from > 0 ? 'stepped' : 'young' }
  const longPerDay = -medianSlope(thinned(longPart, windows.longMs / parts)) * dayMs
  if (longPerDay <= 0) return { kind: 'steady' }
  const perDay = Math.max(0, Math.min(longPerDay, -endToEnd(shortPart) * dayMs))
  return { kind: 'heading', perDay, longPerDay }
}

/** Days until the target at a pace a day; Infinity: never. */
export function daysLeft(value: number, target: number, perDay: number): number {
  return perDay > 0 ? Math.abs(value - target) / perDay : Infinity
}

interface Rest {
  readonly timeMs: number
  /** Distance to the target. */
  readonly left: number
}

/** On which side of the target the newest reading lies decides the direction. */
function restOf(value: number, points: readonly Point[], { target }: FitWindows): number {
  return (points.at(-1)?.value ?? value) >= target ? value - target : target - value
}

/** Index of the first point after the last step away from the target; 0: there was none. */
function lastStep(points: readonly Rest[]): number {
  const lefts = points.map((one) => one.left)
  const most = Math.max(...lefts)
  const least = Math.min(...lefts)
  const size = Math.max(most * stepOfRest, (most - least) * stepOfRange)
  for (let at = points.length - 1; at > 0; at--) {
    const grown = (lefts[at] ?? 0) - (lefts[at - 1] ?? 0)
    if (grown > 0 && grown >= size) return at
  }
  return 0
}

/**
 * The newest points of at least that span: a computer that was off over the weekend has its Friday
 * in it, so that one Monday morning is not taken for a whole day.
 */
function lastPart(points: readonly Rest[], spanMs: number): readonly Rest[] {
  const fromMs = (points.at(-1)?.timeMs ?? 0) - spanMs
  const first = points.findLastIndex(({ timeMs }) => timeMs <= fromMs)
  return points.slice(Math.max(0, first))
}

function spans(points: readonly Rest[], spanMs: number): boolean {
  const first = points[0]
  const last = points.at(-1)
  return (
    first !== undefined && last !== undefined && last.timeMs - first.timeMs >= spanMs * spanShareMin
  )
}

/** The last point of each part of time. */
function thinned(points: readonly Rest[], everyMs: number): readonly Rest[] {
  return points.filter((one, at) => {
    const next = points[at + 1]
    return !next || Math.floor(next.timeMs / everyMs) !== Math.floor(one.timeMs / everyMs)
  })
}

/**
 * From the first point to the last; per millisecond. What grows once a day does so in one of the
 * window's hours, wherever that lies: the ends see it, a median of slopes would not.
 */
function endToEnd(points: readonly Rest[]): number {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last || last.timeMs <= first.timeMs) return 0
  return (last.left - first.left) / (last.timeMs - first.timeMs)
}

/** Theil and Sen: the median of the slopes between all pairs; per millisecond. */
function medianSlope(points: readonly Rest[]): number {
  const slopes: number[] = []
  points.forEach((one, at) => {
    for (const later of points.slice(at + 1))
      if (later.timeMs > one.timeMs)
        slopes.push((later.left - one.left) / (later.timeMs - one.timeMs))
  })
  return median(slopes)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2
}
