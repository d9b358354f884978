import { rowAt, rowHeaderLength, type PackedRows } from '../../contract/wire/packed-rows.ts'
import type { KnownBoot } from '../state/boots.ts'
import { driftShare, type BootTimeline } from './boot-timeline.ts'
import type { SessionClock } from './place-boot.ts'

/** An own clock so near is left alone: repairing it would only add the line's jitter. */
const ownTimeMs = 2000
/** Rows may run ahead of their boot's instant by so much before they are not believed. */
const aheadMaxMs = 300_000
const beforeBootMs = 60_000
const dayMs = 86_400_000
/** Longest boot that is believed of a machine that never met the collector. */
const bootMaxMs = 400 * dayMs

/** What a frame's rows need to get their true times. */
export interface ClockRepair {
  /** Added to each row's time. */
  readonly shiftMs: number
  readonly estimated: boolean
  /** Rows outside, by the agent's own time, have an impossible time. */
  readonly fromMs: number
  readonly toMs: number
  /** By how much the agent's clock was ahead; undefined: not known. */
  readonly clockErrorMs: number | undefined
}

export interface FrameClock {
  readonly rows: PackedRows
  readonly boot: number
  /** The agent's wall time less its uptime. */
  readonly offsetMs: number
  /** Rows of the session's own process, which certainly belong to the session's boot. */
  readonly own: boolean
  readonly arrivalMs: number
}

/** Finds the true time of a frame's rows; notes in the timeline what it learns on the way. */
export function repairClock(
  timeline: BootTimeline,
  session: SessionClock,
  frame: FrameClock,
): ClockRepair {
  const known = timeline.get(frame.boot)
  if (known && !known.estimated) {
    const repair = byKnownBoot(timeline, frame, known)
    if (repair) return repair
  }
  return byNeighbours(timeline, session, frame, known)
}

function byKnownBoot(
  timeline: BootTimeline,
  frame: FrameClock,
  known: KnownBoot,
): ClockRepair | undefined {
  const { offsetMs, arrivalMs } = frame
  const errorMs = offsetMs - known.instantMs
  const fromMs = offsetMs - beforeBootMs
  const toMs = latestMs(timeline, known, arrivalMs) + errorMs + aheadMaxMs
  const times = timesWithin(frame.rows, fromMs, toMs)
  // A counter that was rolled back gives one number to two boots; these rows are the other's.
  if (!times) return frame.own || frame.rows.rowCount === 0 ? unshifted(frame, toMs) : undefined
  const reachedMs = times.lastMs - offsetMs
  const drift = driftShare * Math.abs(reachedMs - known.observedUptimeMs)
  const keep = Math.abs(errorMs) <= ownTimeMs + drift
  const shiftMs = keep ? 0 : -errorMs
  const aheadMs = Math.max(times.lastMs + shiftMs - arrivalMs, 0)
  const excessMs = aheadMs > ownTimeMs ? aheadMs : 0
  const exact = excessMs > 0 && !keep && frame.own ? timeline.pullBack(known, excessMs) : known
  timeline.reached(exact, reachedMs)
  const exactMs = Math.round(shiftMs - excessMs)
  return { shiftMs: exactMs, estimated: false, fromMs, toMs, clockErrorMs: errorMs }
}

/** No row of a boot can be later than the boot that followed, nor than now. */
function latestMs(timeline: BootTimeline, known: KnownBoot, arrivalMs: number): number {
  let latest = arrivalMs
  for (const other of timeline.all()) {
    if (!other.estimated && other.instantMs > known.instantMs) {
      latest = Math.min(latest, other.instantMs)
    }
  }
  return latest
}

function unshifted({ offsetMs }: FrameClock, toMs: number): ClockRepair {
  const fromMs = offsetMs - beforeBootMs
  return { shiftMs: 0, estimated: false, fromMs, toMs, clockErrorMs: undefined }
}

function byNeighbours(
  timeline: BootTimeline,
  session: SessionClock,
  frame: FrameClock,
  known: KnownBoot | undefined,
): ClockRepair {
  const { offsetMs } = frame
  const fromMs = offsetMs - beforeBootMs
  const toMs = offsetMs + bootMaxMs
  const times = timesWithin(frame.rows, fromMs, toMs)
  if (!times) return unshifted(frame, toMs)
  // Half a number lies before the boot with which these rows share theirs.
  const boot = known && !known.estimated ? frame.boot - 0.5 : frame.boot
  const uptimes = {
    firstMs: Math.max(times.firstMs - offsetMs, 0),
    lastMs: Math.max(times.lastMs - offsetMs, 0),
  }
  const placed = timeline.estimate(boot, uptimes, offsetMs, session)
  const shiftMs = Math.round(placed.instantMs - offsetMs)
  return { shiftMs, estimated: true, fromMs, toMs, clockErrorMs: undefined }
}

/** First and last time of the rows that lie between the two; undefined: none does. */
function timesWithin(
  rows: PackedRows,
  fromMs: number,
  toMs: number,
): { readonly firstMs: number; readonly lastMs: number } | undefined {
  const { data, length } = rows
  let firstMs = Infinity
  let lastMs = -Infinity
  for (let at = 0; at < length; at += rowHeaderLength + (data[at + rowAt.count] ?? 0)) {
    const timeMs = data[at + rowAt.timeMs] ?? 0
    if (timeMs < fromMs || timeMs > toMs) continue
    if (timeMs < firstMs) firstMs = timeMs
    if (timeMs > lastMs) lastMs = timeMs
  }
  return firstMs <= lastMs ? { firstMs, lastMs } : undefined
}
