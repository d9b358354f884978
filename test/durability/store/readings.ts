/** What the appending process sends: every row follows from its sequence number alone. */
import type { SeriesDescriptor } from '../../../contract/wire/series.ts'

export const rowsPerAppend = 5
export const start = Date.UTC(2026, 10, 12)
export const series: SeriesDescriptor = {
  measurement: 'journal',
  tags: [],
  fields: [
    { name: 'seq', kind: 'integer', decimals: 0 },
    { name: 'usage', kind: 'float', decimals: 2 },
    { name: 'note', kind: 'text', decimals: 0 },
  ],
}

/** Jumps to and fro over four days, so that late rows meet sealed hours and rolled-up days. */
export function readingOf(seq: number): {
  readonly timeMs: number
  readonly usage: number
  readonly note: string | null
} {
  const scattered = (seq * 7919) % 345_600
  return {
    timeMs: start + scattered * 1000,
    usage: (seq * 31) % 10_000,
    note: seq % 4 === 0 ? `note ${seq % 97}` : null,
  }
}

/** What a process finds in the store when it starts. */
export interface Found {
  readonly rows: readonly (readonly [
    timeMs: number,
    seq: number | null,
    usage: number | null,
    note: string | null,
  ])[]
  readonly received: readonly (readonly [number, number])[]
  readonly lastCommit: number
  /** Counted and summed from the roll-ups. */
  readonly fiveMinutes: { readonly count: number; readonly sum: number }
  readonly hours: { readonly count: number; readonly sum: number }
  /** Sequence numbers in the log, above the released commits. */
  readonly logged: readonly number[]
}
