import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Interval } from '../../lib/interval.ts'
import { integerOf } from './columns.ts'
import type { IntervalSet } from './interval-set.ts'

/** Intervals per epoch as rows, of which only those around a change are rewritten. */
export class IntervalTable {
  readonly #select: StatementSync
  readonly #remove: StatementSync
  readonly #insert: StatementSync

  constructor(database: DatabaseSync, table: 'acknowledged' | 'voids') {
    this.#select = database.prepare(
      `SELECT first, last FROM ${table} WHERE epoch = ? ORDER BY first`,
    )
    this.#remove = database.prepare(
      `DELETE FROM ${table} WHERE epoch = ? AND last >= ? AND first <= ?`,
    )
    this.#insert = database.prepare(`INSERT INTO ${table} (epoch, first, last) VALUES (?, ?, ?)`)
  }
  read(epochId: number): readonly Interval[] {
    return this.#select
      .all(epochId)
      .map((row) => [integerOf(row, 'first'), integerOf(row, 'last')] as const)
  }
  /** Makes the rows around the changed interval equal to the set. */
  rewrite(epochId: number, set: IntervalSet, changed: Interval): void {
    const intervals = set.touching(changed)
    const first = Math.min(changed[0] - 1, ...intervals.map((interval) => interval[0]))
    const last = Math.max(changed[1] + 1, ...intervals.map((interval) => interval[1]))
    this.#remove.run(epochId, first, last)
    for (const interval of intervals) this.#insert.run(epochId, interval[0], interval[1])
  }
}
