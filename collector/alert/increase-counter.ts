/** One counter against its baseline. */
import type { IncreaseRule } from '../../config/rule.ts'
import type { Memory } from './check.ts'

/** Two points between which the baseline of a rule with `within` moves on. */
interface Point {
  readonly value: number
  readonly atMs: number
}

export class Counter {
  readonly name: string
  readonly column: number
  /** What the row's whole numbers are divided by. */
  readonly scale: number
  readonly #rule: IncreaseRule
  #value = 0
  /** Undefined: not seen yet. */
  #base: Point | undefined
  /** Becomes the baseline when it is half of `within` old; so a rise within that time is not missed. */
  #next: Point | undefined
  /** Of the latest rise beyond the amount; null: no rise is open. */
  #roseMs: number | null = null
  #accepted = false

  constructor(rule: IncreaseRule, name: string, column: number, scale: number) {
    this.#rule = rule
    this.name = name
    this.column = column
    this.scale = scale
  }
  get value(): number {
    return this.#value
  }
  /** How much more than the baseline, when that is as much as the rule wants; else 0. */
  get rise(): number {
    return this.#base && this.#roseMs !== null ? this.#value - this.#base.value : 0
  }
  /** Errors were there at first sight, and nobody has accepted them. */
  get found(): boolean {
    return this.#base !== undefined && !this.#accepted && this.#value > 0
  }
  take(value: number, atMs: number): void {
    const before = this.#value
    this.#value = value
    if (!this.#base) {
      this.#accepted = value === 0
      return this.#begin(value, atMs)
    }
    // It was reset, or what was pending got well again: from here on that is the baseline.
    if (value < this.#base.value) return this.#begin(value, atMs)
    if (this.#roseMs === null) this.#moveOn(atMs)
    const more = value - this.#base.value >= this.#rule.by
    if (!more) this.#roseMs = null
    else if (this.#roseMs === null || value > before) this.#roseMs = atMs
    const settled = this.#roseMs !== null && this.#rule.settleMs > 0
    if (settled && atMs - (this.#roseMs ?? atMs) >= this.#rule.settleMs) this.accept(atMs)
  }
  accept(atMs: number): void {
    if (!this.#base) return
    this.#accepted = true
    this.#begin(this.#value, atMs)
  }
  /** The computer is new: what comes now is the baseline, and still to be accepted. */
  learn(atMs: number): void {
    if (this.#base) this.#begin(this.#value, atMs)
  }
  #begin(value: number, atMs: number): void {
    this.#base = this.#next = { value, atMs }
    this.#roseMs = null
  }
  #moveOn(atMs: number): void {
    const { withinMs } = this.#rule
    if (withinMs === 0 || !this.#next || atMs - this.#next.atMs < withinMs / 2) return
    this.#base = this.#next
    this.#next = { value: this.#value, atMs }
  }
  save(): Memory | undefined {
    const { value, atMs } = this.#base ?? {}
    if (value === undefined || atMs === undefined) return undefined
    const next = this.#next ?? { value, atMs }
    return [this.#value, value, atMs, next.value, next.atMs, this.#roseMs, this.#accepted]
  }
  restore(memory: Memory | undefined): void {
    if (!Array.isArray(memory)) return
    const [value, base, baseMs, next, nextMs, roseMs, accepted] = memory as readonly Memory[]
    if (![value, base, baseMs, next, nextMs].every((one) => typeof one === 'number')) return
    this.#value = Number(value)
    this.#base = { value: Number(base), atMs: Number(baseMs) }
    this.#next = { value: Number(next), atMs: Number(nextMs) }
    this.#roseMs = typeof roseMs === 'number' ? roseMs : null
    this.#accepted = accepted === true
  }
}
