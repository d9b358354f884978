import type { Row } from '../../contract/wire/series.ts'
import type { FrameKind } from '../../contract/wire/frame.ts'
import type { Interval } from '../../lib/interval.ts'
import type { BeatClock } from '../spool/beat.ts'
import { intervalsOf } from '../spool/interval-set.ts'

/** Rows that travel together. */
export interface Parcel {
  readonly epoch: string
  readonly clock: BeatClock
  readonly rows: readonly Row[]
  /** How often a frame with these rows was refused. */
  readonly refusals: number
}
/**
 * What was sent, without its rows: an hour of them would fill the memory, and they are in the spool,
 * which is asked in the rare case of a refusal.
 */
export interface SentFrame extends Omit<Parcel, 'rows'> {
  readonly kind: FrameKind
  readonly intervals: readonly Interval[]
}

/** Frames that were sent and are neither acknowledged nor refused. */
export class InFlight {
  readonly #frames = new Map<number, SentFrame>()

  get count(): number {
    return this.#frames.size
  }
  countOf(kind: FrameKind): number {
    let count = 0
    for (const frame of this.#frames.values()) if (frame.kind === kind) count++
    return count
  }
  sent(number: number, kind: FrameKind, { epoch, clock, rows, refusals }: Parcel): void {
    const intervals = intervalsOf(rows.map((row) => row.seq))
    this.#frames.set(number, { kind, epoch, clock, refusals, intervals })
  }
  acknowledged(upTo: number): void {
    for (const number of this.#frames.keys()) if (number <= upTo) this.#frames.delete(number)
  }
  /** What the refused frame held; without a number the oldest is taken for it. */
  refused(number: number | undefined): SentFrame | undefined {
    const key = number ?? this.#frames.keys().next().value
    if (key === undefined) return undefined
    const frame = this.#frames.get(key)
    this.#frames.delete(key)
    return frame
  }
}
