/** Threshold and state rules: levels with a condition, a time and a clear condition. */
import type { Level, LevelRule } from '../../config/rule.ts'
import type { Severity } from '../model.ts'
import { AlertLine } from './alert-line.ts'
import { isGroup, numberIn, type Check, type CheckContext, type Memory } from './check.ts'
import {
  allOf,
  anyOf,
  compileAll,
  rowValuesByName,
  type CompiledCondition,
  type RowView,
  type Truth,
} from './condition.ts'

interface LevelState {
  readonly level: Level
  readonly when: readonly CompiledCondition[]
  readonly clear: readonly CompiledCondition[]
  active: boolean
  /** Observed time for which the deciding condition has held; -1: it does not hold. */
  heldMs: number
}

export class LevelCheck implements Check {
  readonly #line: AlertLine
  readonly #context: CheckContext
  readonly #levels: readonly LevelState[]
  private constructor(context: CheckContext, levels: readonly LevelState[]) {
    this.#context = context
    this.#levels = levels
    this.#line = new AlertLine(context.subject, context.sink)
  }
  /** Undefined when the series lacks the rule's fields. */
  static compile(rule: LevelRule, context: CheckContext): LevelCheck | undefined {
    const levels = rule.levels.flatMap((level): LevelState[] => {
      const when = compileAll(level.when, context.descriptor, rule.unknown)
      const clear = compileAll(level.clear, context.descriptor, rule.unknown)
      return when && clear ? [{ level, when, clear, active: false, heldMs: -1 }] : []
    })
    return levels.length > 0 ? new LevelCheck(context, levels) : undefined
  }
  get openId(): string | undefined {
    return this.#line.open?.id
  }
  judge(row: RowView): void {
    if (!row.fresh) return
    let severity: Severity | null = null
    for (const state of this.#levels) {
      step(state, row)
      if (state.active && severity === null) severity = state.level.severity
    }
    if (severity === (this.#line.open?.severity ?? null)) return
    this.#line.set(severity, row.timeMs, rowValuesByName(this.#context.descriptor, row))
  }
  save(): Memory | undefined {
    const quiet = this.#levels.every((state) => !state.active && state.heldMs < 0)
    if (quiet && !this.#line.open) return undefined
    const levels = this.#levels.map(({ level, active, heldMs }) => [level.severity, active, heldMs])
    return { alert: this.openId ?? null, levels }
  }
  restore(memory: Memory): void {
    if (!isGroup(memory)) return
    const alert = typeof memory['alert'] === 'string' ? memory['alert'] : undefined
    const open = alert === undefined ? undefined : this.#context.openAlert(alert)
    if (open) this.#line.resume(open)
    const saved = Array.isArray(memory['levels']) ? (memory['levels'] as readonly Memory[]) : []
    for (const entry of saved) {
      if (!Array.isArray(entry)) continue
      const [severity, active, heldMs] = entry as readonly Memory[]
      const state = this.#levels.find((one) => one.level.severity === severity)
      if (!state) continue
      state.active = active === true
      state.heldMs = numberIn(heldMs, -1)
    }
  }
  end(): void {}
}

/** One row on one level. Neither "yes" nor "no" moves nothing (A3). */
function step(state: LevelState, row: RowView): void {
  const truth = state.active ? over(state, row) : allOf(state.when, row)
  if (truth === 'unknown') return
  if (truth === 'no') {
    state.heldMs = -1
    return
  }
  state.heldMs = state.heldMs < 0 ? 0 : state.heldMs + row.observedMs
  const neededMs = state.active ? state.level.clearForMs : state.level.forMs
  if (state.heldMs < neededMs) return
  state.active = !state.active
  state.heldMs = -1
}

/** Whether an active level is over; without a clear condition, when its own no longer holds. */
function over(state: LevelState, row: RowView): Truth {
  if (state.clear.length > 0) return anyOf(state.clear, row)
  const truth = allOf(state.when, row)
  if (truth === 'unknown') return 'unknown'
  return truth === 'yes' ? 'no' : 'yes'
}
