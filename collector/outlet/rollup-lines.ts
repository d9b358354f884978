/**
 * Fields of the 5-minute and hourly series. The field's own name holds what a panel draws, so that
 * one query serves every resolution: the mean of a number, the last of all else. Beside it stand
 * `_min`, `_max`, `_last`, `_count`; a counter has its `_increase`, a boolean the `_mean` of 0 and 1.
 */
import type { SeriesField } from '../../contract/wire/series.ts'
import type { Aggregate } from '../model.ts'
import { fieldWriter, float, integer, word, type FieldWriter } from './line-protocol.ts'

export interface RollupColumn {
  readonly aggregate: Aggregate
  readonly write: FieldWriter
}

export function rollupColumns(field: SeriesField): readonly RollupColumn[] {
  const name = (ending: string): string => word(`${field.name}${ending}`)
  const real =
    (ending: string): FieldWriter =>
    (value) =>
      float(name(ending), Number(value))
  const same = (ending: string): FieldWriter =>
    fieldWriter({ ...field, name: `${field.name}${ending}` }, true) ?? real(ending)
  const count: RollupColumn = {
    aggregate: 'count',
    write: (value) => integer(name('_count'), Number(value)),
  }
  const last: RollupColumn = { aggregate: 'last', write: same('') }
  if (field.kind === 'text' || field.kind === 'event' || field.kind === 'state') {
    return [last, count]
  }
  if (field.counter) return [last, { aggregate: 'sum', write: same('_increase') }, count]
  const mean: RollupColumn = { aggregate: 'mean', write: real('_mean') }
  if (field.kind === 'boolean') return [last, mean, count]
  return [
    { ...mean, write: real('') },
    { aggregate: 'min', write: same('_min') },
    { aggregate: 'max', write: same('_max') },
    { aggregate: 'last', write: same('_last') },
    count,
  ]
}

/** Share of the window in which rows were expected and came. */
export function coverageField(coverage: number): string {
  return float('coverage', Math.round(coverage * 1e4) / 1e4)
}
