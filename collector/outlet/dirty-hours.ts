/** Hours that must be sent again, until they are written down. */
import { rollupsOwed, rowsOwed, type DirtyHour } from '../state/outlet.ts'
import { hourMs } from './hour-reader.ts'

/** Beyond it all is written down again, which is only slower. */
const writtenMax = 100_000

export class DirtyHours {
  #hours = new Map<number, Map<number, number>>()
  #size = 0
  /** Written down and not sent since: a database that is down for days is noted once an hour. */
  #written = new Map<number, Map<number, number>>()
  #writtenSize = 0

  get size(): number {
    return this.#size
  }
  row(series: number, timeMs: number): void {
    this.add(Math.floor(timeMs / hourMs), series, rowsOwed | rollupsOwed)
  }
  add(hour: number, series: number, what: number): void {
    const written = this.#written.get(hour)?.get(series) ?? 0
    if ((written & what) === what) return
    let owed = this.#hours.get(hour)
    if (owed === undefined) this.#hours.set(hour, (owed = new Map()))
    const before = owed.get(series)
    if (before === undefined) this.#size++
    owed.set(series, (before ?? 0) | what)
  }
  /** The hour is about to be read and sent: what is marked from now on is news. */
  sending(hour: number): void {
    this.#writtenSize -= this.#written.get(hour)?.size ?? 0
    this.#written.delete(hour)
  }
  /** What is to be written down, taken as written: `giveBack` it when that fails. */
  take(): readonly DirtyHour[] {
    const list: DirtyHour[] = []
    if (this.#writtenSize + this.#size > writtenMax) {
      this.#written.clear()
      this.#writtenSize = 0
    }
    for (const [hour, owed] of this.#hours) {
      const before = this.#written.get(hour) ?? new Map<number, number>()
      for (const [series, what] of owed) {
        list.push({ hour, series, what })
        if (!before.has(series)) this.#writtenSize++
        before.set(series, (before.get(series) ?? 0) | what)
      }
      this.#written.set(hour, before)
    }
    this.#hours = new Map()
    this.#size = 0
    return list
  }
  giveBack(list: readonly DirtyHour[]): void {
    for (const { hour } of list) this.sending(hour)
    for (const { hour, series, what } of list) this.add(hour, series, what)
  }
}
