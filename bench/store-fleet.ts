/** Ready-made frames of a fleet for the store's bench: 10 series of 6 fields that move as life does. */
import { rowHeaderLength } from '../contract/wire/packed-rows.ts'
import type { SeriesDescriptor } from '../contract/wire/series.ts'
import type { AppendFrame } from '../collector/model/store.ts'

export const seriesPerHost = 10
export const fieldsPerSeries = 6
export const valuesPerSample = seriesPerHost * fieldsPerSeries

export const descriptors = Array.from({ length: seriesPerHost }, (_, i): SeriesDescriptor => ({
  measurement: `bench_${i}`,
  tags: [['object', `object-${i}`]],
  fields: [
    { name: 'percent', kind: 'float', decimals: 1 },
    { name: 'used', kind: 'integer', decimals: 0 },
    { name: 'total', kind: 'integer', decimals: 0, counter: true },
    { name: 'size', kind: 'integer', decimals: 0 },
    { name: 'load', kind: 'float', decimals: 2 },
    { name: 'state', kind: 'state', decimals: 0, states: { good: 0, bad: 1 } },
  ],
}))

/** Numbers from a seed, so that every run measures the same. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A host whose readings go on from frame to frame. */
export class BenchHost {
  readonly #agentId: string
  readonly #series: readonly number[]
  readonly #random: () => number
  readonly #values: Float64Array
  #seq = 0

  constructor(number: number, series: readonly number[]) {
    this.#agentId = number.toString(16).padStart(32, '0')
    this.#series = series
    this.#random = randomFrom(number + 1)
    this.#values = Float64Array.from(series.flatMap(() => [350, 40_000, 1e9, 8e9, 120, 0]))
  }
  frame(timesMs: readonly number[]): AppendFrame {
    const width = rowHeaderLength + fieldsPerSeries
    const data = new Float64Array(timesMs.length * this.#series.length * width)
    const first = this.#seq
    let at = 0
    for (const timeMs of timesMs) {
      const jitter = Math.floor(this.#random() * 8)
      this.#series.forEach((series, i) => {
        this.#move(i * fieldsPerSeries)
        data.set([series, this.#seq++, timeMs + jitter, 0, fieldsPerSeries], at)
        const values = this.#values.subarray(i * fieldsPerSeries, (i + 1) * fieldsPerSeries)
        data.set(values, at + rowHeaderLength)
        at += width
      })
    }
    return {
      agentId: this.#agentId,
      epoch: this.#agentId,
      rows: { data, length: at, rowCount: timesMs.length * this.#series.length, strings: [] },
      settled: [[first, this.#seq - 1]],
    }
  }
  #move(at: number): void {
    const values = this.#values
    const random = this.#random
    const percent = (values[at] ?? 0) + Math.floor((random() - 0.5) * 60)
    values[at] = Math.min(1000, Math.max(0, percent))
    if (random() < 0.3) values[at + 1] = (values[at + 1] ?? 0) + Math.floor((random() - 0.5) * 200)
    values[at + 2] = (values[at + 2] ?? 0) + Math.floor(1000 + random() * 200)
    values[at + 4] = Math.max(0, (values[at + 4] ?? 0) + Math.floor((random() - 0.5) * 12))
    if (random() < 0.001) values[at + 5] = 1 - (values[at + 5] ?? 0)
  }
}
