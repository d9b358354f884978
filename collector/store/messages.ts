/** What the store's threads say to each other. */
import type { Aggregate, RetentionDays, Tier } from '../model/store.ts'
import type { ColumnKind } from './shape.ts'

/** Which thread a worker is to be. */
export interface WorkerSettings {
  readonly role: 'writer' | 'reader' | 'copier'
  readonly path: string
  readonly retention: RetentionDays
  readonly bytesMax?: number | undefined
  readonly openBytesMax?: number | undefined
  readonly unsafe?: boolean | undefined
}

/** A series as the writer keeps it: `tags` and `fields` as JSON, shared by equal ones. */
export interface SeriesLine {
  readonly id: number
  readonly hostId: string
  readonly hash: string
  readonly measurement: string
  readonly tags: string
  readonly shape: number
}
export interface OpenedMessage {
  readonly shapes: ReadonlyMap<number, string>
  readonly series: readonly SeriesLine[]
  /** Newest row of each series: series, time, flags, count, values; texts by index. */
  readonly latest: { readonly data: Float64Array; readonly strings: readonly string[] }
}
export interface RegisterLine {
  readonly hostId: string
  readonly hash: string
  readonly measurement: string
  readonly tags: string
  /** Place of its field list in the request. */
  readonly fields: number
}
/** Field lists are long and few: each goes over once, however many series have it. */
export interface RegisterRequest {
  readonly lines: readonly RegisterLine[]
  readonly fields: readonly string[]
}
/** In the order of the lines. */
export interface Registered {
  readonly id: number
  readonly shape: number
}

/**
 * Appends packed one after another: arrivalMs, frame count; per frame: epoch handle, settled count,
 * row length, row count, first string, string count; settled pairs; rows as in PackedRows.
 */
export interface BatchMessage {
  /** Memory that both threads see; left out: that of the batch before. */
  readonly data?: Float64Array<SharedArrayBuffer>
  readonly length: number
  readonly appends: number
  readonly strings: readonly string[]
  /** The main thread starts its handles anew, to bound its memory. */
  readonly forgetHandles: boolean
  /** Handles used here for the first time. */
  readonly handles: readonly {
    readonly handle: number
    readonly agentId: string
    readonly epoch: string
  }[]
}
/** A batch with the memory that it lies in. */
export interface Batch extends BatchMessage {
  readonly data: Float64Array<SharedArrayBuffer>
}
export const frameHeaderLength = 6
/** The main thread leaves the memory alone until this comes. */
export interface BatchAnswer {
  readonly firstCommit: number
  /** Places in `data` of rows that were stored before. */
  readonly duplicates: Uint32Array
}

export interface OpenRowsRequest {
  readonly series: readonly number[]
  readonly fromHour: number
  readonly toHour: number
}
export interface OpenRowsAnswer {
  /** The last commit when this was read: a block through it or later holds these rows already. */
  readonly throughCommit: number
  readonly hours: readonly {
    readonly series: number
    readonly hour: number
    readonly rows: number
    readonly bytes: Uint8Array
  }[]
}

export interface RangeColumn {
  readonly series: number
  /** -1: the series has not this field. */
  readonly column: number
  readonly kinds: readonly ColumnKind[]
}
export interface RangeRequest {
  readonly columns: readonly RangeColumn[]
  readonly fromMs: number
  readonly toMs: number
  readonly stepMs?: number | undefined
  readonly aggregate?: Aggregate | undefined
  readonly open: OpenRowsAnswer
  readonly pointsMax: number
}
export interface RangeAnswer {
  readonly tier: Tier
  readonly series: readonly {
    readonly series: number
    /** time, value (NaN: none), coverage (NaN: not a window) for each point. */
    readonly points: Float64Array
    readonly texts?: readonly (string | null)[]
  }[]
  readonly damaged: number
}

export interface CommitLine {
  readonly number: number
  readonly arrivalMs: number
  readonly frames: readonly {
    readonly agentId: string
    readonly epoch: string
    readonly data: Float64Array
    readonly rowCount: number
    readonly strings: string[]
    readonly settled: readonly (readonly [number, number])[]
  }[]
}

export interface StatsAnswer {
  readonly seriesCount: number
  readonly bytes: number
  readonly lastCommit: number
  readonly rowsStored: number
  readonly rowsDuplicate: number
  readonly openRows: number
  readonly openBytes: number
  readonly blocksDamaged: number
  readonly gapsClosed: number
}
