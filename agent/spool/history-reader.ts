/**
 * What a session has still to send of the past, newest blocks first. One reader belongs to one
 * session: it remembers what the session has claimed (sent or about to send) and passes over it.
 */
import type { Row } from '../../contract/wire/series.ts'
import type { Interval } from '../../lib/interval.ts'
import type { Beat, BeatClock } from './beat.ts'
import type { BlockHead } from './block-table.ts'
import { IntervalSet, intervalsOf } from './interval-set.ts'
import type { EpochAccount, Ledger } from './ledger.ts'
import type { Store } from './store.ts'

export interface HistoryBatch {
  readonly epoch: string
  readonly clock: BeatClock
  /** Sequence numbers rise. */
  readonly rows: readonly Row[]
}
export interface VoidBatch {
  readonly epoch: string
  readonly intervals: readonly Interval[]
}
/** What the reader needs of the spool. */
export interface HistorySource {
  readonly ledger: Ledger
  /** Beats that are not in the file yet. */
  queued(): readonly Beat[]
  /** Reads from the file; undefined when there is none or it is damaged, which is dealt with. */
  read<T>(work: (store: Store) => T): T | undefined
  /** Lets the next transaction repair or remove a block. */
  mend(head: BlockHead): void
}

/** Void intervals in one message. */
const voidIntervalsMax = 512

export class HistoryReader {
  readonly #source: HistorySource
  readonly #claimed = new Map<string, IntervalSet>()
  readonly #announced = new Map<string, IntervalSet>()
  #beforeBlock = Number.MAX_SAFE_INTEGER

  constructor(source: HistorySource) {
    this.#source = source
  }
  /** These rows are on their way in this session. */
  claim(epoch: string, rows: readonly Row[]): void {
    const claimed = setOf(this.#claimed, epoch)
    for (const interval of intervalsOf(rows.map((row) => row.seq))) claimed.add(interval)
  }
  /** Those of these rows that still wait, from file and memory; sequence numbers rise. */
  rowsOf(epoch: string, intervals: readonly Interval[]): readonly Row[] {
    const account = this.#source.ledger.get(epoch)
    if (!account) return []
    const wanted = new IntervalSet(intervals)
    const found = new Map<number, Row>()
    const take = (rows: readonly Row[]): void => {
      for (const row of rows)
        if (wanted.has(row.seq) && !account.closed.has(row.seq)) found.set(row.seq, row)
    }
    this.#source.read((store) => {
      for (const interval of intervals)
        for (const head of store.blocks.overlapping(account.id, interval))
          take(store.blocks.rows(head).rows)
    })
    for (const beat of this.#source.queued()) if (beat.epoch === epoch) take(beat.rows)
    return [...found.values()].sort((a, b) => a.seq - b.seq)
  }
  /** Rows were left behind: the next batch looks from the newest block on. */
  rewind(): void {
    this.#beforeBlock = Number.MAX_SAFE_INTEGER
  }
  /** The newest rows that are neither closed nor claimed, claimed with this; undefined: none. */
  take(rowsMax: number): HistoryBatch | undefined {
    if (rowsMax < 1) return undefined
    const batch =
      this.#fromQueue(rowsMax) ?? this.#source.read((store) => this.#fromBlocks(store, rowsMax))
    if (batch) this.claim(batch.epoch, batch.rows)
    return batch
  }
  /**
   * Deleted ranges that the collector has not been told in this session. Only those above all
   * unsent rows of their epoch, so that the collector's intervals grow together and not in shreds.
   */
  takeVoids(): VoidBatch | undefined {
    for (const account of this.#source.ledger.accounts()) {
      if (account.voids.count === 0) continue
      const announced = setOf(this.#announced, account.epoch)
      const floor = this.#highestUnsent(account)
      const intervals = account.voids
        .intervals()
        .filter((interval) => interval[0] > floor && !announced.covers(interval))
        .slice(-voidIntervalsMax)
      if (intervals.length === 0) continue
      for (const interval of intervals) announced.add(interval)
      return { epoch: account.epoch, intervals }
    }
    return undefined
  }

  #fromQueue(rowsMax: number): HistoryBatch | undefined {
    for (const { epoch, clock, rows } of this.#source.queued().toReversed()) {
      const unsent = this.#unsent(this.#source.ledger.get(epoch), rows)
      if (unsent.length > 0) return { epoch, clock, rows: unsent.slice(-rowsMax) }
    }
    return undefined
  }
  /** Neighbouring blocks of one epoch and clock go together. */
  #fromBlocks(store: Store, rowsMax: number): HistoryBatch | undefined {
    let batch: HistoryBatch | undefined
    for (;;) {
      const head = store.blocks.before(this.#beforeBlock)
      const account = head && this.#source.ledger.byId(head.epochId)
      if (
        !head ||
        (batch && (account?.epoch !== batch.epoch || !sameClock(head.clock, batch.clock)))
      )
        return batch
      const rows = account ? this.#blockRows(store, head, account) : []
      const room = rowsMax - (batch?.rows.length ?? 0)
      if (account && rows.length > 0 && room > 0) {
        const merged = [...rows.slice(-room), ...(batch?.rows ?? [])].sort((a, b) => a.seq - b.seq)
        batch = { epoch: account.epoch, clock: head.clock, rows: merged }
      }
      // A block that has more than fits is looked at again by the next batch.
      if (rows.length > room || room === 0) return batch
      this.#beforeBlock = head.id
    }
  }
  #blockRows(store: Store, head: BlockHead, account: EpochAccount): readonly Row[] {
    if (setOf(this.#claimed, account.epoch).covers([head.first, head.last])) return []
    const { rows, complete } = store.blocks.rows(head)
    if (!complete || rows.every((row) => account.closed.has(row.seq))) this.#source.mend(head)
    return this.#unsent(account, rows)
  }
  #unsent(account: EpochAccount | undefined, rows: readonly Row[]): readonly Row[] {
    if (!account) return []
    const claimed = setOf(this.#claimed, account.epoch)
    return rows.filter((row) => !account.closed.has(row.seq) && !claimed.has(row.seq))
  }
  #highestUnsent(account: EpochAccount): number {
    const settled = new IntervalSet(account.closed.intervals())
    for (const interval of setOf(this.#claimed, account.epoch).intervals()) settled.add(interval)
    const top = settled.touching([account.last, account.last])[0]
    return top ? top[0] - 1 : account.last
  }
}

function setOf(sets: Map<string, IntervalSet>, epoch: string): IntervalSet {
  let set = sets.get(epoch)
  if (!set) sets.set(epoch, (set = new IntervalSet()))
  return set
}

function sameClock(a: BeatClock, b: BeatClock): boolean {
  return a.boot === b.boot && a.offsetMs === b.offsetMs
}
