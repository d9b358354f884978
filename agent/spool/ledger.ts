/**
 * What is outstanding, per epoch: each sequence number up to `last` is either in the spool or
 * closed (acknowledged, or given up unsent and then also void). Memory is the truth; what changed
 * is written with the next transaction.
 */
import type { Interval } from '../../lib/interval.ts'
import { IntervalSet } from './interval-set.ts'

export interface EpochAccount {
  /** Its number in the file. */
  readonly id: number
  readonly epoch: string
  /** Newest sequence number given; the first is 1. */
  last: number
  /** Needs no sending any more: acknowledged or given up. */
  readonly closed: IntervalSet
  /** The collector holds these, or knows that they are void. */
  readonly acknowledged: IntervalSet
  /** Given up here, and the collector has not yet said that it knows. */
  readonly voids: IntervalSet
  /** Changed since the last transaction. */
  touched: IntervalSet
  stored: boolean
}

export class Ledger {
  #accounts = new Map<string, EpochAccount>()
  #nextId = 1

  get(epoch: string): EpochAccount | undefined {
    return this.#accounts.get(epoch)
  }
  byId(id: number): EpochAccount | undefined {
    for (const account of this.#accounts.values()) if (account.id === id) return account
    return undefined
  }
  /** In the order of their making. */
  accounts(): Iterable<EpochAccount> {
    return this.#accounts.values()
  }
  open(epoch: string, id = this.#nextId): EpochAccount {
    this.#nextId = Math.max(this.#nextId, id + 1)
    const account: EpochAccount = {
      id,
      epoch,
      last: 0,
      closed: new IntervalSet(),
      acknowledged: new IntervalSet(),
      voids: new IntervalSet(),
      touched: new IntervalSet(),
      stored: false,
    }
    this.#accounts.set(epoch, account)
    return account
  }
  /** Rows that are neither acknowledged nor given up. */
  get backlogRows(): number {
    let rows = 0
    for (const account of this.#accounts.values()) rows += account.last - account.closed.count
    return rows
  }
  /** The collector has these durably, or has noted that they are void. */
  settle(epoch: string, intervals: readonly Interval[]): void {
    const account = this.#accounts.get(epoch)
    if (!account) return
    for (const [from, to] of intervals) {
      const first = Math.max(1, from)
      const last = Math.min(to, account.last)
      if (first > last) continue
      account.closed.add([first, last])
      account.acknowledged.add([first, last])
      account.voids.remove([first, last])
      account.touched.add([first, last])
    }
  }
  /** Given up unsent; answers how many rows are newly lost. */
  giveUp(account: EpochAccount, intervals: Iterable<Interval>): number {
    const before = account.closed.count
    for (const [first, last] of intervals) {
      for (const open of account.closed.gaps([first, Math.min(last, account.last)])) {
        account.closed.add(open)
        account.voids.add(open)
        account.touched.add(open)
      }
    }
    return account.closed.count - before
  }
  /** Everything of an epoch that is not closed; `except` is kept. */
  giveUpRest(account: EpochAccount, except: Iterable<Interval> = []): number {
    if (account.last === 0) return 0
    const rest = new IntervalSet([[1, account.last]])
    for (const interval of except) rest.remove(interval)
    return this.giveUp(account, rest.intervals())
  }

  /** After the transaction. */
  written(): void {
    for (const account of this.#accounts.values()) {
      account.stored = true
      if (account.touched.count > 0) account.touched = new IntervalSet()
    }
  }
  /** The file is a new one: all that memory knows must be written again. */
  rewriteAll(): void {
    for (const account of this.#accounts.values()) {
      account.stored = false
      account.touched = new IntervalSet(account.closed.intervals())
    }
  }
  /** Epochs that need nothing any more. */
  finished(current: EpochAccount): readonly EpochAccount[] {
    return [...this.#accounts.values()].filter(
      (account) =>
        account !== current && account.closed.count >= account.last && account.voids.count === 0,
    )
  }
  forget(account: EpochAccount): void {
    this.#accounts.delete(account.epoch)
  }
}
