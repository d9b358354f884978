/**
 * The pure core: rows and presence in, changes out; no file, no clock, no waiting. The engine
 * (engine.ts) feeds it and makes durable what it says.
 */
import type { Calendar } from '../../config/calendar.ts'
import { removableThings } from '../../contract/catalogue/removable-things.ts'
import { rowHeaderLength, skipFlag, type PackedRows } from '../../contract/wire/packed-rows.ts'
import type { AlertChange } from '../state/alert-engine.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { Commit, SeriesDirectory, StoredSeries } from '../model/store.ts'
import type { Sink } from './alert-line.ts'
import { numberIn, type HostView, type Memory } from './check.ts'
import type { RowView } from './condition.ts'
import { Deadlines } from './deadlines.ts'
import type { FitAsk } from './forecast-desk.ts'
import type { Fit } from './forecast-fit.ts'
import { LevelPlans } from './level-plans.ts'
import type { RuleBook } from './rule-book.ts'
import { SeriesPlan } from './series-plan.ts'

/** Beside a host's series by id: how long it was seen to be on. */
const hostKey = 'on'

export interface JudgeOptions {
  readonly series: Pick<SeriesDirectory, 'get' | 'ofHost' | 'all'>
  readonly book: RuleBook
  readonly calendar: Calendar
  readonly hostOf: (hostId: string) => HostView
  readonly openAlert: (id: string) => AlertRecord | undefined
  /** What was remembered of hosts' series before; taken out when a series is first looked at. */
  readonly remembered: ReadonlyMap<string, Record<string, Memory>>
  readonly newId: () => string
  /** A forecast rule wants the past of its series; left out: forecasts stay unknown. */
  readonly askFit?: (ask: FitAsk) => void
  /** Each alert as it is after a change. */
  readonly onChange?: (alert: AlertRecord) => void
  /** A row that a rule stumbled over; its series is judged no more. */
  readonly onFault: (error: unknown, hostId: string) => void
}

export class Judge implements Sink {
  readonly deadlines = new Deadlines()
  readonly #options: JudgeOptions
  readonly #levelPlans = new LevelPlans()
  /** By series id: null when no rule applies, undefined when not looked at yet. */
  #plans: (SeriesPlan | null | undefined)[] = []
  readonly #changes: AlertChange[] = []
  #dirty = new Set<string>()
  readonly #row: RowView = {
    data: new Float64Array(0),
    base: 0,
    strings: [],
    timeMs: 0,
    arrivalMs: 0,
    fresh: false,
    observedMs: 0,
  }
  rowsJudged = 0

  constructor(options: JudgeOptions) {
    this.#options = options
  }
  newId(): string {
    return this.#options.newId()
  }
  change(change: AlertChange): void {
    this.#options.onChange?.(change.alert)
    if (change.alert.hostId !== null) this.#dirty.add(change.alert.hostId)
    this.#changes.push(change)
  }
  judgeCommit(commit: Commit): void {
    for (const { rows } of commit.frames) this.judgeRows(rows, commit.arrivalMs)
  }
  judgeRows(rows: PackedRows, arrivalMs: number): void {
    const { data, length, strings } = rows
    const row = this.#row
    row.data = data
    row.strings = strings
    let hostId = ''
    for (let at = 0; at < length; at += rowHeaderLength + (data[at + 4] ?? 0)) {
      const seriesId = data[at] ?? 0
      let plan = this.#plans[seriesId]
      if (plan === undefined) plan = this.#compile(seriesId)
      if (plan === null) continue
      const flags = data[at + 3] ?? 0
      if ((flags & skipFlag) !== 0) continue
      if (plan.hostId !== hostId) {
        hostId = plan.hostId
        this.#dirty.add(hostId)
      }
      row.base = at + rowHeaderLength
      this.rowsJudged++
      try {
        plan.judge(row, data[at + 2] ?? 0, flags, arrivalMs)
      } catch (error) {
        this.#fault(error, seriesId)
      }
    }
  }
  /** One bad row must not stop the judgement of all others for ever (I5). */
  #fault(error: unknown, seriesId: number): void {
    const plan = this.#plans[seriesId]
    plan?.end()
    this.#plans[seriesId] = null
    this.#options.onFault(error, plan?.hostId ?? '')
  }
  /** Judges what is due. */
  runDeadlines(nowMs: number): void {
    for (;;) {
      const deadline = this.deadlines.take(nowMs)
      if (!deadline) return
      deadline.due(nowMs)
    }
  }
  get changed(): boolean {
    return this.#changes.length > 0
  }
  changes(): readonly AlertChange[] {
    return this.#changes
  }
  get dirtyHosts(): number {
    return this.#dirty.size
  }
  /** Hosts whose memory changed since it was last taken. */
  takeDirty(): ReadonlySet<string> {
    const dirty = this.#dirty
    this.#dirty = new Set()
    return dirty
  }
  markDirty(hostId: string): void {
    this.#dirty.add(hostId)
  }
  /** The first so many changes are durable. */
  settle(count: number): void {
    this.#changes.splice(0, count)
  }
  saveHost(hostId: string): Record<string, Memory> {
    // Series that were not seen since the start keep what was remembered of them.
    const saved: Record<string, Memory> = { ...this.#options.remembered.get(hostId) }
    for (const { id } of this.#options.series.ofHost(hostId)) {
      const memory = this.#plans[id]?.save()
      if (memory !== undefined) saved[String(id)] = memory
    }
    const { rowMs, onMs } = this.#options.hostOf(hostId)
    if (rowMs !== -Infinity) saved[hostKey] = [rowMs, onMs]
    return saved
  }
  /** Ids of the open alerts of a host that still have a rule and a series. */
  openIds(hostId: string): readonly string[] {
    return this.#options.series.ofHost(hostId).flatMap(({ id }) => {
      const plan = this.#plans[id] === undefined ? this.#compile(id) : this.#plans[id]
      return plan?.openIds() ?? []
    })
  }
  /** An officer accepts what the open alert of that host tells of as the baseline. */
  accept(hostId: string, alertId: string, nowMs: number): void {
    for (const { id } of this.#options.series.ofHost(hostId))
      this.#plans[id]?.accept(alertId, nowMs)
    this.#dirty.add(hostId)
  }
  /** The past of a series that was asked for. */
  fitted(seriesId: number, ruleId: string, fit: Fit): void {
    const plan = this.#plans[seriesId]
    if (!plan) return
    plan.fitted(ruleId, fit)
    this.#dirty.add(plan.hostId)
  }
  /** Series whose rules wait for a deadline must be known before their next row. */
  compileDeadlineSeries(): void {
    const measurements = this.#options.book.deadlineMeasurements()
    if (measurements.size === 0) return
    for (const series of this.#options.series.all()) {
      if (!measurements.has(series.descriptor.measurement)) continue
      if (this.#plans[series.id] === undefined) this.#compile(series.id)
    }
  }
  end(): void {
    for (const plan of this.#plans) plan?.end()
    this.#plans = []
  }
  #compile(seriesId: number): SeriesPlan | null {
    const series = this.#options.series.get(seriesId)
    if (!series) return null
    const plan = this.#make(series)
    const remembered = this.#options.remembered.get(series.hostId)
    plan?.restore(remembered?.[String(seriesId)])
    if (remembered) delete remembered[String(seriesId)]
    this.#plans[seriesId] = plan
    return plan
  }
  /** What that source no longer tells of has been taken out of the computer. */
  #looked(hostId: string, source: string, timeMs: number): void {
    for (const { id, descriptor } of this.#options.series.ofHost(hostId)) {
      if (removableThings[descriptor.measurement] !== source) continue
      const plan = this.#plans[id] === undefined ? this.#compile(id) : this.#plans[id]
      if (plan?.missed(timeMs)) this.#dirty.add(hostId)
    }
  }
  #make(series: StoredSeries): SeriesPlan | null {
    const { book, calendar, hostOf, openAlert, askFit = ignore } = this.#options
    const host = hostOf(series.hostId)
    const on = this.#options.remembered.get(series.hostId)?.[hostKey]
    if (host.rowMs === -Infinity && Array.isArray(on)) {
      host.rowMs = numberIn(on[0], -Infinity)
      host.onMs = numberIn(on[1], 0)
    }
    const looked = (source: string, timeMs: number): void =>
      this.#looked(series.hostId, source, timeMs)
    return SeriesPlan.compile(series, book.forSeries(series.descriptor, host.record), looked, {
      host,
      sink: this,
      deadlines: this.deadlines,
      calendar,
      levelPlans: this.#levelPlans,
      askFit,
      openAlert,
    })
  }
}

function ignore(): void {}
