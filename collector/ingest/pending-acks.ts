import type { Ack } from '../../contract/wire/messages.ts'
import type { Interval } from '../../lib/interval.ts'
import { mergeIntervals } from './merge-intervals.ts'

/** The message's own bound (contract/wire/messages.ts). */
const intervalsPerAckMax = 1024

/** What is durable and not yet told to the agent. */
export class PendingAcks {
  readonly #intervals = new Map<string, Interval[]>()
  #frame = 0
  #frames = 0
  #told = 0

  /** Frames settled since the last acknowledgement. */
  get frames(): number {
    return this.#frames
  }

  /** Number 0: intervals that came without a frame. */
  add(epoch: string, intervals: readonly Interval[], frame: number): void {
    this.#frame = Math.max(this.#frame, frame)
    this.#frames++
    // Merged here, for an agent may be left unacknowledged for an hour and there are thousands.
    const known = this.#intervals.get(epoch) ?? []
    this.#intervals.set(epoch, mergeIntervals([...known, ...intervals]))
  }

  /** The acknowledgements to send, which are then no longer pending. */
  take(): Ack[] {
    const acks: Ack[] = []
    const frame = Math.max(this.#frame, this.#told)
    for (const [epoch, intervals] of this.#intervals) {
      for (let at = 0; at < intervals.length; at += intervalsPerAckMax) {
        const part = intervals.slice(at, at + intervalsPerAckMax)
        acks.push({ type: 'ack', frame, epoch, intervals: part })
      }
    }
    this.#told = frame
    this.#frames = 0
    this.#intervals.clear()
    return acks
  }
}
