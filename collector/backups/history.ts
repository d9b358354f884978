/**
 * Heartbeats of a job and the runs they tell of. Heartbeats come twice, late and in any order; what
 * is made of them depends on their own times alone, so that every order ends in the same state.
 */
import type { JobHistory, Ping, PingSignal } from '../state/backup-job.ts'

/** Eight good runs with their starts, for the median of sizes, and as many failed ones. */
export const pingsMax = 32
const sizesMax = 7
const sizesMin = 3

export interface Run {
  /** Null: the sender told only its end. */
  readonly startMs: number | null
  /** Null: it runs, or was broken off. */
  readonly end: Ping | null
  /** Only runs that name themselves can be told apart while both run. */
  readonly named: boolean
}
export interface RunsSummary {
  /** Runs without an end that no later good run has overtaken, oldest first. */
  readonly open: readonly Run[]
  readonly lastEnd: Ping | null
  readonly lastAttemptMs: number | null
  readonly failures: number
  readonly overlapping: boolean
  readonly sizePercent: number | null
  readonly durationSeconds: number | null
}

/** The history with one more heartbeat; one that was there before changes nothing. */
export function withPing(history: JobHistory, ping: Ping): JobHistory {
  const known = [...history.pings, ...(history.lastSuccess ? [history.lastSuccess] : [])]
  const same = known.find((one) => keyOf(one) === keyOf(ping))
  // Of a heartbeat that was sent twice the first is true: the second only came later.
  if (same && compare(same, ping) <= 0) return history
  const pings = [...history.pings.filter((one) => one !== same), ping].toSorted(compare)
  return { pings: pings.slice(-pingsMax), lastSuccess: newestSuccess(history, pings) }
}

function newestSuccess({ lastSuccess }: JobHistory, pings: readonly Ping[]): Ping | null {
  const newest = pings.findLast(({ signal }) => signal === 'success') ?? null
  if (!lastSuccess || !newest) return newest ?? lastSuccess
  const replaced = pings.some((one) => keyOf(one) === keyOf(lastSuccess))
  return replaced || compare(newest, lastSuccess) > 0 ? newest : lastSuccess
}

/** A run says each thing once; without a run's name the time tells heartbeats apart. */
function keyOf({ run, signal, atMs }: Ping): string {
  return run === null ? `${signal} at ${atMs}` : `${signal} of ${run}`
}

const order: Readonly<Record<PingSignal, number>> = { start: 0, success: 1, fail: 2 }
function compare(a: Ping, b: Ping): number {
  return (
    a.atMs - b.atMs ||
    order[a.signal] - order[b.signal] ||
    a.receivedMs - b.receivedMs ||
    textOrder(JSON.stringify(a), JSON.stringify(b))
  )
}
function textOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Runs by their beginning, or their end where that is all that is known. */
export function runsOf(pings: readonly Ping[]): readonly Run[] {
  const runs: Run[] = []
  const byName = new Map<string, number>()
  let unnamed: number | undefined
  for (const ping of pings) {
    const known = ping.run === null ? unnamed : byName.get(ping.run)
    const run = known === undefined ? undefined : runs[known]
    const named = ping.run !== null
    const at = run && (named || ping.signal !== 'start') ? (known ?? runs.length) : runs.length
    runs[at] =
      ping.signal === 'start'
        ? { startMs: ping.atMs, end: at === known ? (run?.end ?? null) : null, named }
        : { startMs: (at === known ? run?.startMs : null) ?? null, end: ping, named }
    if (ping.run !== null) byName.set(ping.run, at)
    else unnamed = ping.signal === 'start' ? at : undefined
  }
  return runs.toSorted((a, b) => beganMs(a) - beganMs(b))
}

function beganMs({ startMs, end }: Run): number {
  return Math.min(startMs ?? Infinity, end?.atMs ?? Infinity)
}

export function summaryOf(history: JobHistory, nowMs: number): RunsSummary {
  const runs = runsOf(history.pings)
  const ends = runs.flatMap(({ end }) => end ?? []).toSorted(compare)
  const lastEnd = ends.at(-1) ?? history.lastSuccess
  const newest = runs.at(-1)
  const open = openRuns(runs)
  const lastAttemptMs = Math.max(lastEnd?.atMs ?? -Infinity, open.at(-1)?.startMs ?? -Infinity)
  return {
    open,
    lastEnd,
    lastAttemptMs: Number.isFinite(lastAttemptMs) ? lastAttemptMs : null,
    failures: ends.length - 1 - ends.findLastIndex(({ signal }) => signal === 'success'),
    overlapping: open.length > 1 || overlap(runs.at(-2), newest),
    sizePercent: sizePercentOf(ends),
    durationSeconds: durationOf(runs, open.at(-1), nowMs),
  }
}

/** An unnamed start after another says that the one before was broken off. */
function openRuns(runs: readonly Run[]): readonly Run[] {
  return runs.filter((run, at) => {
    if (run.end) return false
    const later = runs.slice(at + 1)
    if (later.some(({ end }) => end?.signal === 'success')) return false
    return run.named || !later.some(({ named }) => !named)
  })
}

function overlap(before: Run | undefined, newest: Run | undefined): boolean {
  if (!before?.end || !before.named || !newest?.named || newest.startMs === null) return false
  return before.startMs !== null && before.end.atMs > newest.startMs
}

function sizePercentOf(ends: readonly Ping[]): number | null {
  const sizes = ends.flatMap(({ signal, bytes }) =>
    signal === 'success' && bytes !== null ? [bytes] : [],
  )
  const before = sizes.slice(0, -1).slice(-sizesMax)
  const newest = sizes.at(-1)
  if (newest === undefined || before.length < sizesMin) return null
  const median = medianOf(before)
  return median > 0 ? (newest / median) * 100 : null
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Of the last attempt; so far, if it runs. */
function durationOf(runs: readonly Run[], open: Run | undefined, nowMs: number): number | null {
  if (open?.startMs !== undefined && open.startMs !== null) return (nowMs - open.startMs) / 1000
  const last = runs
    .filter(({ end }) => end !== null)
    .toSorted((a, b) => (a.end && b.end ? compare(a.end, b.end) : 0))
    .at(-1)
  if (!last?.end) return null
  if (last.end.durationSeconds !== null) return last.end.durationSeconds
  return last.startMs === null ? null : Math.max(0, (last.end.atMs - last.startMs) / 1000)
}
