/** Outages of a line with their causes: what the pings tell, joined with incidents and power cuts. */
import type { Calendar } from '../../config/calendar.ts'
import type { Span, WanCause, WanOutage } from '../state/wan-nouns.ts'
import { overlaps, without } from './line-spans.ts'

export interface SiteAway extends Span {
  /** What took it away, by its own evidence (collector/fleet/outage-cause.ts). */
  readonly cause: 'power' | 'wan' | 'unknown'
  /** The poller's pings of that time, when it has brought them: whether the line carried. */
  readonly carried: 'all' | 'none' | 'unknown'
}
export interface Evidence {
  /** Times in which no address beyond the line answered although the poller was on. */
  readonly down: readonly Span[]
  readonly away: readonly SiteAway[]
  readonly powerCuts: readonly Span[]
}
interface Caused extends Span {
  readonly cause: WanCause
}

/** Without power at the site nobody is to blame for its line: that time counts as the power's. */
export function causesOf({ down, away, powerCuts }: Evidence): readonly Caused[] {
  const dark = joined([...powerCuts, ...away.filter(({ cause }) => cause === 'power')])
  const power = dark.map((span): Caused => ({ ...span, cause: 'power' }))
  const provider = without(joined(down), dark).map((span): Caused => ({
    ...span,
    cause: 'provider',
  }))
  const told = [...power, ...provider]
  const others = away
    // The pings tell such a time to the minute.
    .filter((one) => one.cause !== 'power' && !told.some((span) => overlaps(span, one)))
    .map(({ fromMs, toMs, cause, carried }): Caused => {
      if (carried === 'all') return { fromMs, toMs, cause: 'office' }
      return { fromMs, toMs, cause: cause === 'wan' ? 'provider' : 'unknown' }
    })
  return [...told, ...others].toSorted((a, b) => a.fromMs - b.fromMs)
}

/** Oldest first, those that touch or overlap as one. */
function joined(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = []
  for (const { fromMs, toMs } of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = all.at(-1)
    if (last && fromMs <= last.toMs)
      all[all.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) }
    else all.push({ fromMs, toMs })
  }
  return all
}

/** Cut to the span; one that lasts counts until `nowMs`. */
export function outagesIn(
  evidence: Evidence,
  span: Span,
  calendar: Calendar,
  nowMs: number,
): readonly WanOutage[] {
  return causesOf(evidence)
    .filter((one) => overlaps(one, span))
    .map(({ fromMs, toMs, cause }) => {
      const from = Math.max(fromMs, span.fromMs)
      const to = Math.min(toMs, span.toMs, nowMs)
      const workingMs = workingMsBetween(calendar, from, to)
      const lasts = toMs > nowMs && span.toMs >= nowMs
      const otherMs = Math.max(0, to - from - workingMs)
      return { fromMs: from, toMs: lasts ? Infinity : to, cause, workingMs, otherMs }
    })
}

const daysMax = 400
export function workingMsBetween(calendar: Calendar, fromMs: number, toMs: number): number {
  let sum = 0
  for (let shift = 0; shift < daysMax; shift++) {
    const noon = calendar.at(fromMs, '12:00', shift)
    const day = calendar.workingDay(noon)
    if (day) sum += Math.max(0, Math.min(day.closeMs, toMs) - Math.max(day.openMs, fromMs))
    if (noon > toMs + 86_400_000) break
  }
  return sum
}

/** Share of the span in which the line was there, in percent. */
export function availability(
  span: Span,
  outages: readonly WanOutage[],
  counts: (cause: WanCause) => boolean,
): number {
  const wholeMs = span.toMs - span.fromMs
  if (wholeMs <= 0) return 100
  const away = outages.filter(({ cause }) => counts(cause))
  const awayMs = away.reduce((sum, { workingMs, otherMs }) => sum + workingMs + otherMs, 0)
  return Math.max(0, 100 - (100 * awayMs) / wholeMs)
}
