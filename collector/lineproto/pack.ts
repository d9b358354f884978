/** Points as the frames of a commit: one frame a host, as the stages behind expect. */
import {
  emptyPackedRows,
  historyFlag,
  reservePacked,
  rowHeaderLength,
  type PackedRows,
} from '../../contract/wire/packed-rows.ts'
import type { AppendFrame } from '../model/store.ts'
import type { ForeignSeries } from './learn/series-book.ts'
import type { ParsedLine } from './parse/line.ts'

export interface PlacedPoint {
  readonly fields: ParsedLine['fields']
  readonly timeMs: number
  readonly series: ForeignSeries
}

/** All that is written by programs has this place of an agent's id. */
const agentId = '1e'.repeat(16)

/** `seq` gives numbers that were never given before under this epoch. */
export function packPoints(
  points: readonly PlacedPoint[],
  { epoch, historyBeforeMs, seq }: { epoch: string; historyBeforeMs: number; seq: () => number },
): readonly AppendFrame[] {
  const frames: AppendFrame[] = []
  for (const ofHost of Map.groupBy(points, ({ series }) => series.hostId).values()) {
    const rows = emptyPackedRows(ofHost.length * 16)
    let first = 0
    let last = 0
    for (const point of ofHost) {
      last = seq()
      first ||= last
      packPoint(rows, point, last, point.timeMs < historyBeforeMs ? historyFlag : 0)
    }
    frames.push({ agentId, epoch, rows, settled: [[first, last]] })
  }
  return frames
}

function packPoint(rows: PackedRows, point: PlacedPoint, seq: number, flags: number): void {
  const { series, fields, timeMs } = point
  const count = series.places.size
  reservePacked(rows, rowHeaderLength + count)
  const { data } = rows
  const at = rows.length
  data[at] = series.id
  data[at + 1] = seq
  data[at + 2] = timeMs
  data[at + 3] = flags
  data[at + 4] = count
  const start = at + rowHeaderLength
  data.fill(Number.NaN, start, start + count)
  for (const [name, { value }] of fields) {
    const place = start + (series.places.get(name) ?? 0)
    // Adding 0 turns -0 into 0, which the store cannot tell apart.
    data[place] = typeof value === 'string' ? rows.strings.push(value) - 1 : Number(value) + 0
  }
  rows.length = start + count
  rows.rowCount++
}
