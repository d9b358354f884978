/** Days whose blocks changed get their roll-ups made anew, both tiers in one transaction. */
import type { StatementSync } from 'node:sqlite'
import { Block } from './block.ts'
import { bytesOf, numberOf } from './file.ts'
import {
  dayHours,
  fiveMinutesMs,
  hourMs,
  keyOf,
  pendingKey,
  periodDays,
  type ColumnKind,
} from './shape.ts'
import { readWindows, writeWindows } from './window-block.ts'
import { overlayWindows, windowsOf, type Window } from './windows.ts'
import type { WriterState } from './writer-state.ts'

export const dayMs = dayHours * hourMs
type FreshHours = Map<number, { readonly windows: Window[]; readonly complete: boolean }>

export class Roller {
  readonly #state: WriterState
  readonly #blocks: StatementSync
  readonly #empty: StatementSync
  readonly #get: Readonly<Record<'m5' | 'h1', StatementSync>>
  readonly #put: Readonly<Record<'m5' | 'h1', StatementSync>>
  readonly #pending: StatementSync
  readonly #done: StatementSync

  constructor(state: WriterState) {
    const { database } = state
    this.#state = state
    this.#blocks = database.prepare('SELECT partial, bytes FROM block WHERE id=?')
    this.#empty = database.prepare('UPDATE block SET bytes=NULL, partial=1 WHERE id=?')
    const put = (tier: string): StatementSync =>
      database.prepare(`INSERT OR REPLACE INTO ${tier}(id, bytes) VALUES(?,?)`)
    const get = (tier: string): StatementSync =>
      database.prepare(`SELECT bytes FROM ${tier} WHERE id=?`)
    this.#get = { m5: get('m5'), h1: get('h1') }
    this.#put = { m5: put('m5'), h1: put('h1') }
    this.#pending = database.prepare('SELECT id FROM pending WHERE id>? ORDER BY id LIMIT 10000')
    this.#done = database.prepare('DELETE FROM pending WHERE id=?')
  }
  /** Rolls up the stale days that are over. */
  async rollOver(nowMs: number): Promise<void> {
    const today = Math.floor(nowMs / dayMs)
    for (let after = -1; ;) {
      const ids = this.#pending.all(after).map((row) => numberOf(row, 'id'))
      if (ids.length === 0) return
      after = ids.at(-1) ?? after
      await this.#state.inSlices(
        ids.filter((id) => id % 2 ** 16 < today),
        (id) => this.#rollDay(Math.floor(id / 2 ** 16), id % 2 ** 16),
      )
    }
  }
  #rollDay(series: number, day: number): void {
    const kinds = this.#state.series.kindsOf(series) ?? []
    const m5: FreshHours = new Map()
    const h1: FreshHours = new Map()
    const merged: number[] = []
    for (let hour = day * dayHours; hour < (day + 1) * dayHours; hour++) {
      const key = keyOf(hour, series)
      const row = this.#blocks.get(key)
      const bytes = bytesOf(row, 'bytes')
      if (bytes === undefined) continue
      const block = Block.open(bytes, hour * hourMs)
      if (block === undefined) {
        this.#state.damaged('block', key, bytes)
        merged.push(key)
        continue
      }
      const complete = numberOf(row, 'partial') === 0
      if (!complete) merged.push(key)
      const rows = block.rows()
      m5.set(hour, { windows: windowsOf(rows, kinds, fiveMinutesMs), complete })
      h1.set(hour, { windows: windowsOf(rows, kinds, hourMs), complete })
    }
    const period = Math.floor(day / periodDays)
    this.#update('m5', keyOf(day, series), day * dayMs, fiveMinutesMs, m5, kinds)
    this.#update('h1', keyOf(period, series), period * periodDays * dayMs, hourMs, h1, kinds)
    // Merged once for all: what is left is the mark against a second time.
    for (const key of merged) this.#empty.run(key)
    this.#done.run(pendingKey(series, day))
  }
  #update(
    tier: 'm5' | 'h1',
    key: number,
    startMs: number,
    widthMs: number,
    fresh: FreshHours,
    kinds: readonly ColumnKind[],
  ): void {
    const bytes = bytesOf(this.#get[tier].get(key), 'bytes')
    const stored = bytes && readWindows(bytes, widthMs, startMs)
    if (bytes && !stored) this.#state.damaged(tier, key, bytes)
    const windows = overlayWindows(stored ?? [], fresh, kinds)
    this.#put[tier].run(key, writeWindows(windows, kinds, widthMs, startMs))
  }
}
