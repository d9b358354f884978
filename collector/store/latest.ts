/** The newest row of each series, packed; on the main thread, so that no answer crosses threads. */
import { rowHeaderLength, skipFlag } from '../../contract/wire/packed-rows.ts'
import { compareValues } from './row-set.ts'
import type { ColumnKind } from './shape.ts'

export type KindsOf = (series: number) => readonly ColumnKind[] | undefined
const keptFlags = 255 & ~skipFlag

export class Latest {
  readonly #kindsOf: KindsOf
  #place = new Int32Array(1024).fill(-1)
  #time = new Float64Array(1024)
  #flags = new Uint8Array(1024)
  #values = new Float64Array(8192)
  #used = 0
  readonly #texts = new Map<number, (string | null)[]>()

  constructor(kindsOf: KindsOf) {
    this.#kindsOf = kindsOf
  }
  /** Takes the row at `at` if it is newer than what is known, in the rows' total order. */
  offer(data: Float64Array, at: number, strings: readonly string[], stringBase: number): void {
    const series = data[at] ?? 0
    const time = data[at + 2] ?? 0
    if (series >= this.#place.length) this.#grow(series)
    if ((this.#place[series] ?? 0) >= 0) {
      if (time < (this.#time[series] ?? 0)) return
      if (time === (this.#time[series] ?? 0) && this.#compare(data, at, strings, stringBase) <= 0)
        return
    }
    const kinds = this.#kindsOf(series)
    if (kinds === undefined) return
    let place = this.#place[series] ?? 0
    if (place < 0) place = this.#place[series] = this.#reserve(kinds.length)
    this.#time[series] = time
    this.#flags[series] = (data[at + 3] ?? 0) & keptFlags
    for (let i = 0; i < kinds.length; i++) {
      const value = data[at + rowHeaderLength + i] ?? 0
      this.#values[place + i] = value + 0
      if (kinds[i] === 'text') this.#setText(series, i, textAt(value, strings, stringBase))
    }
  }
  #compare(data: Float64Array, at: number, strings: readonly string[], stringBase: number): number {
    const series = data[at] ?? 0
    const byFlags = ((data[at + 3] ?? 0) & keptFlags) - (this.#flags[series] ?? 0)
    if (byFlags !== 0) return byFlags
    const kinds = this.#kindsOf(series) ?? []
    for (let i = 0; i < kinds.length; i++) {
      const value = data[at + rowHeaderLength + i] ?? 0
      const mine = kinds[i] === 'text' ? textAt(value, strings, stringBase) : value
      const order = compareValues(mine, this.value(series, i))
      if (order !== 0) return order
    }
    return 0
  }
  #setText(series: number, column: number, text: string | null): void {
    const texts = this.#texts.get(series)
    if (texts) texts[column] = text
    else {
      const fresh: (string | null)[] = []
      fresh[column] = text
      this.#texts.set(series, fresh)
    }
  }
  #reserve(count: number): number {
    const place = this.#used
    this.#used += count
    if (this.#used > this.#values.length) {
      const grown = new Float64Array(Math.max(this.#used, this.#values.length * 2))
      grown.set(this.#values)
      this.#values = grown
    }
    return place
  }
  #grow(series: number): void {
    const size = Math.max(series + 1, this.#place.length * 2)
    const place = new Int32Array(size).fill(-1)
    place.set(this.#place)
    const time = new Float64Array(size)
    time.set(this.#time)
    const flags = new Uint8Array(size)
    flags.set(this.#flags)
    this.#place = place
    this.#time = time
    this.#flags = flags
  }
  has(series: number): boolean {
    return (this.#place[series] ?? -1) >= 0
  }
  time(series: number): number {
    return this.#time[series] ?? NaN
  }
  flags(series: number): number {
    return this.#flags[series] ?? 0
  }
  /** NaN or null: no value. */
  value(series: number, column: number): number | string | null {
    if (this.#kindsOf(series)?.[column] === 'text') return this.#texts.get(series)?.[column] ?? null
    return this.number(series, column)
  }
  number(series: number, column: number): number {
    return this.#values[(this.#place[series] ?? 0) + column] ?? NaN
  }
  /** All rows in packed form, for the way between threads. */
  pack(): { data: Float64Array<ArrayBuffer>; strings: string[] } {
    const strings: string[] = []
    const data: number[] = []
    for (let series = 0; series < this.#place.length; series++) {
      const kinds = (this.#place[series] ?? 0) < 0 ? undefined : this.#kindsOf(series)
      if (kinds === undefined) continue
      data.push(series, 0, this.time(series), this.flags(series), kinds.length)
      for (let i = 0; i < kinds.length; i++) {
        const value = this.value(series, i)
        if (typeof value === 'number') data.push(value)
        else data.push(value === null ? NaN : strings.push(value) - 1)
      }
    }
    return { data: Float64Array.from(data), strings }
  }
}

function textAt(value: number, strings: readonly string[], base: number): string | null {
  return Number.isNaN(value) ? null : (strings[base + value] ?? null)
}
