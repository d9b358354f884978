import { describeSeries } from '../../contract/catalogue/describe.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import {
  emptyPackedRows,
  rowHeaderLength,
  type PackedRows,
} from '../../contract/wire/packed-rows.ts'
import type { RowValue, SeriesDescriptor } from '../../contract/wire/series.ts'
import type {
  AppendFrame,
  Commit,
  RangePoint,
  RangeQuery,
  RangeSeries,
  SeriesDirectory,
  StoredSeries,
} from '../../collector/model/store.ts'

/** The part of the store that the alert engine stands on, in memory, for tables of timelines. */
export class TimelineStore {
  readonly #series: StoredSeries[] = []
  readonly #ids = new Map<string, number>()
  readonly #commits: Commit[] = []
  released = 0
  readonly series: SeriesDirectory = {
    get: (id) => this.#series[id - 1],
    ofHost: (hostId) => this.#series.filter((one) => one.hostId === hostId),
    all: () => this.#series,
    register: async (hostId, descriptors) => descriptors.map((one) => this.seriesId(hostId, one)),
  }
  seriesId(hostId: string, descriptor: SeriesDescriptor): number {
    const key = JSON.stringify([hostId, descriptor])
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const id = this.#series.length + 1
    this.#series.push({ id, hostId, descriptor })
    this.#ids.set(key, id)
    return id
  }
  append(rows: PackedRows, arrivalMs: number): Commit {
    const frame: AppendFrame = { agentId: 'a', epoch: '0'.repeat(32), rows, settled: [] }
    const commit = { number: this.#commits.length + 1, arrivalMs, frames: [frame] }
    this.#commits.push(commit)
    return commit
  }
  async commitsAfter(number: number, limit: number): Promise<readonly Commit[]> {
    return this.#commits.slice(number, number + limit)
  }
  /** The last value of each window, as roll-ups give it. */
  async range(query: RangeQuery): Promise<readonly RangeSeries[]> {
    const { seriesIds, field, fromMs, toMs, stepMs = 1 } = query
    return seriesIds.map((seriesId) => {
      const fields = this.series.get(seriesId)?.descriptor.fields ?? []
      const column = fields.findIndex(({ name }) => name === field)
      const windows = new Map<number, RangePoint & { readonly at: number }>()
      for (const row of this.#rowsOf(seriesId)) {
        const value = row.values[column] ?? Number.NaN
        if (row.timeMs < fromMs || row.timeMs >= toMs || Number.isNaN(value)) continue
        const timeMs = Math.floor(row.timeMs / stepMs) * stepMs
        if ((windows.get(timeMs)?.at ?? 0) > row.timeMs) continue
        const { kind, decimals = 0 } = fields[column] ?? {}
        const isText = kind === 'text' || kind === 'event'
        windows.set(timeMs, {
          timeMs,
          at: row.timeMs,
          value: isText ? (row.strings[value] ?? null) : value / 10 ** decimals,
        })
      }
      const points = [...windows.values()].sort((a, b) => a.timeMs - b.timeMs)
      return { seriesId, tier: 'h1', points }
    })
  }
  *#rowsOf(
    seriesId: number,
  ): Iterable<{ timeMs: number; values: readonly number[]; strings: readonly string[] }> {
    for (const { rows } of this.#commits.flatMap((commit) => commit.frames)) {
      for (let at = 0; at < rows.length; at += rowHeaderLength + (rows.data[at + 4] ?? 0)) {
        if (rows.data[at] !== seriesId) continue
        const from = at + rowHeaderLength
        const values = Array.from(rows.data.subarray(from, from + (rows.data[at + 4] ?? 0)))
        yield { timeMs: rows.data[at + 2] ?? 0, values, strings: rows.strings }
      }
    }
  }
  async release(number: number): Promise<void> {
    this.released = number
  }
}

export interface TimelineRow {
  readonly series: number
  readonly timeMs: number
  readonly flags?: number
  readonly values: readonly RowValue[]
}
/** Rows as the ingest hands them on. */
export function packed(rows: readonly TimelineRow[]): PackedRows {
  const packedRows = emptyPackedRows(
    rows.reduce((sum, row) => sum + rowHeaderLength + row.values.length, 1),
  )
  rows.forEach((row, index) => {
    const values = row.values.map((value) => {
      if (value === null) return Number.NaN
      if (typeof value === 'number') return value
      packedRows.strings.push(value)
      return packedRows.strings.length - 1
    })
    const header = [row.series, index + 1, row.timeMs, row.flags ?? 0, values.length]
    packedRows.data.set([...header, ...values], packedRows.length)
    packedRows.length += rowHeaderLength + values.length
    packedRows.rowCount++
  })
  return packedRows
}

/** Values as a source's reading travels: whole numbers, codes, texts. */
export function valuesOf(descriptor: SeriesDescriptor, { fields }: Reading): readonly RowValue[] {
  return descriptor.fields.map(({ name, decimals, states }): RowValue => {
    const value = fields[name] ?? null
    if (typeof value === 'boolean') return value ? 1 : 0
    if (typeof value === 'number') return Math.round(value * 10 ** decimals)
    return value !== null && states ? (states[value] ?? null) : value
  })
}

/** The row of a reading that a source would have sent. */
export function rowOf(
  store: TimelineStore,
  hostId: string,
  reading: Reading,
  timeMs: number,
  flags = 0,
): TimelineRow {
  const descriptor = describeSeries(reading.measurement, reading.tags)
  const series = store.seriesId(hostId, descriptor)
  return { series, timeMs, flags, values: valuesOf(descriptor, reading) }
}
