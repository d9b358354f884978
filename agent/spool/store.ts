/** Everything that is bound to one open file, and the transaction around it. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Row } from '../../contract/wire/series.ts'
import type { SeriesDictionary } from '../series-dictionary.ts'
import { AsideTable } from './aside-table.ts'
import { BlockTable, type BlockHead } from './block-table.ts'
import { integerOf } from './columns.ts'
import { saveDictionary } from './dictionary-table.ts'
import { IntervalSet, intervalsOf } from './interval-set.ts'
import { LedgerTable } from './ledger-table.ts'
import type { EpochAccount, Ledger } from './ledger.ts'
import { StateRow } from './state-row.ts'

/** Freed pages handed back to the disk at a time. */
const vacuumPages = 256

export class Store {
  readonly database: DatabaseSync
  readonly blocks: BlockTable
  readonly ledgerTable: LedgerTable
  readonly aside: AsideTable
  readonly state: StateRow
  readonly #pageCount: StatementSync
  readonly #freeCount: StatementSync
  readonly #begin: StatementSync
  readonly #commit: StatementSync
  readonly #pageBytes: number
  #savedSeries: number
  /** Of `blocks.removed`, when no page was left to give back. */
  #shrunkAt = -1

  constructor(database: DatabaseSync, dictionary: SeriesDictionary) {
    this.database = database
    this.blocks = new BlockTable(database, (number) => dictionary.at(number))
    this.ledgerTable = new LedgerTable(database)
    this.aside = new AsideTable(database)
    this.state = new StateRow(database)
    this.#pageCount = database.prepare('PRAGMA page_count')
    this.#freeCount = database.prepare('PRAGMA freelist_count')
    this.#begin = database.prepare('BEGIN IMMEDIATE')
    this.#commit = database.prepare('COMMIT')
    this.#pageBytes = integerOf(database.prepare('PRAGMA page_size').get() ?? {}, 'page_size')
    const saved = database.prepare('SELECT count(*) count FROM series').get()
    this.#savedSeries = integerOf(saved ?? {}, 'count')
  }

  /** All or nothing, durable on return. */
  transaction(work: () => void): void {
    this.#begin.run()
    try {
      work()
      this.#commit.run()
    } catch (error) {
      this.blocks.forgetOpen()
      // SQLite itself has rolled back after some errors.
      if (this.database.isTransaction) this.database.exec('ROLLBACK')
      throw error
    }
  }
  /** Bytes of the file that hold something. */
  usedBytes(): number {
    const pages = integerOf(this.#pageCount.get() ?? {}, 'page_count')
    return (pages - this.#freePages()) * this.#pageBytes
  }
  #freePages(): number {
    return integerOf(this.#freeCount.get() ?? {}, 'freelist_count')
  }
  /** Gives freed pages back to the disk, some at a time; outside a transaction. */
  shrinkFile(): void {
    if (this.blocks.removed === this.#shrunkAt) return
    if (this.#freePages() > vacuumPages)
      this.database.exec(`PRAGMA incremental_vacuum(${vacuumPages})`)
    else this.#shrunkAt = this.blocks.removed
  }
  saveNewSeries(dictionary: SeriesDictionary): void {
    if (dictionary.count === this.#savedSeries) return
    saveDictionary(this.database, this.#savedSeries, dictionary.from(this.#savedSeries))
  }
  /** After the transaction. */
  seriesSaved(count: number): void {
    this.#savedSeries = count
  }
  /** Blocks of which every row is closed. */
  removeClosedBlocks(ledger: Ledger): void {
    for (const account of ledger.accounts()) {
      for (const interval of account.touched.intervals()) {
        for (const head of this.blocks.overlapping(account.id, interval)) {
          if (account.closed.covers([head.first, head.last])) this.blocks.remove(head)
        }
      }
    }
  }
  /**
   * Drops what is unreadable of a block and gives it up; its sound rows stay. Numbers of other
   * blocks lie between its own, so what is lost is what no block can show. Answers lost rows.
   */
  repairBlock(
    head: BlockHead,
    sound: readonly Row[],
    account: EpochAccount,
    ledger: Ledger,
  ): number {
    const lost = new IntervalSet([[head.first, head.last]])
    for (const other of this.blocks.overlapping(head.epochId, [head.first, head.last])) {
      const { rows } = other.id === head.id ? { rows: sound } : this.blocks.rows(other)
      for (const interval of intervalsOf(rows.map((row) => row.seq))) lost.remove(interval)
    }
    for (const interval of account.closed.intervals()) lost.remove(interval)
    if (sound.length > 0) this.blocks.replace(head, sound, head.level)
    else this.blocks.remove(head)
    return ledger.giveUp(account, [...lost.intervals()])
  }
}
