/**
 * What a host's absences were, by what it knew of its own ends afterwards. A pure function of all
 * rows that are known, so that rows in any order end in the same history.
 */
import type { Presence } from '../model/hosts.ts'
import { spanMinMs, type PresencePoint, type PresenceSpan } from './presence-line.ts'

/** One end of a host by its own records; times on the collector's clock. */
export interface KnownStop {
  readonly cause: 'shutdown' | 'restart' | 'power_lost' | 'crash'
  /** Null: nobody wrote down when. */
  readonly stoppedMs: number | null
  readonly startedMs: number
}
/** Within this time the power of a disk went without a word. */
export interface UnsafeShutdown {
  readonly fromMs: number
  readonly toMs: number
}
export interface StopEvidence {
  readonly stops: readonly KnownStop[]
  readonly unsafe: readonly UnsafeShutdown[]
}
interface Absence {
  readonly fromMs: number
  readonly toMs: number
  /** What it was as long as the machine itself was on. */
  readonly base: Presence
}

/** A lost line is noticed late and clocks wander. */
const toleranceMs = 120_000
/** So long a start and the way to the collector may take. */
const startMs = 600_000
const withoutGoodbye: ReadonlySet<Presence> = new Set([
  'off_assumed',
  'power_lost',
  'unreachable',
  'site_down',
  'cut_off',
  'stale',
])

/**
 * The rows to be written so that the line says what is known; none when it says so already. Each
 * stands a millisecond or more behind the row that it corrects.
 */
export function corrections(
  points: readonly PresencePoint[],
  evidence: StopEvidence,
): readonly PresencePoint[] {
  const absences = absencesOf(points)
  const byAbsence = Map.groupBy(evidence.stops, (stop) => absenceOf(stop, absences))
  const written: PresencePoint[] = []
  for (const absence of absences) {
    const stops = byAbsence.get(absence) ?? []
    for (const span of truthOf(absence, stops, evidence.unsafe, absences)) {
      written.push(...correct([...points, ...written].toSorted(byTime), span))
    }
  }
  return written
}

/** Times from the first row that is not `online` to the next that is, ended without a goodbye. */
function absencesOf(points: readonly PresencePoint[]): readonly Absence[] {
  const absences: Absence[] = []
  let first = -1
  for (const [at, { timeMs, word }] of points.entries()) {
    if (word === 'never_seen') continue
    if (word !== 'online') {
      if (first < 0) first = at
      continue
    }
    if (first >= 0) absences.push(...absenceBetween(points.slice(first, at), timeMs))
    first = -1
  }
  return absences
}

function absenceBetween(points: readonly PresencePoint[], toMs: number): readonly Absence[] {
  const [first] = points
  if (!first || !points.some(({ word }) => withoutGoodbye.has(word))) return []
  const stale = first.word === 'stale' ? 'stale' : 'unreachable'
  const base = points.find(({ word }) => word === 'site_down' || word === 'cut_off')?.word ?? stale
  return [{ fromMs: first.timeMs, toMs, base }]
}

function absenceOf({ startedMs }: KnownStop, absences: readonly Absence[]): Absence | undefined {
  const inside = absences.find(({ fromMs, toMs }) => startedMs >= fromMs && startedMs <= toMs)
  if (inside) return inside
  return absences.find(
    ({ fromMs, toMs }) => startedMs >= fromMs - toleranceMs && startedMs <= toMs + toleranceMs,
  )
}

/** The whole absence in spans; empty: nothing is known of it, and what was written stays. */
function truthOf(
  absence: Absence,
  stops: readonly KnownStop[],
  unsafe: readonly UnsafeShutdown[],
  absences: readonly Absence[],
): readonly PresenceSpan[] {
  if (stops.length > 0) return spansOfStops(absence, stops)
  const proved = unsafe.some(
    (one) => covers(one, absence) && absences.filter((other) => covers(one, other)).length === 1,
  )
  return proved ? [{ fromMs: absence.fromMs, toMs: absence.toMs, word: 'power_lost' }] : []
}

function covers(unsafe: UnsafeShutdown, absence: Absence): boolean {
  return unsafe.fromMs <= absence.fromMs && unsafe.toMs >= absence.toMs
}

function spansOfStops(absence: Absence, stops: readonly KnownStop[]): readonly PresenceSpan[] {
  const spans: PresenceSpan[] = []
  let atMs = absence.fromMs
  for (const stop of stops.toSorted((a, b) => a.startedMs - b.startedMs)) {
    const stoppedMs = Math.max(stop.stoppedMs ?? atMs, atMs)
    // A session's end and the machine's own differ by what the notice takes.
    const fromMs = stoppedMs - atMs <= toleranceMs ? atMs : Math.min(stoppedMs, absence.toMs)
    const late = absence.toMs - stop.startedMs > startMs
    const toMs = Math.max(fromMs, late ? stop.startedMs : absence.toMs)
    spans.push({ fromMs: atMs, toMs: fromMs, word: absence.base })
    spans.push({ fromMs, toMs, word: wordOf(stop, absence) })
    atMs = toMs
  }
  spans.push({ fromMs: atMs, toMs: absence.toMs, word: absence.base })
  return spans.filter(({ fromMs, toMs }) => toMs - fromMs >= spanMinMs)
}

/** A crash is no loss of power; whether it stood there dead or off, nobody knows. */
function wordOf({ cause }: KnownStop, { base }: Absence): Presence {
  if (cause === 'crash') return base
  return cause === 'power_lost' ? 'power_lost' : 'off'
}

function correct(points: readonly PresencePoint[], span: PresenceSpan): readonly PresencePoint[] {
  return points.flatMap(({ timeMs, word }, at) => {
    const untilMs = Math.min(points[at + 1]?.timeMs ?? Infinity, span.toMs)
    const fromMs = Math.max(timeMs + 1, span.fromMs)
    if (word === span.word || untilMs - fromMs < spanMinMs - 1) return []
    return [{ timeMs: fromMs, word: span.word }]
  })
}

function byTime(a: PresencePoint, b: PresencePoint): number {
  return a.timeMs - b.timeMs
}
