/** Forecast rules on the past: the fits of each hour, from the roll-ups that there were by then. */
import type { ForecastRule, Rule } from '../../config/rule.ts'
import type { StoredSeries, TimeSeriesStore } from '../model/store.ts'
import type { FitAsk } from './forecast-desk.ts'
import { fit, type Fit, type Point } from './forecast-fit.ts'

const hourMs = 3_600_000

export type PastFits = (ask: FitAsk, nowMs: number) => Fit

/** Reads what the fits of these series need. Rejects when the store cannot be read. */
export async function pastFits(
  store: Pick<TimeSeriesStore, 'range'>,
  series: readonly StoredSeries[],
  rules: readonly Rule[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<PastFits> {
  const points = new Map<string, readonly Point[]>()
  for (const rule of rules.filter((one) => one.kind === 'forecast'))
    for (const { id, descriptor } of series)
      if (looksAt(rule, descriptor))
        points.set(
          `${id} ${rule.field}`,
          await hourly(store, id, rule.field, fromMs - 2 * rule.longMs, toMs),
        )
  return (ask, nowMs) => {
    const fromThen = nowMs - 2 * ask.longMs
    const all = points.get(`${ask.seriesId} ${ask.field}`) ?? []
    return fit(
      all.filter(({ timeMs }) => timeMs >= fromThen && timeMs <= nowMs),
      ask,
    )
  }
}

function looksAt(rule: ForecastRule, { measurement, fields }: StoredSeries['descriptor']): boolean {
  return rule.select.measurement === measurement && fields.some(({ name }) => name === rule.field)
}

async function hourly(
  store: Pick<TimeSeriesStore, 'range'>,
  seriesId: number,
  field: string,
  fromMs: number,
  toMs: number,
): Promise<readonly Point[]> {
  const query = { seriesIds: [seriesId], field, fromMs, toMs: toMs + 1 }
  const [found] = await store.range({ ...query, stepMs: hourMs, aggregate: 'last' })
  return (found?.points ?? []).flatMap(({ timeMs, value }) =>
    typeof value === 'number' ? [{ timeMs, value }] : [],
  )
}
