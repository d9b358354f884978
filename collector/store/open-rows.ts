/**
 * Rows that are not sealed yet, per series and hour, as differences to the row before in order of
 * arrival. The log holds the same rows durably; this is their quick form.
 * A row: time difference of differences; a head (flags changed, values changed); the flags; a bit
 * per changed value; the changed values as differences (texts as they are).
 */
import { rowHeaderLength } from '../../contract/wire/packed-rows.ts'
import { Arena, chunkBytes } from './arena.ts'
import { ByteWriter, isWhole } from './bytes.ts'
import { rowHead } from './open-rows-reader.ts'
import { SlotTable } from './open-slots.ts'
import { hourMs, type ColumnKind } from './shape.ts'

export interface OpenHour {
  readonly slot: number
  readonly series: number
  readonly hour: number
}

export class OpenRows {
  readonly #arena = new Arena()
  readonly #slots = new SlotTable()
  readonly #free: number[] = []
  #used = 0
  /** First slot of each series, the hour used last in front. */
  #ofSeries = new Int32Array(1024).fill(-1)
  /** The values of each slot's last row, in runs; free runs by length. */
  #values = new Float64Array(4096)
  #valuesUsed = 0
  readonly #freeValues = new Map<number, number[]>()
  readonly #texts = new Map<number, (string | null)[]>()
  readonly #row = new ByteWriter(4096)
  rows = 0

  /** Adds the row at `at` of packed rows. Texts are indexes into `strings` from `stringBase` on. */
  add(
    data: Float64Array,
    at: number,
    kinds: readonly ColumnKind[],
    strings: readonly string[],
    stringBase: number,
    commit: number,
    arrivalMs: number,
  ): void {
    const time = data[at + 2] ?? 0
    const flags = data[at + 3] ?? 0
    const hour = Math.floor(time / hourMs)
    const slot = this.#find(data[at] ?? 0, hour, kinds.length, commit, arrivalMs)
    const slots = this.#slots
    const out = this.#row
    out.at = 0
    out.reserve(kinds.length * 10 + 64)
    const step = time - (slots.time[slot] ?? 0)
    out.value(step - (slots.step[slot] ?? 0))
    slots.time[slot] = time
    slots.step[slot] = step
    const head = out.at++
    let headBits = 0
    if (flags !== slots.flags[slot]) {
      headBits = rowHead.flagsChanged
      out.byte(flags)
      slots.flags[slot] = flags
    }
    if (this.#writeValues(data, at + rowHeaderLength, kinds, slot, strings, stringBase)) {
      headBits |= rowHead.valuesChanged
    }
    out.bytes[head] = headBits
    this.#store(slot)
  }
  /** False, with nothing written, when all values are those of the row before. */
  #writeValues(
    data: Float64Array,
    from: number,
    kinds: readonly ColumnKind[],
    slot: number,
    strings: readonly string[],
    stringBase: number,
  ): boolean {
    const out = this.#row
    const bitmap = out.at
    const base = this.#slots.before[slot] ?? 0
    const bitmapEnd = bitmap + ((kinds.length + 7) >> 3)
    out.at = bitmapEnd
    for (let i = bitmap; i < bitmapEnd; i++) out.bytes[i] = 0
    let changed = false
    for (let i = 0; i < kinds.length; i++) {
      const value = data[from + i] ?? 0
      if (kinds[i] === 'text') {
        const text = Number.isNaN(value) ? null : (strings[stringBase + value] ?? null)
        if (!this.#writeText(slot, i, text)) continue
      } else {
        const before = this.#values[base + i] ?? 0
        if (value === before || (value !== value && before !== before)) continue
        this.#values[base + i] = value
        const difference = value - before
        if (difference === (difference | 0) && before + difference === value) out.value(difference)
        else this.#writeWide(value, before)
      }
      const place = bitmap + (i >> 3)
      out.bytes[place] = (out.bytes[place] ?? 0) | (1 << (i & 7))
      changed = true
    }
    if (!changed) out.at = bitmap
    return changed
  }
  /** A difference only where it gives back the very value. */
  #writeWide(value: number, before: number): void {
    const base = Number.isNaN(before) ? 0 : before
    const difference = value - base
    if (isWhole(difference) && base + difference === value) this.#row.value(difference)
    else this.#row.raw(value)
  }
  #writeText(slot: number, column: number, text: string | null): boolean {
    let texts = this.#texts.get(slot)
    if (texts === undefined) this.#texts.set(slot, (texts = []))
    if ((texts[column] ?? null) === text) return false
    texts[column] = text
    this.#row.byte(text === null ? 0 : 1)
    if (text !== null) this.#row.text(text)
    this.#row.reserve(2048)
    return true
  }
  #store(slot: number): void {
    const slots = this.#slots
    const bytes = slots.bytes[slot] ?? 0
    let tail = slots.tail[slot] ?? 0
    if (tail < 0) tail = slots.head[slot] = this.#arena.take(-1)
    const used = bytes === 0 ? 0 : ((bytes - 1) % chunkBytes) + 1
    slots.tail[slot] = this.#arena.write(tail, used, this.#row.bytes, this.#row.at)
    slots.bytes[slot] = bytes + this.#row.at
    slots.rows[slot] = (slots.rows[slot] ?? 0) + 1
    this.rows++
  }

  #find(series: number, hour: number, columns: number, commit: number, arrivalMs: number): number {
    if (series >= this.#ofSeries.length) {
      const grown = new Int32Array(Math.max(series + 1, this.#ofSeries.length * 2)).fill(-1)
      grown.set(this.#ofSeries)
      this.#ofSeries = grown
    }
    const first = this.#ofSeries[series] ?? 0
    const slots = this.#slots
    for (let slot = first, before = -1; slot >= 0; before = slot, slot = slots.next[slot] ?? 0) {
      if (slots.hour[slot] !== hour) continue
      if (before >= 0) {
        slots.next[before] = slots.next[slot] ?? 0
        slots.next[slot] = first
        this.#ofSeries[series] = slot
      }
      return slot
    }
    const slot = this.#free.pop() ?? this.#used++
    if (slot >= slots.series.length) slots.grow(Math.max(1024, slots.series.length * 2))
    slots.series[slot] = series
    slots.hour[slot] = hour
    slots.head[slot] = slots.tail[slot] = -1
    slots.bytes[slot] = slots.rows[slot] = slots.flags[slot] = 0
    slots.time[slot] = hour * hourMs
    slots.step[slot] = 0
    slots.firstCommit[slot] = commit
    slots.openedMs[slot] = arrivalMs
    slots.next[slot] = first
    slots.before[slot] = this.#takeValues(columns)
    this.#ofSeries[series] = slot
    return slot
  }
  #takeValues(columns: number): number {
    let run = this.#freeValues.get(columns)?.pop()
    if (run === undefined) {
      run = this.#valuesUsed
      this.#valuesUsed += columns
      if (this.#valuesUsed > this.#values.length) {
        const grown = new Float64Array(Math.max(this.#valuesUsed, this.#values.length * 2))
        grown.set(this.#values)
        this.#values = grown
      }
    }
    this.#values.fill(NaN, run, run + columns)
    return run
  }

  /** Drops an hour whose rows are sealed. */
  release({ slot, series }: OpenHour, columns: number): void {
    const slots = this.#slots
    let before = -1
    let at = this.#ofSeries[series] ?? 0
    for (; at !== slot; at = slots.next[at] ?? 0) before = at
    if (before < 0) this.#ofSeries[series] = slots.next[slot] ?? 0
    else slots.next[before] = slots.next[slot] ?? 0
    this.rows -= slots.rows[slot] ?? 0
    slots.rows[slot] = 0
    this.#arena.release(slots.head[slot] ?? 0)
    this.#texts.delete(slot)
    const runs = this.#freeValues.get(columns)
    if (runs === undefined) this.#freeValues.set(columns, [slots.before[slot] ?? 0])
    else runs.push(slots.before[slot] ?? 0)
    this.#free.push(slot)
  }
  /** Open hours that the test accepts, by hour and series. */
  select(wanted: (hour: number, openedMs: number) => boolean): OpenHour[] {
    const found: OpenHour[] = []
    const { rows, hour, series, openedMs } = this.#slots
    for (let slot = 0; slot < this.#used; slot++) {
      if ((rows[slot] ?? 0) > 0 && wanted(hour[slot] ?? 0, openedMs[slot] ?? 0)) {
        found.push({ slot, series: series[slot] ?? 0, hour: hour[slot] ?? 0 })
      }
    }
    return found.sort((a, b) => a.hour - b.hour || a.series - b.series)
  }
  ofSeries(series: number, fromHour: number, toHour: number): OpenHour[] {
    const found: OpenHour[] = []
    if (series >= this.#ofSeries.length) return found
    for (let slot = this.#ofSeries[series] ?? 0; slot >= 0; slot = this.#slots.next[slot] ?? 0) {
      const hour = this.#slots.hour[slot] ?? 0
      if (hour >= fromHour && hour <= toHour) found.push({ slot, series, hour })
    }
    return found
  }
  /** True while the hour is what it was when selected. */
  isOpen({ slot, series, hour }: OpenHour): boolean {
    const { rows } = this.#slots
    return (
      (rows[slot] ?? 0) > 0 &&
      this.#slots.series[slot] === series &&
      this.#slots.hour[slot] === hour
    )
  }
  rowsOf({ slot }: OpenHour): number {
    return this.#slots.rows[slot] ?? 0
  }
  bytesOf({ slot }: OpenHour): Uint8Array {
    const bytes = new Uint8Array(this.#slots.bytes[slot] ?? 0)
    this.#arena.read(this.#slots.head[slot] ?? 0, bytes.length, bytes, 0)
    return bytes
  }
  /** The oldest commit that has an unsealed row; `undefined`: all are sealed. */
  oldestCommit(): number | undefined {
    let oldest = Infinity
    const { rows, firstCommit } = this.#slots
    for (let slot = 0; slot < this.#used; slot++) {
      if ((rows[slot] ?? 0) > 0 && (firstCommit[slot] ?? 0) < oldest)
        oldest = firstCommit[slot] ?? 0
    }
    return oldest === Infinity ? undefined : oldest
  }
  /** Memory for the rows' bytes, and what goes with each slot. */
  get bytes(): number {
    return this.#arena.chunksUsed * chunkBytes + this.#used * 64 + this.#values.byteLength
  }
}
