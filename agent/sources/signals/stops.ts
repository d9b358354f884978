/** Starts and ends of a computer in the order of time, and what they say about the last end. */
export type StopCause = 'shutdown' | 'restart' | 'power_lost' | 'crash'

/** `start`: the system came up; `farewell`: it went down in order; `trace`: a crash left a trace. */
export interface StopRecord {
  readonly kind: 'start' | 'farewell' | 'trace'
  readonly atMs: number
}
export interface Stop {
  readonly cause: StopCause
  /** Of the farewell; undefined when there was none. */
  readonly stoppedMs: number | undefined
  readonly startedMs: number
}

/** A machine that is up again so soon was meant to. */
const restartWithinMs = 4 * 60_000
/** A crash is written down shortly after the next start. */
const traceAfterStartMs = 15 * 60_000

/** Each end between two starts, oldest first. The very first start has nothing before it. */
export function stopsOf(records: readonly StopRecord[]): readonly Stop[] {
  const ordered = records.toSorted((a, b) => a.atMs - b.atMs)
  const starts = ordered.filter(({ kind }) => kind === 'start')
  return starts.flatMap((start, index) => {
    const before = starts[index - 1]
    return before ? [stopBetween(before.atMs, start.atMs, ordered)] : []
  })
}

function stopBetween(beforeMs: number, startedMs: number, records: readonly StopRecord[]): Stop {
  const farewell = records.findLast(
    ({ kind, atMs }) => kind === 'farewell' && atMs > beforeMs && atMs <= startedMs,
  )
  if (farewell) {
    const quick = startedMs - farewell.atMs <= restartWithinMs
    return { cause: quick ? 'restart' : 'shutdown', stoppedMs: farewell.atMs, startedMs }
  }
  const crashed = records.some(
    ({ kind, atMs }) =>
      kind === 'trace' && atMs > beforeMs && atMs <= startedMs + traceAfterStartMs,
  )
  return { cause: crashed ? 'crash' : 'power_lost', stoppedMs: undefined, startedMs }
}
