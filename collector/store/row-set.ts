/** Rows of one series and hour by columns, in the one order that does not depend on arrival. */

/** Times in ms; `null` in a text column and NaN in a number column: no value. */
export type Column = Float64Array | (string | null)[]
export interface RowSet {
  readonly count: number
  readonly times: Float64Array
  readonly flags: Float64Array
  readonly columns: readonly Column[]
}

export function joinRows(a: RowSet, b: RowSet): RowSet {
  return {
    count: a.count + b.count,
    times: join(a.times, b.times),
    flags: join(a.flags, b.flags),
    columns: a.columns.map((column, i) => {
      const other = b.columns[i]
      if (column instanceof Float64Array) {
        return join(column, other instanceof Float64Array ? other : empty(b.count))
      }
      return [...column, ...(Array.isArray(other) ? other : noTexts(b.count))]
    }),
  }
}

function join(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
function empty(count: number): Float64Array {
  return new Float64Array(count).fill(NaN)
}
function noTexts(count: number): null[] {
  return Array.from({ length: count }, () => null)
}

/**
 * By time, then flags, then values from the first column on ("no value" first). Rows that are equal
 * in all of it are the same to every reader, so the order is total.
 */
export function sortRows(rows: RowSet): RowSet {
  let sorted = true
  for (let i = 1; i < rows.count && sorted; i++)
    sorted = (rows.times[i - 1] ?? 0) < (rows.times[i] ?? 0)
  if (sorted) return rows
  const order = Array.from({ length: rows.count }, (_, i) => i)
  order.sort((a, b) => compareRows(rows, a, b))
  return {
    count: rows.count,
    times: Float64Array.from(order, (i) => rows.times[i] ?? 0),
    flags: Float64Array.from(order, (i) => rows.flags[i] ?? 0),
    columns: rows.columns.map((column) =>
      column instanceof Float64Array
        ? Float64Array.from(order, (i) => column[i] ?? 0)
        : order.map((i) => column[i] ?? null),
    ),
  }
}

function compareRows(rows: RowSet, a: number, b: number): number {
  const byTime = (rows.times[a] ?? 0) - (rows.times[b] ?? 0)
  if (byTime !== 0) return byTime
  const byFlags = (rows.flags[a] ?? 0) - (rows.flags[b] ?? 0)
  if (byFlags !== 0) return byFlags
  for (const column of rows.columns) {
    const order = compareValues(column[a] ?? 0, column[b] ?? 0)
    if (order !== 0) return order
  }
  return 0
}

/** Numbers by size, texts by code units; NaN and null come first. */
export function compareValues(a: number | string | null, b: number | string | null): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  const left = typeof a === 'number' && !Number.isNaN(a) ? a : null
  const right = typeof b === 'number' && !Number.isNaN(b) ? b : null
  if (typeof a === 'string') return 1
  if (typeof b === 'string') return -1
  if (left === null || right === null) return (left === null ? 0 : 1) - (right === null ? 0 : 1)
  return left - right
}
