import type { Row } from '../../contract/wire/series.ts'

/** How the machine's clocks stood: wall time = uptime + offset, in this boot. */
export interface BeatClock {
  /** The agent's own persistent boot counter. */
  readonly boot: number
  /** Wall time minus uptime, milliseconds. */
  readonly offsetMs: number
}

/** Rows of one epoch under one standing of the clocks, sequence numbers rising. */
export interface Beat {
  readonly epoch: string
  readonly clock: BeatClock
  readonly rows: readonly Row[]
  /** Tells an event or a change of state: to be posted at once. */
  readonly news: boolean
}
