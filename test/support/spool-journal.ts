/** What a stopped agent's spool says: which rows were made, and with which values. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { spoolFiles } from '../../agent/host/spool-files.ts'
import { agentPaths } from '../../agent/home.ts'
import { openSpool } from '../../agent/spool/spool.ts'
import type { Row, SeriesDescriptor } from '../../contract/wire/series.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { rememberingLog } from './remembering-log.ts'

export interface JournalRow extends Row {
  readonly epoch: string
  readonly descriptor: SeriesDescriptor
}

const rowsAtOnce = 1024

/** Rows that no collector has acknowledged. */
export function unacknowledged(agentHome: string): readonly JournalRow[] {
  return withCopy(agentHome, (file) => {
    const files = spoolFiles
    const log = rememberingLog()
    const spool = openSpool({ path: file, clock: systemClock, bootId: 'copy', files, log })
    const reader = spool.history()
    const rows: JournalRow[] = []
    for (;;) {
      const batch = reader.take(rowsAtOnce)
      if (batch === undefined) break
      for (const row of batch.rows) {
        const descriptor = spool.dictionary.at(row.series)
        if (descriptor === undefined) throw new Error(`Series ${row.series} is not in the spool`)
        rows.push({ ...row, epoch: batch.epoch, descriptor })
      }
    }
    spool.close()
    return rows
  })
}

/** The last sequence number of each run that the spool still knows; the first is 1. */
export function lastNumbers(agentHome: string): ReadonlyMap<string, number> {
  return withCopy(agentHome, (file) => {
    const database = new DatabaseSync(file)
    const rows = database
      .prepare(
        `SELECT epochs.epoch epoch, max(part.last) last FROM epochs
         JOIN (SELECT epoch, last FROM blocks UNION ALL SELECT epoch, last FROM acknowledged) part
         ON part.epoch = epochs.id GROUP BY epochs.id`,
      )
      .all()
    database.close()
    return new Map(rows.map(({ epoch, last }) => [String(epoch), Number(last)]))
  })
}

/** The spool itself stays as it is: opening it would begin a new epoch. */
function withCopy<Result>(agentHome: string, work: (file: string) => Result): Result {
  const { spool } = agentPaths(agentHome)
  const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-spool-'))
  try {
    const copy = path.join(folder, 'spool.db')
    for (const end of ['', '-wal'])
      if (existsSync(spool + end)) copyFileSync(spool + end, copy + end)
    return work(copy)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
