/** What the store must know of a column; everything else of a field is the callers' matter. */
import type { SeriesField } from '../../contract/wire/series.ts'

/**
 * `number`: all statistics. `counter`: its `sum` is the increase. `code` (states): last only.
 * `text` (texts and events): a string, last only.
 */
export type ColumnKind = 'number' | 'counter' | 'code' | 'text'

export function columnKind(field: SeriesField): ColumnKind {
  if (field.kind === 'text' || field.kind === 'event') return 'text'
  if (field.kind === 'state') return 'code'
  return field.counter ? 'counter' : 'number'
}

export const hourMs = 3_600_000
export const fiveMinutesMs = 300_000
export const dayHours = 24
/** An h1 block holds so many days of one series. */
export const periodDays = 30

/** Series ids stay below this, so that (time, series) fits one rowid: neighbours in time lie together. */
const seriesMax = 2 ** 24
export function keyOf(slot: number, series: number): number {
  return slot * seriesMax + series
}
export function seriesOfKey(key: number): number {
  return key % seriesMax
}
export function slotOfKey(key: number): number {
  return Math.floor(key / seriesMax)
}

/** Days of a series lie together, so that one scan finds a series' stale days. */
export function pendingKey(series: number, day: number): number {
  return series * 2 ** 16 + day
}
