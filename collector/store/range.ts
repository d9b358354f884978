/** Answers range questions on the reading thread, from one snapshot of the file. */
import type { DatabaseSync } from 'node:sqlite'
import type { Aggregate, Tier } from '../model/store.ts'
import { coveredMsOf } from './coverage.ts'
import { QueryTooLarge } from './errors.ts'
import { Fold, gapFinder, type FoldSettings } from './fold.ts'
import type { RangeAnswer, RangeColumn, RangeRequest } from './messages.ts'
import type { HourColumn, SeriesReader } from './series-reader.ts'
import { hourMs, type ColumnKind } from './shape.ts'
import { chooseTier, tierWidth, type Floors } from './tier.ts'

type SeriesAnswer = RangeAnswer['series'][number]

export function answerRange(
  database: DatabaseSync,
  reader: SeriesReader,
  request: RangeRequest,
): RangeAnswer {
  database.exec('BEGIN')
  try {
    reader.damaged = 0
    const floors = reader.floors()
    const tier = chooseTier(request.fromMs, request.stepMs, floors)
    let left = request.pointsMax
    const series = request.columns.map((column) => {
      const answer = answerSeries(reader, request, column, tier, floors)
      left -= answer.points.length / 3
      if (left < 0) throw tooLarge(request.pointsMax)
      return answer
    })
    return { tier, series, damaged: reader.damaged }
  } finally {
    database.exec('COMMIT')
  }
}
function tooLarge(pointsMax: number): QueryTooLarge {
  return new QueryTooLarge(`The answer would have more than ${pointsMax} points`)
}

function answerSeries(
  reader: SeriesReader,
  request: RangeRequest,
  column: RangeColumn,
  tier: Tier,
  floors: Floors,
): SeriesAnswer {
  const { series } = column
  if (column.column < 0) return { series, points: new Float64Array(0) }
  const kind = column.kinds[column.column] ?? 'number'
  const span = spanOf(request, tier)
  const withTexts = (answer: ReturnType<Fold['finish']>): SeriesAnswer =>
    kind === 'text' && request.aggregate !== 'count'
      ? { series, points: answer.points, texts: answer.texts }
      : { series, points: answer.points }
  if (tier === 'full' && request.stepMs === undefined) {
    const asked = { ...hoursOf(request, 0), withGaps: false }
    const hours = reader.fullHours(column, asked, request.open)
    return withTexts(everyRow(hours, request.fromMs, request.toMs, request.pointsMax))
  }
  // One hour more on both sides: a counter's value before, the usual interval after.
  const { fromHour, toHour } = hoursOf(span, 1)
  if (tier === 'full') {
    const hours = reader.fullHours(column, { fromHour, toHour, withGaps: true }, request.open)
    return withTexts(foldRows(hours, settingsOf(request, span, kind, Infinity, gapsOf(hours))))
  }
  const windows = reader.windows(tier, column, fromHour, toHour, request.open, floors)
  const gaps = new Map(windows.map((one) => [Math.floor(one.startMs / hourMs), one.gapMs]))
  const coveredMsMax = tier === 'h1' ? hourMs : Infinity
  const fold = new Fold(settingsOf(request, span, kind, coveredMsMax, gaps))
  for (const { startMs, gapMs, coveredMs: covered, columns } of windows) {
    const [values] = columns
    const coveredMs = gapMs === 0 ? NaN : covered
    if (values) fold.add({ timeMs: startMs, coveredMs, ...values.stats, lastText: values.lastText })
  }
  return withTexts(fold.finish())
}

function hoursOf({ fromMs, toMs }: Pick<Span, 'fromMs' | 'toMs'>, more: number) {
  const fromHour = Math.floor(fromMs / hourMs) - more
  return { fromHour, toHour: Math.floor((toMs - 1) / hourMs) + more }
}

interface Span {
  readonly fromMs: number
  readonly toMs: number
  readonly stepMs: number
}
/** Roll-ups begin at whole windows of their tier and are never finer than those. */
function spanOf({ fromMs, toMs, stepMs }: RangeRequest, tier: Tier): Span {
  const width = tierWidth(tier)
  const step = Math.max(stepMs ?? width, width)
  return { fromMs: Math.floor(fromMs / width) * width, toMs, stepMs: step }
}

function gapsOf(hours: readonly HourColumn[]): Map<number, number> {
  return new Map(hours.map(({ hour, gapMs }) => [hour, gapMs]))
}

function settingsOf(
  request: RangeRequest,
  span: Span,
  kind: ColumnKind,
  coveredMsMax: number,
  gaps: ReadonlyMap<number, number>,
): FoldSettings {
  const standard: Aggregate = kind === 'number' ? 'mean' : 'last'
  const aggregate = request.aggregate ?? standard
  return { ...span, kind, aggregate, coveredMsMax, gapOf: gapFinder(gaps) }
}

function everyRow(
  hours: readonly HourColumn[],
  fromMs: number,
  toMs: number,
  rowsMax: number,
): ReturnType<Fold['finish']> {
  const points: number[] = []
  const texts: (string | null)[] = []
  for (const { times, values } of hours) {
    for (let i = 0; i < times.length; i++) {
      const time = times[i] ?? 0
      if (time < fromMs || time >= toMs) continue
      const value = values[i] ?? null
      points.push(time, typeof value === 'number' ? value : NaN, NaN)
      texts.push(typeof value === 'string' ? value : null)
    }
    if (texts.length > rowsMax) throw tooLarge(rowsMax)
  }
  return { points: Float64Array.from(points), texts }
}

function foldRows(
  hours: readonly HourColumn[],
  settings: FoldSettings,
): ReturnType<Fold['finish']> {
  const fold = new Fold(settings)
  for (const { times, gapMs, values } of hours) {
    const covered = coveredMsOf(times)
    if (gapMs === 0) covered[times.length - 1] = NaN
    for (let i = 0; i < times.length; i++) {
      const value = values[i] ?? null
      const number = typeof value === 'number' ? value : NaN
      const count = typeof value === 'string' || !Number.isNaN(number) ? 1 : 0
      fold.add({
        timeMs: times[i] ?? 0,
        coveredMs: covered[i] ?? 0,
        count,
        min: number,
        max: number,
        sum: settings.kind === 'counter' ? 0 : number,
        first: number,
        last: number,
        lastText: typeof value === 'string' ? value : null,
      })
    }
  }
  return fold.finish()
}
