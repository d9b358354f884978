/**
 * Sequence numbers of one epoch that are settled, as sorted intervals that never touch. Bounded:
 * past the limit the oldest gap is closed, which gives up rows that might still have come.
 */
import { limits } from '../../contract/wire/limits.ts'
import type { Interval } from '../../lib/interval.ts'
import { ByteReader, ByteWriter } from './bytes.ts'

export class ReceivedSet {
  #firsts: number[] = []
  #lasts: number[] = []
  readonly #intervalsMax: number
  /** Gaps closed because there were too many. */
  gapsClosed = 0

  constructor(intervalsMax: number = limits.intervalsPerEpochMax) {
    this.#intervalsMax = intervalsMax
  }
  static of(intervals: Iterable<Interval>): ReceivedSet {
    const set = new ReceivedSet()
    for (const [first, last] of intervals) set.addInterval(first, last)
    return set
  }
  /** False: it was there before. */
  add(seq: number): boolean {
    const end = this.#lasts.length - 1
    const last = end < 0 ? -1 : (this.#lasts[end] ?? 0)
    if (seq === last + 1 && end >= 0) {
      this.#lasts[end] = seq
      return true
    }
    if (this.has(seq)) return false
    this.addInterval(seq, seq)
    return true
  }
  has(seq: number): boolean {
    const end = this.#lasts.length - 1
    if (end < 0 || seq > (this.#lasts[end] ?? 0)) return false
    const place = this.#lastStartingBy(seq)
    return place >= 0 && (this.#lasts[place] ?? 0) >= seq
  }
  addInterval(first: number, last: number): void {
    // All intervals that overlap or touch the new one become one with it.
    let from = this.#lastStartingBy(first)
    if (from < 0 || (this.#lasts[from] ?? 0) < first - 1) from++
    let to = from
    while (to < this.#firsts.length && (this.#firsts[to] ?? 0) <= last + 1) to++
    const start = from < to ? Math.min(first, this.#firsts[from] ?? 0) : first
    const end = from < to ? Math.max(last, this.#lasts[to - 1] ?? 0) : last
    this.#firsts.splice(from, to - from, start)
    this.#lasts.splice(from, to - from, end)
    if (this.#firsts.length > this.#intervalsMax) this.#closeOldestGap()
  }
  #closeOldestGap(): void {
    this.#firsts.splice(1, 1)
    this.#lasts.splice(0, 1)
    this.gapsClosed++
  }
  /** Place of the last interval that starts at or before `seq`, or -1. */
  #lastStartingBy(seq: number): number {
    let low = 0
    let high = this.#firsts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#firsts[middle] ?? 0) <= seq) low = middle + 1
      else high = middle
    }
    return low - 1
  }
  intervals(): Interval[] {
    return this.#firsts.map((first, i) => [first, this.#lasts[i] ?? 0])
  }
  toBytes(): Uint8Array {
    const out = new ByteWriter(this.#firsts.length * 18 + 8)
    let before = 0
    out.varint(this.#firsts.length)
    this.#firsts.forEach((first, i) => {
      out.varint(first - before)
      out.varint((this.#lasts[i] ?? 0) - first)
      before = this.#lasts[i] ?? 0
    })
    return out.finish()
  }
  static fromBytes(bytes: Uint8Array): ReceivedSet {
    const reader = new ByteReader(bytes)
    const set = new ReceivedSet()
    let before = 0
    for (let left = Math.min(reader.varint(), limits.intervalsPerEpochMax); left > 0; left--) {
      const first = before + reader.varint()
      before = first + reader.varint()
      set.#firsts.push(first)
      set.#lasts.push(before)
    }
    return set
  }
}
