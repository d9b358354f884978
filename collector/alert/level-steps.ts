/**
 * The levels of one rule on one object in time: how long each has held, which are active, and the
 * damping of those that come and go (A8): each return soon after the end makes the next end slower.
 */
import { numberIn, type Memory } from './check.ts'
import type { Truth } from './condition.ts'
import type { RuleSeverity } from '../../config/rule.ts'

/** What the steps need of a level. */
export interface TimedLevel {
  readonly severity: RuleSeverity
  readonly forMs: number
  readonly clearForMs: number
}

/** The first return doubles this, or the rule's own time if that is longer. */
const dampedMs = 5 * 60_000
const dampedMsMax = 6 * 3_600_000
/** A return later than this after the end is a new matter. */
const returnMs = 3_600_000
const returnsMax = 10

interface Damping {
  /** Returns soon after an end, in a row. */
  returns: number
  endedMs: number
}

export class LevelSteps {
  readonly #levels: readonly TimedLevel[]
  /** A bit for each level. */
  #active = 0
  /** Per level: observed time for which the deciding condition has held; -1: it does not hold. */
  readonly #heldMs: number[]
  /** Only levels that have ended lately; undefined for the many that never began. */
  #damping: Map<number, Damping> | undefined

  constructor(levels: readonly TimedLevel[]) {
    this.#levels = levels
    this.#heldMs = levels.map(() => -1)
  }
  isActive(at: number): boolean {
    return (this.#active & (1 << at)) !== 0
  }
  /** Times that a level came back lately; 0: it is calm. */
  returns(at: number): number {
    return this.#damping?.get(at)?.returns ?? 0
  }
  /** One row on one level: `turning` says whether it begins, or is over. Unknown moves nothing (A3). */
  step(at: number, turning: Truth, observedMs: number, timeMs: number): void {
    if (this.#damping !== undefined) this.#calmDown(at, timeMs)
    if (turning === 'unknown') return
    if (turning === 'no') {
      this.#heldMs[at] = -1
      return
    }
    const before = this.#heldMs[at] ?? -1
    const heldMs = before < 0 ? 0 : before + observedMs
    const turns = heldMs >= this.#neededMs(at)
    this.#heldMs[at] = turns ? -1 : heldMs
    if (!turns) return
    if (this.isActive(at)) this.#ended(at, timeMs)
    else this.#began(at)
    this.#active ^= 1 << at
  }
  #neededMs(at: number): number {
    const level = this.#levels[at]
    if (level === undefined) return 0
    return this.isActive(at) ? slowed(level.clearForMs, this.returns(at)) : level.forMs
  }
  #ended(at: number, timeMs: number): void {
    this.#damping ??= new Map()
    this.#damping.set(at, { returns: this.returns(at), endedMs: timeMs })
  }
  #began(at: number): void {
    const damping = this.#damping?.get(at)
    if (damping) damping.returns = Math.min(returnsMax, damping.returns + 1)
  }
  /** A level that stayed away for long enough is forgotten: its return is a new matter. */
  #calmDown(at: number, timeMs: number): void {
    const damping = this.#damping?.get(at)
    if (damping === undefined || this.isActive(at)) return
    const slowMs = slowed(this.#levels[at]?.clearForMs ?? 0, damping.returns)
    if (timeMs - damping.endedMs <= Math.max(returnMs, 2 * slowMs)) return
    this.#damping?.delete(at)
    if (this.#damping?.size === 0) this.#damping = undefined
  }
  /** Undefined: nothing worth remembering. */
  save(): Memory | undefined {
    const quiet = this.#active === 0 && this.#heldMs.every((heldMs) => heldMs < 0)
    if (quiet && this.#damping === undefined) return undefined
    return this.#levels.map(({ severity }, at): Memory => {
      const damping = this.#damping?.get(at)
      const base = [severity, this.isActive(at), this.#heldMs[at] ?? -1]
      return damping === undefined ? base : [...base, damping.returns, damping.endedMs]
    })
  }
  restore(memory: Memory | undefined): void {
    if (!Array.isArray(memory)) return
    for (const entry of memory as readonly Memory[]) {
      if (!Array.isArray(entry)) continue
      const [severity, active, heldMs, returns, endedMs] = entry as readonly Memory[]
      const at = this.#levels.findIndex((level) => level.severity === severity)
      if (at < 0) continue
      if (active === true) this.#active |= 1 << at
      this.#heldMs[at] = numberIn(heldMs, -1)
      if (typeof returns !== 'number' || typeof endedMs !== 'number') continue
      this.#damping ??= new Map()
      this.#damping.set(at, { returns, endedMs })
    }
  }
}

/** How long it must be over, after so many returns. */
function slowed(clearForMs: number, returns: number): number {
  if (returns === 0) return clearForMs
  return Math.max(clearForMs, Math.min(dampedMsMax, Math.max(clearForMs, dampedMs) * 2 ** returns))
}
