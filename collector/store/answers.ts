/** Packed answers of the threads as the model's objects. */
import type {
  Commit,
  RangePoint,
  RangeQuery,
  RangeSeries,
  StoredSeries,
  Tier,
} from '../model/store.ts'
import { scaled } from './field-value.ts'
import type { CommitLine, RangeAnswer, RangeColumn } from './messages.ts'
import { columnKind } from './shape.ts'

export function rangeColumn(
  id: number,
  series: StoredSeries | undefined,
  field: string,
): RangeColumn {
  const fields = series?.descriptor.fields ?? []
  return {
    series: id,
    column: fields.findIndex(({ name }) => name === field),
    kinds: fields.map(columnKind),
  }
}

export function plainSeries(
  { series, points, texts }: RangeAnswer['series'][number],
  tier: Tier,
  stored: StoredSeries | undefined,
  { field, aggregate }: RangeQuery,
): RangeSeries {
  const found = stored?.descriptor.fields.find(({ name }) => name === field)
  const isFloat = found?.kind === 'float' && aggregate !== 'count'
  const decimals = isFloat ? found.decimals : 0
  const plain: RangePoint[] = []
  for (let i = 0; i < points.length; i += 3) {
    const number = points[i + 1] ?? 0
    const value = texts ? (texts[i / 3] ?? null) : Number.isNaN(number) ? null : number
    const coverage = points[i + 2] ?? 0
    plain.push({
      timeMs: points[i] ?? 0,
      value: typeof value === 'number' ? scaled(value, decimals) : value,
      ...(Number.isNaN(coverage) ? {} : { coverage }),
    })
  }
  return { seriesId: series, tier, points: plain }
}

export function plainCommit({ number, arrivalMs, frames }: CommitLine): Commit {
  return {
    number,
    arrivalMs,
    frames: frames.map(({ agentId, epoch, settled, data, rowCount, strings }) => ({
      agentId,
      epoch,
      settled,
      rows: { data, length: data.length, rowCount, strings },
    })),
  }
}
