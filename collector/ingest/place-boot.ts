import type { KnownBoot } from '../state/boots.ts'

/** A session's own boot and how far its wall clock was ahead at the hello. */
export interface SessionClock {
  readonly boot: number
  readonly wallErrorMs: number
}

const hour = 3_600_000
/** With no earlier boot known: an office night lies between two boots. */
const assumedGapMs = 15 * hour
const gapMinMs = 60_000
/** A spool holds 30 days; an own clock further back than this is not believed. */
const claimAgeMaxMs = 366 * 24 * hour
const boundaryMs = 1000

export interface BootToPlace {
  readonly boot: number
  /** Of the rows at hand, which are the newest of their boot when history comes newest first. */
  readonly uptimes: { readonly firstMs: number; readonly lastMs: number }
  /** The boot's instant by the agent's own wall clock. */
  readonly claimedMs: number
  readonly session: SessionClock
  readonly boots: ReadonlyMap<number, KnownBoot>
}

interface Window {
  /** End of the boot before, where one is known. */
  readonly afterMs: number | undefined
  /** Instant of the boot after. */
  readonly beforeMs: number
  /** Boots between the two, and which of them this one is, from 1. */
  readonly count: number
  readonly position: number
}

/**
 * The place of a boot that never met the collector: by its own clock where that fits between the
 * neighbours, with the session's clock error taken off where that fits, else evenly spread.
 */
export function placeBoot(request: BootToPlace): KnownBoot {
  const window = windowOf(request)
  const before = request.boots.get(request.boot)
  if (before?.estimated === true) return moved(before, request, window)
  return {
    boot: request.boot,
    instantMs: ownInstant(request, window) ?? spreadInstant(request, window),
    observedUptimeMs: request.uptimes.lastMs,
    lastUptimeMs: request.uptimes.lastMs,
    estimated: true,
  }
}

/** An estimate stays, so that durations stay; only running into the next boot moves it back. */
function moved(known: KnownBoot, request: BootToPlace, window: Window): KnownBoot {
  const lastMs = request.uptimes.lastMs
  if (known.instantMs + lastMs <= window.beforeMs - boundaryMs) {
    return lastMs > known.lastUptimeMs ? { ...known, lastUptimeMs: lastMs } : known
  }
  const instantMs = window.beforeMs - boundaryMs - lastMs
  return { ...known, instantMs, lastUptimeMs: Math.max(lastMs, known.lastUptimeMs) }
}

function windowOf({ boot, session, boots }: BootToPlace): Window {
  let next: KnownBoot | undefined
  for (const other of boots.values()) {
    if (other.boot > boot && (!next || other.boot < next.boot)) next = other
  }
  next ??= boots.get(session.boot)
  const beforeMs = next?.instantMs ?? 0
  let previous: KnownBoot | undefined
  for (const other of boots.values()) {
    if (other.boot === boot || endOf(other) >= beforeMs) continue
    if (!previous || endOf(other) > endOf(previous)) previous = other
  }
  const afterMs = previous && endOf(previous)
  const from = previous?.boot ?? boot - 1
  const to = next?.boot ?? boot + 1
  // After a rollback of the counter the numbers tell no order; then it stands alone.
  if (from >= boot || to <= boot) return { afterMs, beforeMs, count: 1, position: 1 }
  const position = Math.ceil(boot - from)
  return { afterMs, beforeMs, count: Math.max(Math.ceil(to - from - 1), position), position }
}

function endOf(boot: KnownBoot): number {
  return boot.instantMs + boot.lastUptimeMs
}

function ownInstant(request: BootToPlace, window: Window): number | undefined {
  const { claimedMs, uptimes, session } = request
  const earliest = window.afterMs ?? window.beforeMs - claimAgeMaxMs
  return [claimedMs, claimedMs - session.wallErrorMs].find(
    (instant) =>
      instant + uptimes.firstMs >= earliest && instant + uptimes.lastMs < window.beforeMs,
  )
}

function spreadInstant({ uptimes }: BootToPlace, window: Window): number {
  const { afterMs, beforeMs, count, position } = window
  const durationMs = uptimes.lastMs
  if (afterMs === undefined) return beforeMs - assumedGapMs - durationMs
  const slackMs = beforeMs - afterMs - count * durationMs
  const gapMs = Math.max(slackMs / (count + 1), gapMinMs)
  const instant = afterMs + position * gapMs + (position - 1) * durationMs
  // Too little room: the order towards the next boot counts for more than towards the last.
  return Math.min(instant, beforeMs - boundaryMs - durationMs)
}
