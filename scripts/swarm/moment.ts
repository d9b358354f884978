import type { SimulatedHost } from './council.ts'

/** What the readings of a simulated computer depend on: nothing else. */
export interface Moment {
  readonly host: SimulatedHost
  readonly timeMs: number
  /** When the simulated computer was switched on. */
  readonly bootMs: number
  /** When the story began: the demo's start. */
  readonly storyMs: number
  /** When its power was cut; left out: it was not. */
  readonly lostMs?: number | undefined
}

/** Without a system it is a Linux computer. */
export interface MachineMoment extends Omit<Moment, 'host'> {
  readonly host: Pick<SimulatedHost, 'name' | 'story'> & Partial<Pick<SimulatedHost, 'system'>>
}

const happenedAfterMs = 120_000

/** What is told to happen while one watches has happened. */
export function hasHappened({ timeMs, storyMs }: Moment): boolean {
  return timeMs - storyMs >= happenedAfterMs
}

/** Seconds since 1970, as facts tell times. */
export function epochSeconds(ms: number): number {
  return Math.floor(ms / 1000)
}
