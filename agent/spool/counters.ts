import * as z from 'zod/mini'

const count = z._default(z.int(), 0)
const counters = z.object({
  /** Rows deleted because of the limit in bytes, by free disk included. */
  rowsOverBytes: count,
  /** Rows deleted because they were too old. */
  rowsOverAge: count,
  /** Rows that waited in memory for a full or failing disk until there was no room. */
  rowsOverMemory: count,
  /** Rows lost with a damaged block or file. */
  rowsDamaged: count,
  /** Rows that the collector refused again and again. */
  rowsSetAside: count,
  blocksDamaged: count,
  filesSetAside: count,
  /** Readings against the catalogue, or of one series too many. */
  readingsRefused: count,
  /** Values that became null because they were not of their kind or range. */
  valuesRefused: count,
})
/** Everything that the spool lost or refused since it was made; kept in its file. */
export type SpoolCounters = z.output<typeof counters>

export function noCounts(): SpoolCounters {
  return z.parse(counters, {})
}
/** A damaged text counts from zero again: the figures are not worth setting the file aside. */
export function readCounters(text: unknown): SpoolCounters {
  try {
    return z.parse(counters, JSON.parse(String(text)))
  } catch {
    return noCounts()
  }
}
