/**
 * Forecast rules: when a value will reach its end. The past is fitted every hour while the host
 * reports, from the store's roll-ups; each row is then judged by the fit. Unknown is neither (A3).
 */
import type { ForecastLevel, ForecastRule } from '../../config/rule.ts'
import type { Severity } from '../model/alerts.ts'
import { AlertLine, goneValues, type Values } from './alert-line.ts'
import { isGroup, numberIn, type Check, type CheckContext, type Memory } from './check.ts'
import {
  allOf,
  compileAll,
  rowValuesByName,
  type CompiledCondition,
  type RowView,
  type Truth,
} from './condition.ts'
import type { Deadline } from './deadlines.ts'
import { daysLeft, type Fit } from './forecast-fit.ts'
import { LevelSteps } from './level-steps.ts'

const dayMs = 86_400_000
const fitEveryMs = 3_600_000
/** The first fits of all series after a start are spread over this. */
const spreadMs = 5 * 60_000
/** Of a host not heard for so long nothing new can be fitted. */
const hostHeardMs = 15 * 60_000
/** A fit older than this says nothing any more. */
const fitKeptMs = 2 * dayMs

/** Days until the end: at the slower pace of both windows, and at the long one's. */
interface Days {
  readonly both: number
  readonly long: number
}

export class ForecastCheck implements Check, Deadline {
  readonly #rule: ForecastRule
  readonly #context: CheckContext
  readonly #column: number
  readonly #scale: number
  readonly #when: readonly (readonly CompiledCondition[])[]
  readonly #line: AlertLine
  readonly #steps: LevelSteps
  #fit: Fit | undefined
  #fittedMs = 0
  #askedMs = 0
  #armed = false

  private constructor(
    rule: ForecastRule,
    context: CheckContext,
    column: number,
    when: readonly (readonly CompiledCondition[])[],
  ) {
    this.#rule = rule
    this.#context = context
    this.#column = column
    this.#scale = 10 ** (context.descriptor.fields[column]?.decimals ?? 0)
    this.#when = when
    this.#line = new AlertLine(context.subject, context.sink)
    this.#steps = new LevelSteps(
      rule.levels.map(({ severity, forMs }) => ({ severity, forMs, clearForMs: 0 })),
    )
  }
  static compile(rule: ForecastRule, context: CheckContext): ForecastCheck | undefined {
    const { fields } = context.descriptor
    const column = fields.findIndex((field) => field.name === rule.field)
    const when = rule.levels.map((level) => compileAll(level.when, context.descriptor))
    if (column < 0 || !when.every((one) => one !== undefined)) return undefined
    return new ForecastCheck(rule, context, column, when)
  }
  get openId(): string | undefined {
    return this.#line.open?.id
  }
  judge(row: RowView): void {
    if (!row.fresh) return
    if (!this.#armed) this.#arm(row.arrivalMs + ((this.#context.seriesId * 7919) % spreadMs))
    const value = (row.data[row.base + this.#column] ?? Number.NaN) / this.#scale
    const days = Number.isNaN(value) ? undefined : this.#days(value, row.timeMs)
    if (days === undefined) return
    const severity = this.#severity(days, row)
    if (severity === (this.#line.open?.severity ?? null)) return
    this.#line.set(severity, row.timeMs, {
      ...rowValuesByName(this.#context.descriptor, row),
      ...this.#numbers(days, row.timeMs),
    })
  }
  /** Undefined: nothing can be said. */
  #days(value: number, timeMs: number): Days | undefined {
    const fit = this.#fit
    if (fit === undefined || fit.kind === 'young') return undefined
    if (timeMs - this.#fittedMs > fitKeptMs) return undefined
    if (fit.kind !== 'heading') return { both: Infinity, long: Infinity }
    const { reaches } = this.#rule
    return {
      both: daysLeft(value, reaches, fit.perDay),
      long: daysLeft(value, reaches, fit.longPerDay),
    }
  }
  #severity(days: Days, row: RowView): Severity | null {
    let severity: Severity | null = null
    this.#rule.levels.forEach((level, at) => {
      const turning = this.#steps.isActive(at)
        ? isOver(days.long, level)
        : begins(days.both, level, this.#when[at] ?? [], row)
      this.#steps.step(at, turning, row.observedMs, row.timeMs)
      if (this.#steps.isActive(at)) severity ??= level.severity
    })
    return severity
  }
  #numbers({ both }: Days, timeMs: number): Values {
    if (this.#fit?.kind !== 'heading' || !Number.isFinite(both)) return {}
    const fullMs = timeMs + both * dayMs
    return {
      days_left: Math.round(both * 10) / 10,
      full_at: Math.round(fullMs / 1000),
      per_day: this.#fit.perDay,
    }
  }
  fitted(fit: Fit): void {
    this.#fit = fit
    this.#fittedMs = this.#askedMs
  }
  due(nowMs: number): void {
    const { host, seriesId, subject, askFit } = this.#context
    const { field, reaches: target, shortMs, longMs } = this.#rule
    if (nowMs - host.heardMs <= hostHeardMs) {
      this.#askedMs = nowMs
      askFit({ seriesId, ruleId: subject.ruleId, field, target, shortMs, longMs })
    }
    this.#arm(nowMs + fitEveryMs)
  }
  #arm(atMs: number): void {
    this.#armed = true
    this.#context.deadlines.set(this, atMs)
  }
  gone(timeMs: number): void {
    this.#line.set(null, timeMs, goneValues)
  }
  save(): Memory | undefined {
    const levels = this.#steps.save()
    if (this.#fit === undefined && levels === undefined && !this.#line.open) return undefined
    const fit =
      this.#fit?.kind === 'heading'
        ? [this.#fit.perDay, this.#fit.longPerDay]
        : (this.#fit?.kind ?? null)
    return { alert: this.openId ?? null, levels, fit, fitted: this.#fittedMs }
  }
  restore(memory: Memory): void {
    if (!isGroup(memory)) return
    const alert = memory['alert']
    const open = typeof alert === 'string' ? this.#context.openAlert(alert) : undefined
    if (open) this.#line.resume(open)
    this.#steps.restore(memory['levels'])
    const fit = memory['fit']
    if (Array.isArray(fit)) {
      const [perDay, longPerDay] = fit as readonly Memory[]
      this.#fit = {
        kind: 'heading',
        perDay: numberIn(perDay, 0),
        longPerDay: numberIn(longPerDay, 0),
      }
    } else if (fit === 'steady' || fit === 'stepped' || fit === 'young') this.#fit = { kind: fit }
    this.#fittedMs = numberIn(memory['fitted'], 0)
  }
  end(): void {
    this.#context.deadlines.delete(this)
  }
}

function begins(
  days: number,
  { withinMs }: ForecastLevel,
  when: readonly CompiledCondition[],
  row: RowView,
): Truth {
  return days * dayMs < withinMs ? allOf(when, row) : 'no'
}

/** By the long window: one quiet weekend ends nothing that will go on on Monday. */
function isOver(days: number, { clearMs }: ForecastLevel): Truth {
  return days * dayMs > clearMs ? 'yes' : 'no'
}
