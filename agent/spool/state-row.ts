/** The one row of figures that outlives the agent's process. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { integerOf, textOf } from './columns.ts'
import { readCounters, type SpoolCounters } from './counters.ts'

export interface SpoolState {
  /** The agent's own count of boots, and what the machine said to tell them apart. */
  readonly boot: number
  readonly bootId: string
  /** Age of the spool, see lived-time.ts. */
  readonly livedMs: number
  /** Wall time of the last transaction. */
  readonly wallMs: number
  readonly counters: SpoolCounters
}

export class StateRow {
  readonly #replace: StatementSync
  readonly #select: StatementSync

  constructor(database: DatabaseSync) {
    this.#select = database.prepare('SELECT * FROM state')
    this.#replace = database.prepare(
      `INSERT OR REPLACE INTO state (id, boot, boot_id, lived_ms, wall_ms, counters)
       VALUES (1, ?, ?, ?, ?, ?)`,
    )
  }
  /** Undefined in a new file. */
  read(): SpoolState | undefined {
    const row = this.#select.get()
    if (!row) return undefined
    return {
      boot: integerOf(row, 'boot'),
      bootId: textOf(row, 'boot_id'),
      livedMs: integerOf(row, 'lived_ms'),
      wallMs: integerOf(row, 'wall_ms'),
      counters: readCounters(row['counters']),
    }
  }
  write(state: SpoolState): void {
    const { boot, bootId, livedMs, wallMs, counters } = state
    this.#replace.run(boot, bootId, livedMs, wallMs, JSON.stringify(counters))
  }
}
