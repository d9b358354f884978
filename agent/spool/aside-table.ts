import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Row } from '../../contract/wire/series.ts'

/** Refused rows kept for whoever looks into it; older ones make room. */
const asideRowsMax = 1000

/** Rows that the collector would not take, apart from those that still go (I5). */
export class AsideTable {
  readonly #insert: StatementSync
  readonly #trim: StatementSync

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(
      'INSERT INTO aside (epoch, seq, series, time_ms, row) VALUES (?, ?, ?, ?, ?)',
    )
    this.#trim = database.prepare(
      `DELETE FROM aside WHERE id <= (SELECT max(id) - ${asideRowsMax} FROM aside)`,
    )
  }
  add(epoch: string, rows: readonly Row[]): void {
    for (const row of rows)
      this.#insert.run(epoch, row.seq, row.series, row.timeMs, JSON.stringify(row.values))
    this.#trim.run()
  }
}
