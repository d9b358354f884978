/** What the writing thread's parts work on together: the file, the open rows, the epochs. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Clock } from '../../lib/clock.ts'
import { Epochs } from './epochs.ts'
import { numberOf, openForWriting, pragma } from './file.ts'
import type { WorkerSettings } from './messages.ts'
import { OpenRows } from './open-rows.ts'
import { SeriesTable } from './series-table.ts'
import type { LogLine } from './thread.ts'

/** Numbers kept in the file; all of them only rise. */
export type MetaName =
  | 'last_commit'
  | 'sealed_through'
  | 'released'
  | 'rows_stored'
  | 'rows_duplicate'
  | 'full_floor_hour'
  | 'm5_floor_day'
  | 'h1_floor_period'

export class WriterState {
  readonly settings: WorkerSettings
  readonly clock: Clock
  readonly say: (line: LogLine) => void
  readonly database: DatabaseSync
  readonly series: SeriesTable
  readonly epochs: Epochs
  readonly open = new OpenRows()
  lastCommit = 0
  released = 0
  rowsStored = 0
  rowsDuplicate = 0
  blocksDamaged = 0
  readonly #begin: StatementSync
  readonly #commit: StatementSync
  readonly #getMeta: StatementSync
  readonly #setMeta: StatementSync
  readonly #setDamaged: StatementSync

  constructor(settings: WorkerSettings, clock: Clock, say: (line: LogLine) => void) {
    this.settings = settings
    this.clock = clock
    this.say = say
    this.database = openForWriting(settings)
    this.series = new SeriesTable(this.database)
    this.epochs = new Epochs(this.database)
    this.#begin = this.database.prepare('BEGIN IMMEDIATE')
    this.#commit = this.database.prepare('COMMIT')
    this.#getMeta = this.database.prepare('SELECT value FROM meta WHERE name=?')
    this.#setMeta = this.database.prepare('INSERT OR REPLACE INTO meta(name, value) VALUES(?,?)')
    this.#setDamaged = this.database.prepare(
      'INSERT OR REPLACE INTO damaged(id, found_ms, bytes) VALUES(?,?,?)',
    )
  }
  meta(name: MetaName): number {
    return numberOf(this.#getMeta.get(name), 'value')
  }
  setMeta(name: MetaName, value: number): void {
    this.#setMeta.run(name, value)
  }
  /** All or nothing; what changes in memory must follow after. */
  transaction<T>(work: () => T): T {
    this.#begin.run()
    try {
      const result = work()
      this.#commit.run()
      return result
    } catch (error) {
      // SQLite has rolled back by itself after some errors (a full disk).
      if (this.database.isTransaction) this.database.exec('ROLLBACK')
      throw error
    }
  }
  /**
   * Works through items in short transactions, letting appends in between. These commits need no
   * fsync of their own: the log still has what they hold, and the next append's fsync covers them.
   */
  async inSlices<T>(
    items: Iterable<T>,
    work: (item: T) => void,
    committed: (done: readonly T[]) => void = () => undefined,
  ): Promise<void> {
    const rest = items[Symbol.iterator]()
    let next = rest.next()
    while (!next.done) {
      const until = this.clock.monotonic() + sliceMs
      const done: T[] = []
      this.#withoutFsync(() =>
        this.transaction(() => {
          do {
            const item = next.value as T
            work(item)
            done.push(item)
            next = rest.next()
          } while (!next.done && this.clock.monotonic() < until)
        }),
      )
      committed(done)
      await turn()
    }
  }
  #withoutFsync(work: () => void): void {
    if (this.settings.unsafe) return work()
    this.database.exec('PRAGMA synchronous=NORMAL')
    try {
      work()
    } finally {
      this.database.exec('PRAGMA synchronous=FULL')
    }
  }
  /** Sets a damaged block aside, out of the way of queries, for whoever wants to look at it. */
  damaged(table: string, id: number, bytes: Uint8Array): void {
    this.blocksDamaged++
    this.#setDamaged.run(id, this.clock.now(), bytes)
    const fields = { table, id, path: this.settings.path }
    const sentence = 'A block of the series file is damaged and was set aside'
    this.say({ level: 'error', fields, sentence })
  }
  fileBytes(): number {
    return pragma(this.database, 'page_count') * pragma(this.database, 'page_size')
  }
}

const sliceMs = 8

/** Lets the messages that wait be worked on. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
