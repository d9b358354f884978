import type { SpoolOptions } from './spool-options.ts'
import type { SpoolState } from './state-row.ts'

/**
 * The agent's own number of this boot of the machine. A lost count begins at the minutes since
 * 2020: above what it can have been, so that the order of boots stays right.
 */
export function bootCount(
  { clock, bootId }: SpoolOptions,
  state: SpoolState | undefined,
  lost: boolean,
): number {
  if (state) return state.bootId === bootId ? state.boot : state.boot + 1
  if (!lost) return 1
  return Math.max(1, Math.floor((clock.now() - Date.UTC(2020, 0)) / 60_000))
}
