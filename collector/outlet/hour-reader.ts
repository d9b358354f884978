/** The lines of one hour, read back from the store. */
import { foreignPrefix } from '../../contract/catalogue/foreign.ts'
import type { Aggregate, RangeQuery, StoredSeries, TimeSeriesStore } from '../model/store.ts'
import { nanoseconds } from './line-protocol.ts'
import { coverageField, rollupColumns, type RollupTier } from './rollup-lines.ts'
import { plainLine, type SeriesLines } from './series-lines.ts'

export const hourMs = 3_600_000
const fiveMinutesMs = 300_000
/** Series read together: an hour of rows of so many at the quickest beat stays a few megabytes. */
const rowsSeriesMax = 32
const rollupSeriesMax = 512
const probedSeriesMax = 4096

type Value = number | string | null

export class HourReader {
  readonly #store: Pick<TimeSeriesStore, 'range' | 'series'>
  readonly #lines: SeriesLines

  constructor(store: Pick<TimeSeriesStore, 'range' | 'series'>, lines: SeriesLines) {
    this.#store = store
    this.#lines = lines
  }
  /** Of these series (all when left out) those that have rows in the hour. */
  async withRows(hour: number, ids?: readonly number[]): Promise<readonly number[]> {
    const found: number[] = []
    for (const group of this.#alike(ids, probedSeriesMax)) {
      const field = group[0]?.descriptor.fields[0]?.name
      if (field === undefined) continue
      const answers = await this.#range(group, field, hour, hourMs, 'count')
      for (const { seriesId, points } of answers) if (points.length > 0) found.push(seriesId)
    }
    return found
  }
  /** Every stored row; nothing when the store has given up the full readings of that hour. */
  async *rows(hour: number, ids: readonly number[]): AsyncGenerator<readonly string[]> {
    for (const group of this.#alike(ids, rowsSeriesMax)) {
      const lines = await this.#rowsOf(group, hour)
      if (lines === undefined) return
      yield lines
    }
  }
  async #rowsOf(
    group: readonly StoredSeries[],
    hour: number,
  ): Promise<readonly string[] | undefined> {
    const fields = group[0]?.descriptor.fields ?? []
    const rows = new Map<number, Map<number, Value[]>>()
    const asked = fields.map(
      ({ name }) =>
        () =>
          this.#range(group, name, hour),
    )
    for await (const [at, answers] of inTurn(asked)) {
      for (const { seriesId, tier, points } of answers) {
        if (tier !== 'full') return undefined
        for (const { timeMs, value } of points) put(rows, seriesId, timeMs, at, value)
      }
    }
    const lines: string[] = []
    for (const [id, times] of rows) {
      const text = this.#lines.text(id)
      if (text === undefined) continue
      for (const [timeMs, values] of times) {
        const line = plainLine(text, values, timeMs)
        if (line !== undefined) lines.push(line)
      }
    }
    return lines
  }
  /** One line a window: 5 minutes or the hour. */
  async *rollups(
    tier: RollupTier,
    hour: number,
    ids: readonly number[],
  ): AsyncGenerator<readonly string[]> {
    for (const group of this.#alike(ids, rollupSeriesMax)) {
      const windows = await this.#windowsOf(group, hour, tier)
      if (windows === undefined) return
      yield this.#rollupLines(windows)
    }
  }
  async #windowsOf(
    group: readonly StoredSeries[],
    hour: number,
    tier: RollupTier,
  ): Promise<Windows | undefined> {
    const stepMs = tier === 'm5' ? fiveMinutesMs : hourMs
    const windows: Windows = new Map()
    const { fields = [], measurement = '' } = group[0]?.descriptor ?? {}
    const isForeign = measurement.startsWith(foreignPrefix)
    const columns = fields.flatMap((field) =>
      rollupColumns(field, tier, isForeign).map((column) => ({ ...column, name: field.name })),
    )
    const asked = columns.map(
      ({ name, aggregate }) =>
        () =>
          this.#range(group, name, hour, stepMs, aggregate),
    )
    for await (const [at, answers] of inTurn(asked)) {
      const write = columns[at]?.write
      for (const { seriesId, tier: answering, points } of answers) {
        // Older than the 5-minute series: the hourly one answers, which is no 5-minute window.
        if (tier === 'm5' && answering === 'h1') return undefined
        for (const { timeMs, value, coverage } of points) {
          const window = windowOf(windows, seriesId, timeMs)
          if (coverage !== undefined) window.coverage = coverage
          if (value !== null && write) window.fields.push(write(value))
        }
      }
    }
    return windows
  }
  #rollupLines(windows: Windows): readonly string[] {
    const lines: string[] = []
    for (const [id, times] of windows) {
      const text = this.#lines.text(id)
      if (text === undefined) continue
      for (const [timeMs, { fields, coverage }] of times) {
        if (fields.length === 0) continue
        const all = [...fields, coverageField(coverage)].join(',')
        lines.push(`${text.key} ${all} ${nanoseconds(timeMs)}`)
      }
    }
    return lines
  }
  /** The first hour with any row, found in windows of thirty days; undefined: there is none. */
  async oldestHour(nowMs: number, yearsMax: number): Promise<number | undefined> {
    const stepMs = 720 * hourMs
    const fromMs = Math.floor((nowMs - yearsMax * 8760 * hourMs) / stepMs) * stepMs
    let oldestMs = Infinity
    for (const group of this.#alike(undefined, rollupSeriesMax)) {
      const field = group[0]?.descriptor.fields[0]?.name ?? ''
      const seriesIds = group.map(({ id }) => id)
      const query: RangeQuery = {
        seriesIds,
        field,
        fromMs,
        toMs: nowMs,
        stepMs,
        aggregate: 'count',
      }
      for (const { points } of await this.#store.range(query)) {
        oldestMs = Math.min(oldestMs, points[0]?.timeMs ?? Infinity)
      }
    }
    return oldestMs === Infinity ? undefined : Math.floor(oldestMs / hourMs)
  }
  #range(
    group: readonly StoredSeries[],
    field: string,
    hour: number,
    stepMs?: number,
    aggregate?: Aggregate,
  ): ReturnType<TimeSeriesStore['range']> {
    const query = { seriesIds: group.map(({ id }) => id), field }
    const span = { fromMs: hour * hourMs, toMs: (hour + 1) * hourMs }
    return this.#store.range({
      ...query,
      ...span,
      ...(stepMs === undefined ? {} : { stepMs }),
      ...(aggregate === undefined ? {} : { aggregate }),
    })
  }
  /** Series with the same measurement and fields, in groups of a bounded size. */
  *#alike(ids: readonly number[] | undefined, most: number): Generator<readonly StoredSeries[]> {
    const groups = new Map<string, StoredSeries[]>()
    for (const one of this.#of(ids)) {
      const shape = shapeOf(one)
      const group = groups.get(shape) ?? []
      group.push(one)
      groups.set(shape, group)
    }
    for (const group of groups.values()) {
      for (let at = 0; at < group.length; at += most) yield group.slice(at, at + most)
    }
  }
  #of(ids: readonly number[] | undefined): Iterable<StoredSeries> {
    const { series } = this.#store
    return ids === undefined
      ? series.all()
      : ids.map((id) => series.get(id)).filter((one) => one !== undefined)
  }
}

/** Questions that are under way together. */
const askedMax = 4
/** Answers in their order; the next ones are read while one is written down. */
async function* inTurn<T>(
  questions: readonly (() => Promise<T>)[],
): AsyncGenerator<readonly [number, T]> {
  const underWay: Promise<T>[] = []
  for (let at = 0; at < questions.length; at++) {
    for (let next = underWay.length; next < Math.min(at + askedMax, questions.length); next++) {
      const answer = questions[next]?.()
      // One that is never waited for, because one before it failed, is no fault of its own.
      answer?.catch(() => undefined)
      if (answer) underWay.push(answer)
    }
    const answer = underWay[at]
    if (answer) yield [at, await answer]
  }
}

interface Window {
  readonly fields: string[]
  coverage: number
}
type Windows = Map<number, Map<number, Window>>

function windowOf(windows: Windows, series: number, timeMs: number): Window {
  let times = windows.get(series)
  if (times === undefined) windows.set(series, (times = new Map()))
  let window = times.get(timeMs)
  if (window === undefined) times.set(timeMs, (window = { fields: [], coverage: 0 }))
  return window
}

/** Two rows of one time are one point in the database, with the fields of both. */
function put(
  rows: Map<number, Map<number, Value[]>>,
  series: number,
  timeMs: number,
  at: number,
  value: Value,
): void {
  if (value === null) return
  let times = rows.get(series)
  if (times === undefined) rows.set(series, (times = new Map()))
  let values = times.get(timeMs)
  if (values === undefined) times.set(timeMs, (values = []))
  values[at] = value
}

const shapes = new WeakMap<object, string>()
function shapeOf({ descriptor }: StoredSeries): string {
  let shape = shapes.get(descriptor)
  if (shape === undefined) {
    const fields = descriptor.fields.map(({ name, kind, counter }) => [name, kind, counter])
    shape = JSON.stringify([descriptor.measurement, fields])
    shapes.set(descriptor, shape)
  }
  return shape
}
