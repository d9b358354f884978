/**
 * One column of one series over a span of hours, as windows of a tier: stored roll-ups, with those
 * hours laid over them whose blocks are newer or whose rows are still open.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { Block } from './block.ts'
import { isDamage } from './errors.ts'
import { bytesOf, numberOf } from './file.ts'
import type { OpenRowsAnswer, RangeColumn } from './messages.ts'
import { readOpenRows } from './open-rows-reader.ts'
import { joinRows, sortRows, type Column, type RowSet } from './row-set.ts'
import {
  dayHours,
  fiveMinutesMs,
  hourMs,
  keyOf,
  pendingKey,
  periodDays,
  type ColumnKind,
} from './shape.ts'
import type { Floors } from './tier.ts'
import { readWindows } from './window-block.ts'
import { KnownMeasures, usualGap, type Measure } from './time-measures.ts'
import { hourFromHead, overlayWindows, windowsOf, type Window } from './windows.ts'

type OpenHours = ReadonlyMap<number, RowSet>
/** One hour's rows with the wanted column. */
export interface HourColumn {
  readonly hour: number
  readonly times: Float64Array
  readonly gapMs: number
  readonly values: Column
}
/** Both ends are included. */
interface HourSpan {
  readonly fromHour: number
  readonly toHour: number
  readonly withGaps: boolean
}
interface HourRows {
  readonly block: Block | undefined
  readonly open: RowSet | undefined
  readonly complete: boolean
}

export class SeriesReader {
  readonly #block: StatementSync
  readonly #rollUp: Readonly<Record<'m5' | 'h1', StatementSync>>
  readonly #pending: StatementSync
  readonly #meta: StatementSync
  readonly #measures = new KnownMeasures()
  /** Blocks that could not be read since the last question. */
  damaged = 0

  constructor(database: DatabaseSync) {
    this.#block = database.prepare('SELECT log_through, partial, bytes FROM block WHERE id=?')
    this.#rollUp = {
      m5: database.prepare('SELECT bytes FROM m5 WHERE id=?'),
      h1: database.prepare('SELECT bytes FROM h1 WHERE id=?'),
    }
    this.#pending = database.prepare('SELECT id FROM pending WHERE id>=? AND id<=?')
    this.#meta = database.prepare('SELECT value FROM meta WHERE name=?')
  }
  floors(): Floors {
    const meta = (name: string): number => numberOf(this.#meta.get(name), 'value')
    return {
      fullHour: meta('full_floor_hour'),
      m5Day: meta('m5_floor_day'),
      h1Period: meta('h1_floor_period'),
    }
  }

  /** The hours of the span that have rows, in order; `gapMs` is 0 where it is not asked for. */
  fullHours(
    column: RangeColumn,
    { fromHour, toHour, withGaps }: HourSpan,
    open: OpenRowsAnswer,
  ): HourColumn[] {
    const openHours = openOf(column, open)
    const hours: HourColumn[] = []
    for (let hour = fromHour; hour <= toHour; hour++) {
      const found = this.#hour(column.series, hour, openHours, open.throughCommit, 0)
      if (found === undefined) continue
      const { times, columns } = oneColumn(found, column.column)
      const gapMs = withGaps ? usualGap(times) : 0
      hours.push({ hour, times, gapMs, values: columns[0] ?? none })
    }
    return hours
  }

  windows(
    tier: 'm5' | 'h1',
    column: RangeColumn,
    fromHour: number,
    toHour: number,
    open: OpenRowsAnswer,
    floors: Floors,
  ): Window[] {
    const widthMs = tier === 'm5' ? fiveMinutesMs : hourMs
    const stored = this.#stored(tier, column, fromHour, toHour)
    const openHours = openOf(column, open)
    const fresh = new Map<number, { windows: Window[]; complete: boolean }>()
    for (const hour of this.#freshHours(column.series, fromHour, toHour, openHours)) {
      const found = this.#hour(column.series, hour, openHours, open.throughCommit, floors.fullHour)
      if (found === undefined) continue
      const kind = kindOf(column)
      const key = keyOf(hour, column.series)
      const measure: Measure = (times) => this.#measures.of(key, times)
      const windows =
        tier === 'h1' && found.block && !found.open
          ? [hourFromHead(found.block, column.column, kind, measure)]
          : windowsOf(oneColumn(found, column.column), [kind], widthMs, measure)
      fresh.set(hour, { windows, complete: found.complete })
    }
    const windows = fresh.size === 0 ? stored : overlayWindows(stored, fresh, [kindOf(column)])
    return windows.filter(({ startMs }) => {
      return startMs >= fromHour * hourMs && startMs < (toHour + 1) * hourMs
    })
  }

  #stored(tier: 'm5' | 'h1', column: RangeColumn, fromHour: number, toHour: number): Window[] {
    const hoursPerBlock = tier === 'm5' ? dayHours : dayHours * periodDays
    const widthMs = tier === 'm5' ? fiveMinutesMs : hourMs
    const windows: Window[] = []
    const span = { fromMs: fromHour * hourMs, toMs: (toHour + 1) * hourMs }
    const last = Math.floor(toHour / hoursPerBlock)
    for (let slot = Math.floor(fromHour / hoursPerBlock); slot <= last; slot++) {
      const bytes = bytesOf(this.#row(this.#rollUp[tier], keyOf(slot, column.series)), 'bytes')
      if (bytes === undefined) continue
      const startMs = slot * hoursPerBlock * hourMs
      const read = readWindows(bytes, widthMs, startMs, column.column, span)
      if (read === undefined) this.damaged++
      else for (const window of read) windows.push(window)
    }
    return windows
  }
  /** Hours of stale days, and open ones. */
  #freshHours(series: number, fromHour: number, toHour: number, open: OpenHours): Set<number> {
    const hours = new Set<number>()
    const fromDay = Math.floor(fromHour / dayHours)
    const toDay = Math.floor(toHour / dayHours)
    const stale = this.#pending.all(pendingKey(series, fromDay), pendingKey(series, toDay))
    for (const row of stale) {
      const first = (numberOf(row, 'id') % 2 ** 16) * dayHours
      for (let hour = first; hour < first + dayHours; hour++) {
        if (hour >= fromHour && hour <= toHour) hours.add(hour)
      }
    }
    for (const hour of open.keys()) if (hour >= fromHour && hour <= toHour) hours.add(hour)
    return hours
  }
  /** The block and the open rows that are not in it yet. */
  #hour(
    series: number,
    hour: number,
    openHours: OpenHours,
    throughCommit: number,
    floorHour: number,
  ): HourRows | undefined {
    const row = this.#row(this.#block, keyOf(hour, series))
    const isIn = row !== undefined && numberOf(row, 'log_through') >= throughCommit
    const open = isIn ? undefined : openHours.get(hour)
    const bytes = bytesOf(row, 'bytes')
    const block = bytes && Block.open(bytes, hour * hourMs)
    if (bytes && !block) this.damaged++
    if (!block && !open) return undefined
    const complete = row ? numberOf(row, 'partial') === 0 : hour >= floorHour
    return { block, open, complete }
  }
  /** A page that SQLite cannot read costs this block, not the answer. */
  #row(statement: StatementSync, key: number): Record<string, unknown> | undefined {
    try {
      return statement.get(key)
    } catch (error) {
      if (!isDamage(error)) throw error
      this.damaged++
      return undefined
    }
  }
}

function kindOf(column: RangeColumn): ColumnKind {
  return column.kinds[column.column] ?? 'number'
}

function openOf(column: RangeColumn, open: OpenRowsAnswer): OpenHours {
  const hours = new Map<number, RowSet>()
  for (const { series, hour, rows, bytes } of open.hours) {
    if (series === column.series) hours.set(hour, readOpenRows(bytes, rows, hour, column.kinds))
  }
  return hours
}

/** Sorting needs all columns only when there are open rows. */
function oneColumn({ block, open }: HourRows, column: number): RowSet {
  if (open === undefined) {
    if (block === undefined) return { count: 0, times: none, flags: none, columns: [] }
    return {
      count: block.count,
      times: block.times(),
      flags: none,
      columns: [block.column(column)],
    }
  }
  const rows = sortRows(block ? joinRows(block.rows(), open) : open)
  return { ...rows, columns: [rows.columns[column] ?? none] }
}
const none = new Float64Array(0)
