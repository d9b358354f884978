/** The ledger in the spool's file. All but `load` run inside a transaction. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { integerOf, textOf } from './columns.ts'
import { IntervalTable } from './interval-table.ts'
import type { EpochAccount, Ledger } from './ledger.ts'

export class LedgerTable {
  readonly #database: DatabaseSync
  readonly #acknowledged: IntervalTable
  readonly #voids: IntervalTable
  readonly #insert: StatementSync

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#acknowledged = new IntervalTable(database, 'acknowledged')
    this.#voids = new IntervalTable(database, 'voids')
    this.#insert = database.prepare('INSERT OR IGNORE INTO epochs (id, epoch) VALUES (?, ?)')
  }
  load(ledger: Ledger): void {
    const newest = this.#database.prepare('SELECT max(last) last FROM blocks WHERE epoch = ?')
    for (const row of this.#database.prepare('SELECT id, epoch FROM epochs ORDER BY id').all()) {
      const account = ledger.open(textOf(row, 'epoch'), integerOf(row, 'id'))
      for (const interval of this.#acknowledged.read(account.id)) {
        account.acknowledged.add(interval)
        account.closed.add(interval)
      }
      for (const interval of this.#voids.read(account.id)) {
        account.voids.add(interval)
        account.closed.add(interval)
      }
      const inBlocks = newest.get(account.id) ?? {}
      account.last = inBlocks['last'] === null ? 0 : integerOf(inBlocks, 'last')
      account.last = Math.max(account.last, account.closed.last ?? 0)
      account.stored = true
      // Numbers in no block were lost with an earlier file's damage.
      if (inBlocks['last'] === null) ledger.giveUpRest(account)
    }
  }
  write(ledger: Ledger): void {
    for (const account of ledger.accounts()) {
      if (!account.stored) this.#insert.run(account.id, account.epoch)
      for (const interval of account.touched.intervals()) {
        this.#acknowledged.rewrite(account.id, account.acknowledged, interval)
        this.#voids.rewrite(account.id, account.voids, interval)
      }
    }
  }
  remove(accounts: readonly EpochAccount[]): void {
    for (const { id } of accounts) {
      this.#database.prepare('DELETE FROM acknowledged WHERE epoch = ?').run(id)
      this.#database.prepare('DELETE FROM epochs WHERE id = ?').run(id)
    }
  }
}
