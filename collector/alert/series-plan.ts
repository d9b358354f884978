/** The checks of one series with its place in time. */
import type { Rule } from '../../config/rule.ts'
import { historyFlag, estimatedFlag } from '../../contract/wire/packed-rows.ts'
import type { StoredSeries } from '../model/store.ts'
import { AgeCheck } from './age-check.ts'
import { ChangeCheck } from './change-check.ts'
import { isGroup, type Check, type CheckContext, type HostView, type Memory } from './check.ts'
import type { RowView } from './condition.ts'
import { EventCheck } from './event-check.ts'
import { hostNote } from './host-notes.ts'
import { ForecastCheck } from './forecast-check.ts'
import type { Fit } from './forecast-fit.ts'
import { IncreaseCheck } from './increase-check.ts'
import { LevelCheck } from './level-check.ts'
import { objectOf } from './rule-book.ts'
import { ScheduleCheck } from './schedule-check.ts'
import { SourceSilence } from './source-silence.ts'

/** Rows further apart than this many beats of their series: the host was off in between (A2). */
const gapBeats = 2.5
/** Rows of a host, of whatever series, are nearer than this while it is on: 2.5 × the widest sample. */
const hostGapMs = 12.5 * 60_000
/** A row further ahead of its arrival than this has a wrong time; it is judged at its arrival. */
const aheadMs = 2 * 60_000

/** Beats without a row, and the least that counts as one: the source reads its things together. */
const goneBeats = 3
const goneBeatMs = 5 * 60_000

export class SeriesPlan {
  readonly hostId: string
  readonly #host: HostView
  readonly #checks: readonly (readonly [ruleId: string, check: Check])[]
  #lastMs = -Infinity
  /** The series' usual distance between rows, learnt: it follows the link profile. */
  #beatMs = 0
  /** The host's time on at this series' row before. */
  #onMs = 0
  private constructor(
    host: HostView,
    hostId: string,
    checks: readonly (readonly [string, Check])[],
  ) {
    this.hostId = hostId
    this.#host = host
    this.#checks = checks
  }
  /** Null when no rule applies. */
  static compile(
    series: StoredSeries,
    rules: readonly Rule[],
    looked: (source: string, timeMs: number) => void,
    context: Omit<CheckContext, 'subject' | 'descriptor' | 'seriesId' | 'learningUntilMs'>,
  ): SeriesPlan | null {
    const checks = rules.flatMap((rule): (readonly [string, Check])[] => {
      const check = compileCheck(rule, {
        ...context,
        descriptor: series.descriptor,
        seriesId: series.id,
        learningUntilMs: context.host.record.createdAtMs + rule.learnMs,
        subject: {
          ruleId: rule.id,
          hostId: series.hostId,
          siteId: context.host.record.siteId,
          object: objectOf(rule, series.descriptor.tags),
        },
      })
      return check ? [[rule.id, check]] : []
    })
    const note = hostNote(series, context.host, looked)
    if (note) checks.push(['', note])
    return checks.length > 0 ? new SeriesPlan(context.host, series.hostId, checks) : null
  }
  /** `row` holds the values' place; its judgement fields are filled here. */
  judge(row: RowView, timeMs: number, flags: number, arrivalMs: number): void {
    row.timeMs = timeMs > arrivalMs + aheadMs ? arrivalMs : timeMs
    row.arrivalMs = arrivalMs
    row.fresh = (flags & (historyFlag | estimatedFlag)) === 0 && row.timeMs > this.#lastMs
    row.observedMs = 0
    if (row.fresh) {
      const onMs = this.#hostOnMs(row.timeMs)
      if (this.#lastMs !== -Infinity)
        row.observedMs = this.#observed(row.timeMs - this.#lastMs, onMs)
      this.#lastMs = row.timeMs
      this.#onMs = onMs
    }
    for (const [, check] of this.#checks) check.judge(row)
  }
  /** By the series' own beat, or by the host's other rows, where a series is sent on change. */
  #observed(gapMs: number, onMs: number): number {
    const beatMs = this.#beatMs || gapMs
    this.#beatMs = Math.min(gapMs, beatMs * 2)
    return gapMs <= beatMs * gapBeats ? gapMs : Math.min(gapMs, onMs - this.#onMs)
  }
  #hostOnMs(timeMs: number): number {
    const host = this.#host
    const gapMs = timeMs - host.rowMs
    if (gapMs <= 0) return host.onMs
    if (gapMs <= hostGapMs) host.onMs += gapMs
    host.rowMs = timeMs
    return host.onMs
  }
  openIds(): readonly string[] {
    return this.#checks.flatMap(([, check]) => check.openId ?? [])
  }
  /** Accepts what that open alert tells of as the baseline. */
  accept(alertId: string, nowMs: number): void {
    for (const [, check] of this.#checks) if (check.openId === alertId) check.accept?.(nowMs)
  }
  /**
   * Its source has looked again and said nothing of it, for longer than it ever did while the host
   * was on: what it is about was taken out.
   */
  missed(timeMs: number): boolean {
    const quietMs = goneBeats * Math.max(this.#beatMs, goneBeatMs)
    const open = this.#checks.filter(([, check]) => check.openId !== undefined && 'gone' in check)
    if (open.length === 0 || this.#lastMs === -Infinity) return false
    if (this.#hostOnMs(timeMs) - this.#onMs < quietMs) return false
    for (const [, check] of open) check.gone?.(timeMs)
    return true
  }
  fitted(ruleId: string, fit: Fit): void {
    for (const [id, check] of this.#checks) if (id === ruleId) check.fitted?.(fit)
  }
  save(): Memory | undefined {
    const checks = this.#savedChecks()
    const began = this.#lastMs !== -Infinity
    if (!began && Object.keys(checks).length === 0) return undefined
    return [began ? this.#lastMs : null, this.#beatMs, this.#onMs, checks]
  }
  #savedChecks(): Record<string, Memory> {
    const saved: Record<string, Memory> = {}
    for (const [id, check] of this.#checks) {
      const memory = check.save()
      if (memory !== undefined) saved[id] = memory
    }
    return saved
  }
  restore(memory: Memory | undefined): void {
    if (!Array.isArray(memory)) return
    const [lastMs, beatMs, onMs, checks] = memory as readonly Memory[]
    if (typeof lastMs === 'number') this.#lastMs = lastMs
    if (typeof beatMs === 'number') this.#beatMs = beatMs
    if (typeof onMs === 'number') this.#onMs = onMs
    if (!isGroup(checks)) return
    for (const [id, check] of this.#checks) {
      const saved = checks[id]
      if (saved !== undefined) check.restore(saved)
    }
  }
  end(): void {
    for (const [, check] of this.#checks) check.end()
  }
}

function compileCheck(rule: Rule, context: CheckContext): Check | undefined {
  switch (rule.kind) {
    case 'threshold':
    case 'state':
      return LevelCheck.compile(rule, context)
    case 'event':
      return EventCheck.compile(rule, context)
    case 'change':
      return ChangeCheck.compile(rule, context)
    case 'increase':
      return IncreaseCheck.compile(rule, context)
    case 'age':
      return AgeCheck.compile(rule, context)
    case 'forecast':
      return ForecastCheck.compile(rule, context)
    case 'schedule':
      return ScheduleCheck.compile(rule, context)
    default:
      return rule.of === 'source' ? new SourceSilence(rule, context) : undefined
  }
}
