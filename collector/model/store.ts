/** A series, its rows and answers, and the store that keeps them. Types only. */
import type { PackedRows } from '../../contract/wire/packed-rows.ts'
import type { SeriesDescriptor } from '../../contract/wire/series.ts'
import type { Interval } from '../../lib/interval.ts'

/** A series as the store knows it. Store ids are whole numbers from 1, never reused. */
export interface StoredSeries {
  readonly id: number
  readonly hostId: string
  readonly descriptor: SeriesDescriptor
}

/** Series by store id, kept in memory on the main thread. */
export interface SeriesDirectory {
  get(id: number): StoredSeries | undefined
  ofHost(hostId: string): readonly StoredSeries[]
  all(): Iterable<StoredSeries>
  /** Ids of the given series of a host, registering those that are new (durable on return). */
  register(hostId: string, descriptors: readonly SeriesDescriptor[]): Promise<readonly number[]>
}

/** Rows of one frame, series already store ids, times repaired, bad rows marked with skipFlag. */
export interface AppendFrame {
  /** Id of the agent's key. */
  readonly agentId: string
  /** 32 hex digits. */
  readonly epoch: string
  readonly rows: PackedRows
  /** All sequence numbers that this frame settles: rows, quarantined rows, voids. */
  readonly settled: readonly Interval[]
}

/** What became durable together. Numbers rise by one and are never reused. */
export interface Commit {
  readonly number: number
  readonly arrivalMs: number
  /** As given, with skipFlag set on rows that were stored before (I2). */
  readonly frames: readonly AppendFrame[]
}

export type Aggregate = 'mean' | 'min' | 'max' | 'sum' | 'last' | 'count'

export type Tier = 'full' | 'm5' | 'h1'

export interface RangeQuery {
  readonly seriesIds: readonly number[]
  readonly field: string
  readonly fromMs: number
  readonly toMs: number
  /** Width of an answer's window; left out: every stored value. */
  readonly stepMs?: number
  readonly aggregate?: Aggregate
}

export interface RangePoint {
  readonly timeMs: number
  /** In the field's unit (decimals applied); text and event as text; null: no value. */
  readonly value: number | string | null
  /** Share of the window in which rows were expected and came, 0 to 1 (windows only). */
  readonly coverage?: number
}

export interface RangeSeries {
  readonly seriesId: number
  readonly tier: Tier
  readonly points: readonly RangePoint[]
}

export interface LatestRow {
  readonly seriesId: number
  readonly timeMs: number
  readonly flags: number
  /** In the field's unit, by field name; state as its word. */
  readonly values: Readonly<Record<string, number | string | boolean | null>>
}

export interface LatestQuery {
  readonly hostIds?: readonly string[]
  readonly measurements?: readonly string[]
}

export interface RetentionDays {
  readonly full: number
  readonly m5: number
  readonly h1: number
}

/** Where all queries of console, reports and forecasts go. */
export interface TimeSeriesStore {
  readonly series: SeriesDirectory
  /** Resolves after the fsync: rows and received intervals are then durable together (I1, I2). */
  append(frames: readonly AppendFrame[], arrivalMs: number): Promise<Commit>
  /** Received intervals of an agent's epochs. */
  received(agentId: string, epoch: string): Promise<readonly Interval[]>
  range(query: RangeQuery): Promise<readonly RangeSeries[]>
  latest(query: LatestQuery): Promise<readonly LatestRow[]>
  /** Commits with a number above the cursor, oldest first, for a reader that restarts. */
  commitsAfter(number: number, limit: number): Promise<readonly Commit[]>
  /** The reader needs no commit up to this number any more. */
  release(number: number): Promise<void>
  /** Closes hours, makes roll-ups, deletes what is past retention. Called by the owner's timer. */
  maintain(nowMs: number): Promise<void>
  /**
   * Gives up the full readings of the oldest day that is rolled up, for want of room; today and
   * yesterday always stay. Answers when that day began; undefined: there is none to give up.
   */
  dropOldest(nowMs: number): Promise<number | undefined>
  stats(): Promise<StoreStats>
  /** Consistent copy of the store's file. */
  backup(path: string): Promise<void>
  close(): Promise<void>
}

export interface StoreStats {
  readonly seriesCount: number
  readonly bytes: number
  readonly lastCommit: number
  readonly rowsStored: number
  readonly rowsDuplicate: number
  readonly openRows: number
}
