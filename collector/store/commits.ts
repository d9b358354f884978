/** Commits read back from the log, for a reader that restarts. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { unsealed } from './checksum.ts'
import { bytesOf, numberOf, textOf } from './file.ts'
import { readLogEntry } from './log-entry.ts'
import type { CommitLine } from './messages.ts'

/** One answer holds at most about so many bytes of log, at least one entry. */
const bytesMax = 8 * 1024 * 1024

export class CommitReader {
  readonly #entries: StatementSync
  readonly #epoch: StatementSync

  constructor(database: DatabaseSync) {
    this.#entries = database.prepare(
      'SELECT first, last, bytes FROM log WHERE last>? ORDER BY last',
    )
    this.#epoch = database.prepare('SELECT agent, epoch FROM epoch WHERE id=?')
  }
  after(number: number, limit: number): { commits: CommitLine[]; damaged: number } {
    const commits: CommitLine[] = []
    let damaged = 0
    let size = 0
    for (const entry of this.#entries.iterate(number)) {
      const bytes = bytesOf(entry, 'bytes')
      if (bytes === undefined || unsealed(bytes) === undefined) {
        damaged++
        continue
      }
      let next = numberOf(entry, 'first')
      for (const { arrivalMs, frames } of readLogEntry(bytes.subarray(0, -4))) {
        const own = next++
        if (own <= number) continue
        const named = frames.map(({ epochId, ...frame }) => ({ ...frame, ...this.#name(epochId) }))
        commits.push({ number: own, arrivalMs, frames: named })
        if (commits.length >= limit) return { commits, damaged }
      }
      size += bytes.length
      if (size >= bytesMax) break
    }
    return { commits, damaged }
  }
  #name(epochId: number): { readonly agentId: string; readonly epoch: string } {
    const row = this.#epoch.get(epochId)
    return row
      ? { agentId: textOf(row, 'agent'), epoch: textOf(row, 'epoch') }
      : { agentId: '', epoch: '' }
  }
}
