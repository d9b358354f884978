/**
 * Schedule rules: something must succeed at its times, within a grace. What proves it are the
 * agent's facts, so the collector's own downtime moves nothing; it only waits for that agent's
 * report, and for its backlog, before it calls a run missed (A4).
 */
import { Cron } from 'croner'
import type { Calendar } from '../../config/calendar.ts'
import type { ScheduleRule } from '../../config/rule.ts'
import { agentInstant } from './agent-instant.ts'
import { AlertLine } from './alert-line.ts'
import {
  isGroup,
  numberIn,
  type Check,
  type CheckContext,
  type Memory,
  type HostView,
} from './check.ts'
import {
  allOf,
  compileAll,
  rowValuesByName,
  type CompiledCondition,
  type RowView,
} from './condition.ts'
import type { Deadline } from './deadlines.ts'

/** How long a host must have been reporting before the lack of a proof counts. */
export const settleMs = 10 * 60_000
const lookAgainMs = 5 * 60_000
const occurrencesMax = 100

export class ScheduleCheck implements Check, Deadline {
  readonly #rule: ScheduleRule
  readonly #context: CheckContext
  readonly #proof: Proof
  readonly #line: AlertLine
  readonly #times: Occurrences
  #firstMs: number | undefined
  #successMs: number | undefined
  private constructor(rule: ScheduleRule, context: CheckContext, proof: Proof) {
    this.#rule = rule
    this.#context = context
    this.#proof = proof
    this.#line = new AlertLine(context.subject, context.sink)
    this.#times = occurrences(rule, context.calendar)
  }
  static compile(rule: ScheduleRule, context: CheckContext): ScheduleCheck | undefined {
    const proof = compileProof(rule, context)
    return proof && new ScheduleCheck(rule, context, proof)
  }
  get openId(): string | undefined {
    return this.#line.open?.id
  }
  judge(row: RowView): void {
    const success = provedMs(this.#proof, row, this.#context.host)
    if (success !== undefined && success > (this.#successMs ?? -Infinity)) {
      this.#successMs = success
    }
    this.#firstMs ??= Math.min(row.timeMs, row.arrivalMs)
    if ('when' in this.#proof) {
      if (success !== undefined) this.#decide(Math.max(row.timeMs, success), row)
      this.#arm()
    } else if (row.fresh) this.#decide(row.timeMs, row)
  }
  /** A proof that comes as a row may still be under way; then it is looked at again. */
  due(nowMs: number): void {
    const base = this.#base()
    if (base === undefined) return
    const { heardMs, heardSinceMs } = this.#context.host
    const next = this.#times.after(base, 1)[0]
    const reported =
      next !== undefined &&
      heardMs >= next + this.#rule.graceMs &&
      heardMs > nowMs - settleMs &&
      heardSinceMs <= nowMs - settleMs
    if (reported) this.#decide(nowMs)
    this.#context.deadlines.set(this, nowMs + lookAgainMs)
  }
  #base(): number | undefined {
    return this.#successMs ?? this.#firstMs
  }
  #arm(): void {
    const base = this.#base()
    const next = base === undefined ? undefined : this.#times.after(base, 1)[0]
    if (next !== undefined) {
      this.#context.deadlines.set(this, next + this.#rule.graceMs)
    }
  }
  #decide(atMs: number, row?: RowView): void {
    const base = this.#base()
    if (base === undefined) return
    const due = this.#times
      .after(base, occurrencesMax)
      .filter((one) => one + this.#rule.graceMs <= atMs)
    const missed = due.length
    const level = this.#rule.levels.find((one) => missed >= one.missed)
    if ((level?.severity ?? null) === (this.#line.open?.severity ?? null)) return
    this.#line.set(level?.severity ?? null, atMs, {
      ...(row ? rowValuesByName(this.#context.descriptor, row) : this.#tags()),
      missed,
      ...(this.#successMs === undefined ? {} : { last: this.#successMs / 1000 }),
      ...(due[0] === undefined ? {} : { expected: due[0] / 1000 }),
    })
  }
  #tags(): Record<string, string> {
    return Object.fromEntries(this.#context.descriptor.tags)
  }
  save(): Memory | undefined {
    if (this.#firstMs === undefined) return undefined
    return {
      alert: this.openId ?? null,
      first: this.#firstMs,
      success: this.#successMs ?? null,
    }
  }
  restore(memory: Memory): void {
    if (!isGroup(memory)) return
    const alert = memory['alert']
    const open = typeof alert === 'string' ? this.#context.openAlert(alert) : undefined
    if (open) this.#line.resume(open)
    this.#firstMs = numberIn(memory['first'], 0) || undefined
    this.#successMs = numberIn(memory['success'], 0) || undefined
    if ('when' in this.#proof) this.#arm()
  }
  end(): void {
    this.#context.deadlines.delete(this)
  }
}

type Proof =
  | { readonly column: number; readonly scale: number }
  | { readonly when: readonly CompiledCondition[] }

function compileProof(rule: ScheduleRule, { descriptor }: CheckContext): Proof | undefined {
  const { proof } = rule
  if ('when' in proof) {
    const when = compileAll(proof.when, descriptor)
    return when && { when }
  }
  const column = descriptor.fields.findIndex((field) => field.name === proof.field)
  const field = descriptor.fields[column]
  return field && { column, scale: 10 ** field.decimals }
}

/** The time of a success that the row proves, also when the row is history. */
function provedMs(proof: Proof, row: RowView, host: HostView): number | undefined {
  if ('when' in proof) return allOf(proof.when, row) === 'yes' ? row.timeMs : undefined
  const value = row.data[row.base + proof.column] ?? Number.NaN
  if (!(value > 0)) return undefined
  return agentInstant((value / proof.scale) * 1000, host, row.arrivalMs)
}

interface Occurrences {
  /** The next times after an instant, at most so many. */
  after(ms: number, count: number): readonly number[]
}

function occurrences(rule: ScheduleRule, calendar: Calendar): Occurrences {
  const counts = (ms: number): boolean =>
    rule.days === 'all' || calendar.workingDay(ms) !== undefined
  const { every, cron, zone } = rule
  const pattern =
    cron === undefined
      ? undefined
      : new Cron(cron, { paused: true, timezone: zone ?? calendar.zone })
  const next = (ms: number): number | undefined =>
    pattern ? pattern.nextRun(new Date(ms))?.getTime() : ms + (every ?? Infinity)
  return {
    after: (ms, count) => {
      const times: number[] = []
      let at: number | undefined = ms
      for (let round = 0; round < occurrencesMax && times.length < count; round++) {
        at = next(at)
        if (at === undefined || !Number.isFinite(at)) break
        if (counts(at)) times.push(at)
      }
      return times
    },
  }
}
