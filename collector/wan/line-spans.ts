/** When a line did not carry, from the pings of several addresses beyond it. */
import type { Span } from '../state/wan-nouns.ts'
import type { PingRun } from './ping-runs.ts'

export interface MeasuredCheck {
  readonly everyMs: number
  /** Oldest first. */
  readonly runs: readonly PingRun[]
}
interface Look {
  failingSinceMs: number | null
  fails: number
  lastMs: number
}

/** One lost run is no outage: a gust in the air, a router that was busy. */
const failsMin = 2
/** After so many intervals without a run nothing is known of a check. */
const freshIntervals = 2.5
const slackMs = 5000

/**
 * Down while every check of which something is known has failed at least twice in a row. It begins
 * with the first failure of the last one that still answered, and ends with the first answer of any;
 * where the runs stop (the poller itself is off) it ends with the last of them. Infinity: it lasts.
 */
export function downSpans(checks: readonly MeasuredCheck[], nowMs: number): readonly Span[] {
  const looks = checks.map((): Look => ({ failingSinceMs: null, fails: 0, lastMs: -Infinity }))
  const freshMs = checks.map(({ everyMs }) => everyMs * freshIntervals + slackMs)
  const events = checks
    .flatMap(({ runs }, at) => runs.map((run) => ({ run, at })))
    .toSorted((a, b) => a.run.timeMs - b.run.timeMs)
  const spans: Span[] = []
  let open: { fromMs: number; lastMs: number } | undefined
  for (const { run, at } of events) {
    const look = looks[at]
    if (!look) continue
    if (open && run.timeMs - open.lastMs > Math.max(...freshMs)) {
      spans.push({ fromMs: open.fromMs, toMs: open.lastMs })
      open = undefined
      for (const one of looks) Object.assign(one, { failingSinceMs: null, fails: 0 })
    }
    take(look, run, freshMs[at] ?? 0)
    const fromMs = downSince(looks, freshMs, run.timeMs)
    if (fromMs !== undefined) open = { fromMs: open?.fromMs ?? fromMs, lastMs: run.timeMs }
    else if (open && run.lossPercent < 100) {
      spans.push({ fromMs: open.fromMs, toMs: run.timeMs })
      open = undefined
    }
  }
  if (open) {
    const lasts = nowMs - open.lastMs <= Math.max(...freshMs)
    spans.push({ fromMs: open.fromMs, toMs: lasts ? Infinity : open.lastMs })
  }
  return spans
}

function take(look: Look, { timeMs, lossPercent }: PingRun, freshMs: number): void {
  const failed = lossPercent >= 100
  const followed = timeMs - look.lastMs <= freshMs
  look.fails = failed ? (followed ? look.fails + 1 : 1) : 0
  look.failingSinceMs = failed ? (followed ? (look.failingSinceMs ?? timeMs) : timeMs) : null
  look.lastMs = timeMs
}

function downSince(
  looks: readonly Look[],
  freshMs: readonly number[],
  timeMs: number,
): number | undefined {
  const known = looks.filter(({ lastMs }, at) => timeMs - lastMs <= (freshMs[at] ?? 0))
  if (known.length === 0 || known.some(({ fails }) => fails < failsMin)) return undefined
  return Math.max(...known.map(({ failingSinceMs }) => failingSinceMs ?? timeMs))
}

/** What is left of the spans outside the others; all oldest first. */
export function without(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  let left = [...spans]
  for (const cut of others)
    left = left.flatMap((span) => {
      if (cut.toMs <= span.fromMs || cut.fromMs >= span.toMs) return [span]
      const parts: Span[] = []
      if (cut.fromMs > span.fromMs) parts.push({ fromMs: span.fromMs, toMs: cut.fromMs })
      if (cut.toMs < span.toMs) parts.push({ fromMs: cut.toMs, toMs: span.toMs })
      return parts
    })
  return left
}

export function overlaps(a: Span, b: Span): boolean {
  return a.fromMs < b.toMs && b.fromMs < a.toMs
}
