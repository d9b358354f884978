import type { ContextChange } from './context-journal.ts'
import { DeltaContext } from './delta-context.ts'
import { limits } from './limits.ts'

const historyIdleFramesMax = 64

interface KeptFrame {
  readonly number: number
  /** Fingerprint of the context when this frame is part of it. */
  readonly fingerprint: number
}
interface PendingFrame extends KeptFrame {
  readonly change: ContextChange
}

/**
 * The context on which the newest frame of a kind built, and what the frames since then would add
 * to it. The context at frame n is all kept frames up to n, applied in order, so
 * sender and reader arrive at the same one however acknowledgements were grouped.
 *
 * The newest frame's changes stay in the context, open, until the next one says on what it builds:
 * mostly on this very frame, and then nothing has to be copied.
 */
export class ContextChain {
  readonly context = new DeltaContext()
  /** Number of the frame at which the context stands; 0: the empty one. */
  base = 0
  /**
   * Depends on every frame that went into the context. A frame's CRC starts from it, so sides that
   * disagree refuse the frame instead of reading wrong values.
   */
  fingerprint = 0
  /** Number of the newest frame that was coded against this chain; 0: none yet. */
  newest = 0
  #open: KeptFrame | undefined
  #pending: readonly PendingFrame[] = []

  /**
   * History comes after a reconnection and then no more for days, and a collector has 10,000 agents:
   * so many frames after its last one, both sides forget its context.
   */
  idleAt(number: number): boolean {
    return this.newest > 0 && number - this.newest > historyIdleFramesMax
  }

  /** No further frame may become context. */
  get full(): boolean {
    return this.keptAfter(this.base) >= limits.framesInFlightMax
  }

  /** How many frames would be kept with `number` as base. */
  keptAfter(number: number): number {
    const open = this.#open !== undefined && this.#open.number > number ? 1 : 0
    let count = open
    for (const frame of this.#pending) if (frame.number > number) count++
    return count
  }

  /** Fingerprint of the context at a frame; undefined when it is neither base nor kept. */
  fingerprintAt(number: number): number | undefined {
    if (number === this.base) return this.fingerprint
    if (number === this.#open?.number) return this.#open.fingerprint
    return this.#pending.find((frame) => frame.number === number)?.fingerprint
  }

  /** Number of the newest kept frame up to `number`, or the base. */
  newestUpTo(number: number): number {
    if (this.#open !== undefined && this.#open.number <= number) return this.#open.number
    return this.#pending.findLast((frame) => frame.number <= number)?.number ?? this.base
  }

  /** Keeps a frame whose changes are open in the context. */
  keep(number: number, checksum: number): void {
    this.context.trim()
    const previous = this.#pending.at(-1)?.fingerprint ?? this.fingerprint
    const fingerprint = (Math.imul(previous, 0x9e3779b1) ^ checksum) >>> 0
    this.#open = { number, fingerprint }
  }

  /** Brings the context to the base or a kept frame, which becomes the base, with nothing open. */
  moveTo(number: number): void {
    const fingerprint = this.fingerprintAt(number)
    if (fingerprint === undefined) throw new RangeError(`frame ${number} was not kept`)
    if (number === this.#open?.number && this.#pending.length === 0) {
      this.context.commit()
      this.#open = undefined
    } else {
      this.#closeOpen()
      for (const frame of this.#pending)
        if (frame.number <= number) this.context.apply(frame.change)
      if (number !== this.base)
        this.#pending = this.#pending.filter((frame) => frame.number > number)
    }
    this.base = number
    this.fingerprint = fingerprint
  }

  #closeOpen(): void {
    if (this.#open === undefined) return
    this.#pending = [...this.#pending, { ...this.#open, change: this.context.rollback() }]
    this.#open = undefined
  }
}
