import type { HostView } from './check.ts'

/** A clock that is less off than this is as good as right: what it wrote is taken as it is. */
const offMs = 120_000

/**
 * An instant that the computer wrote down by its own clock, as the collector's clock has it. A clock
 * that stands in 2009 says 2009 of what happened an hour ago; what it wrote while it was still right
 * would lie in the future after the correction, and nothing that has happened lies there.
 * @param ms as the computer wrote it.
 */
export function agentInstant(ms: number, { clockAheadMs }: HostView, nowMs: number): number {
  if (Math.abs(clockAheadMs) < offMs) return ms
  const corrected = ms - clockAheadMs
  return corrected <= nowMs + offMs ? corrected : ms
}
