import type { Clock } from '../../../lib/clock.ts'

/**
 * Wall time less uptime, in seconds. Both are rounded, so a difference of one second is no change; a
 * larger one means that the wall clock was stepped.
 */
export function settledBootTime(clock: Clock, before: number): number {
  const now = Math.round((clock.now() - clock.uptime()) / 1000)
  return Math.abs(now - before) <= 1 ? before : now
}
