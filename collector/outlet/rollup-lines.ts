/**
 * Fields of the 5-minute and hourly series: what is drawn and asked of them, and no more, for they
 * are kept for long. The field's own name holds what a panel draws, so that one query serves every
 * resolution: the mean of a number, the last of all else. Beside it stand the greatest (`_max`) of a
 * number and, by the hour, its least (`_min`), a counter's `_increase` and a boolean's `_mean`.
 */
import type { SeriesField } from '../../contract/wire/series.ts'
import type { Aggregate } from '../model/store.ts'
import { fieldWriter, float, word, type FieldWriter } from './line-protocol.ts'

export interface RollupColumn {
  readonly aggregate: Aggregate
  readonly write: FieldWriter
}
export type RollupTier = 'm5' | 'h1'

/** `isForeign`: another program's, of which nobody knows how exact it is. */
export function rollupColumns(
  field: SeriesField,
  tier: RollupTier,
  isForeign: boolean,
): readonly RollupColumn[] {
  const named = (ending: string): SeriesField => ({ ...field, name: `${field.name}${ending}` })
  const same = (ending: string): FieldWriter =>
    fieldWriter(named(ending), true) ??
    ((value) => float(word(`${field.name}${ending}`), Number(value)))
  const last: RollupColumn = { aggregate: 'last', write: same('') }
  const isHourly = tier === 'h1'
  if (field.kind === 'text' || field.kind === 'event' || field.kind === 'state') return [last]
  if (field.counter) {
    const increase: RollupColumn = { aggregate: 'sum', write: same('_increase') }
    return isHourly ? [last, increase] : [last]
  }
  if (field.kind === 'boolean') {
    const mean = word(named('_mean').name)
    const share = (value: number): number => onGrid(value, shareStep)
    return isHourly
      ? [last, { aggregate: 'mean', write: (value) => float(mean, share(Number(value))) }]
      : [last]
  }
  const name = word(field.name)
  const step = isForeign && field.kind === 'float' ? 0 : stepOf(field.decimals)
  const mean = field.kind === 'integer' ? meanOfWhole : (value: number) => meanOf(value, step)
  const reading = (ending: string): FieldWriter => {
    if (field.kind === 'integer') return same(ending)
    const full = word(named(ending).name)
    return (value) => float(full, onGrid(Number(value), step))
  }
  return [
    { aggregate: 'mean', write: (value) => float(name, mean(Number(value))) },
    ...(isHourly ? [{ aggregate: 'min', write: reading('_min') } as const] : []),
    { aggregate: 'max', write: reading('_max') },
  ]
}

/** Share of the window in which rows were expected and came. */
export function coverageField(coverage: number): string {
  return float('coverage', onGrid(coverage, shareStep))
}

/*
 * InfluxDB keeps of a float the bits in which it differs from the one before. A decimal fraction
 * like 35.3 has 52 of them whatever one does, a sum of halves, quarters, eighths … has few. So numbers
 * lie on the coarsest such grid on which every reading, rounded to its decimals, is found again.
 */
function stepOf(decimals: number): number {
  return 2 ** -Math.ceil(decimals * Math.log2(10))
}
const shareStep = 2 ** -10
const wholeStep = 2 ** -4
/** A mean is no reading: beyond so many bits (a millionth, a fifteen-millionth) it is noise. */
const wholeBits = 20
const floatBits = 24

function meanOf(value: number, step: number): number {
  return onGrid(value, Math.max(step, relativeStep(value, floatBits)))
}
/** What does not move, a date or a size, stays what it is. */
function meanOfWhole(value: number): number {
  if (Number.isInteger(value)) return value
  return onGrid(value, Math.max(wholeStep, relativeStep(value, wholeBits)))
}
function relativeStep(value: number, bits: number): number {
  return value === 0 ? 0 : 2 ** (Math.floor(Math.log2(Math.abs(value))) - bits)
}
function onGrid(value: number, step: number): number {
  return step > 0 && Number.isFinite(value) ? Math.round(value / step) * step : value
}
