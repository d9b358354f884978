import {
  historyFlag,
  estimatedFlag,
  rowAt,
  rowHeaderLength,
  skipFlag,
  type PackedRows,
} from '../../contract/wire/packed-rows.ts'
import type { Interval } from '../../lib/interval.ts'
import type { QuarantineReason } from '../state/quarantine.ts'
import type { ClockRepair } from './clock-repair.ts'
import type { SeriesCheck } from './series-check.ts'

/** The series of an agent's dictionary, by index. */
export interface CheckedSeries {
  /** Store ids; 0: refused. */
  readonly ids: readonly number[]
  readonly checks: readonly SeriesCheck[]
}

export interface RowRules {
  readonly repair: ClockRepair
  /** Repaired times before this make a row history (I4). */
  readonly historyBeforeMs: number
  /** Repaired times outside are impossible. */
  readonly earliestMs: number
  readonly latestMs: number
}

/** A row that will not be stored. */
export interface RefusedRow {
  /** Its place in `data`. */
  readonly at: number
  /** Its place in the agent's dictionary. */
  readonly index: number
  readonly reason: QuarantineReason
  /** Field at fault; beyond all fields: the row as a whole. */
  readonly field: number
}

/**
 * One pass over a frame's rows, in place: store ids, true times and flags are written; bad rows get
 * skipFlag and are told. Returns the sequence numbers that the frame settles, merged.
 */
export function checkRows(
  rows: PackedRows,
  series: CheckedSeries,
  rules: RowRules,
  refuse: (row: RefusedRow) => void,
): Interval[] {
  const { data, length } = rows
  const { shiftMs, estimated } = rules.repair
  const baseFlags = estimated ? estimatedFlag : 0
  const settled: Interval[] = []
  let first = -1
  let last = -2
  let at = 0
  while (at < length) {
    const seq = data[at + rowAt.seq] ?? 0
    if (seq !== last + 1) {
      if (first >= 0) settled.push([first, last])
      first = seq
    }
    last = seq
    const count = data[at + rowAt.count] ?? 0
    const index = data[at + rowAt.series] ?? 0
    const timeMs = (data[at + rowAt.timeMs] ?? 0) + shiftMs
    const check = series.checks[index]
    const fault = faultOf(data, at, count, timeMs, check, rules)
    data[at + rowAt.series] = series.ids[index] ?? 0
    data[at + rowAt.timeMs] = timeMs
    const flags = timeMs < rules.historyBeforeMs ? baseFlags | historyFlag : baseFlags
    data[at + rowAt.flags] = fault < 0 ? flags : flags | skipFlag
    if (fault >= 0) refuse({ at, index, reason: reasonOf(fault, check), field: fault })
    at += rowHeaderLength + count
  }
  if (first >= 0) settled.push([first, last])
  return settled
}

/** Beyond every field's index: the row as a whole is at fault. */
const wholeRow = 1_000_000
const badTime = wholeRow + 1

/** Index of the field at fault, or one of the two above; -1: none. */
function faultOf(
  data: Float64Array,
  at: number,
  count: number,
  timeMs: number,
  check: SeriesCheck | undefined,
  rules: RowRules,
): number {
  if (check === undefined || check.problem !== undefined || count !== check.count) return wholeRow
  const own = timeMs - rules.repair.shiftMs
  if (!(own >= rules.repair.fromMs && own <= rules.repair.toMs)) return badTime
  if (!(timeMs >= rules.earliestMs && timeMs <= rules.latestMs)) return badTime
  const { least, greatest } = check
  const start = at + rowHeaderLength
  for (let field = 0; field < count; field++) {
    const value = data[start + field] as number
    if (value < (least[field] as number) || value > (greatest[field] as number)) return field
  }
  return check.codes === undefined ? -1 : unknownCode(data, start, check.codes)
}

function unknownCode(
  data: Float64Array,
  start: number,
  codes: NonNullable<SeriesCheck['codes']>,
): number {
  return codes.findIndex((known, field) => {
    const value = data[start + field] ?? Number.NaN
    return known !== undefined && !Number.isNaN(value) && !known.has(value)
  })
}

function reasonOf(fault: number, check: SeriesCheck | undefined): QuarantineReason {
  if (fault === badTime) return 'bad_time'
  if (check === undefined) return 'unknown_series'
  if (check.problem !== undefined) return check.problem
  if (fault === wholeRow) return 'wrong_count'
  const kind = check.fields[fault]?.kind
  if (kind === 'state') return 'unknown_state'
  return kind === 'text' || kind === 'event' ? 'bad_text' : 'out_of_range'
}
