/**
 * Many rows in one Float64Array, so that a frame's rows go from the decoder over the ingest to the
 * store's worker without an object per value.
 * Layout of a row: series, seq, timeMs, flags, count, then `count` values. NaN is "no value"; a text
 * or event value is its index in `strings` (which columns are text, the series descriptor says).
 */
export interface PackedRows {
  data: Float64Array
  /** Used length of `data`. */
  length: number
  rowCount: number
  strings: string[]
}

export const rowHeaderLength = 5
export const rowAt = { series: 0, seq: 1, timeMs: 2, flags: 3, count: 4 } as const

/** Decided at arrival (I4): kept with its own time, opens no alert about availability or load. */
export const historyFlag = 1
/** The time was estimated between known instants; left out of availability figures. */
export const estimatedFlag = 2
/** Set by ingest or store on rows that must be skipped (quarantined or already stored). */
export const skipFlag = 4

export function emptyPackedRows(capacity = 1024): PackedRows {
  return { data: new Float64Array(capacity), length: 0, rowCount: 0, strings: [] }
}

/** Makes room for `extra` more numbers behind the used length. */
export function reservePacked(packed: PackedRows, extra: number): void {
  const needed = packed.length + extra
  if (needed <= packed.data.length) return
  const grown = new Float64Array(Math.max(needed, packed.data.length * 2))
  grown.set(packed.data.subarray(0, packed.length))
  packed.data = grown
}
