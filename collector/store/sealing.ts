/** Open hours become blocks. The block and the mark through which commit it holds go together. */
import type { StatementSync } from 'node:sqlite'
import { Block, writeBlock } from './block.ts'
import { bytesOf, numberOf } from './file.ts'
import { writeLatestRow } from './latest-table.ts'
import type { OpenHour } from './open-rows.ts'
import { readOpenRows } from './open-rows-reader.ts'
import { joinRows, sortRows, type RowSet } from './row-set.ts'
import { dayHours, hourMs, keyOf, pendingKey } from './shape.ts'
import type { WriterState } from './writer-state.ts'

/** An hour that does not end (a clock far ahead) is sealed this long after its first row came. */
const openMsMax = 2 * hourMs

export class Sealer {
  readonly #state: WriterState
  readonly #find: StatementSync
  readonly #put: StatementSync
  readonly #putLatest: StatementSync
  readonly #putPending: StatementSync

  constructor(state: WriterState) {
    this.#state = state
    this.#find = state.database.prepare('SELECT partial, bytes FROM block WHERE id=?')
    this.#put = state.database.prepare(
      'INSERT OR REPLACE INTO block(id, log_through, partial, bytes) VALUES(?,?,?,?)',
    )
    this.#putLatest = state.database.prepare(
      `INSERT INTO latest(series, time_ms, bytes) VALUES(?,?,?) ON CONFLICT(series) DO UPDATE
       SET time_ms=excluded.time_ms, bytes=excluded.bytes WHERE excluded.time_ms >= time_ms`,
    )
    this.#putPending = state.database.prepare('INSERT OR IGNORE INTO pending(id) VALUES(?)')
  }
  /** Seals what is over at the given time. */
  sealOver(nowMs: number): Promise<void> {
    return this.#seal(
      this.#state.open.select((hour, openedMs) => {
        return (hour + 1) * hourMs <= nowMs || openedMs + openMsMax <= nowMs
      }),
    )
  }
  /** Seals the oldest hours until the open rows need at most so many bytes. */
  async sealDownTo(bytesMax: number): Promise<void> {
    const { open } = this.#state
    const hours = open.select(() => true)
    for (let from = 0; from < hours.length && open.bytes > bytesMax; from += 256) {
      await this.#seal(hours.slice(from, from + 256))
    }
  }
  #seal(hours: readonly OpenHour[]): Promise<void> {
    const { open, series } = this.#state
    // Between slices a hour may get more rows: the same slot then, with all of them.
    return this.#state.inSlices(
      hours,
      (hour) => this.#sealHour(hour),
      (done) => {
        for (const hour of done) open.release(hour, series.kindsOf(hour.series)?.length ?? 0)
      },
    )
  }
  #sealHour(hour: OpenHour): void {
    const state = this.#state
    const kinds = state.series.kindsOf(hour.series) ?? []
    const key = keyOf(hour.hour, hour.series)
    const came = readOpenRows(state.open.bytesOf(hour), state.open.rowsOf(hour), hour.hour, kinds)
    const found = this.#find.get(key)
    const isPast = hour.hour < state.meta('full_floor_hour')
    const bytes = bytesOf(found, 'bytes')
    const earlier = bytes && this.#readSealed(key, bytes, hour.hour)
    const isDamaged = bytes !== undefined && earlier === undefined
    const partial = isDamaged || (found ? numberOf(found, 'partial') === 1 : isPast) ? 1 : 0
    const rows = sortRows(earlier ? joinRows(earlier, came) : came)
    this.#put.run(key, state.lastCommit, partial, writeBlock(rows, kinds, hour.hour * hourMs))
    this.#putLatest.run(hour.series, rows.times[rows.count - 1] ?? 0, writeLatestRow(rows))
    this.#putPending.run(pendingKey(hour.series, Math.floor(hour.hour / dayHours)))
  }
  #readSealed(key: number, bytes: Uint8Array, hour: number): RowSet | undefined {
    const block = Block.open(bytes, hour * hourMs)
    if (block === undefined) this.#state.damaged('block', key, bytes)
    return block?.rows()
  }
}
