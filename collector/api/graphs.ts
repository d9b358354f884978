/** The graphs of a host's page, drawn out of the store. */
import type { RangeSeries, StoredSeries, TimeSeriesStore } from '../model/store.ts'
import { computerPlans } from './computer-graphs.ts'
import { devicePlans } from './device-graphs.ts'
import type { GraphPlan, Line } from './graph-plan.ts'
import type { Graph, Span } from './page-views.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
export const windows: Readonly<Record<Span, { readonly length: number; readonly step: number }>> = {
  '1h': { length: hour, step: minute },
  '24h': { length: 24 * hour, step: 5 * minute },
  '7d': { length: 7 * 24 * hour, step: 30 * minute },
  '30d': { length: 30 * 24 * hour, step: 2 * hour },
}
/** More would be unreadable: a server's 40 mounts are in the table of newest values. */
const linesMax = 6

const plans = [...computerPlans, ...devicePlans]

/** Graphs for which the host has series; empty ones are left out. */
export async function hostGraphs(
  store: TimeSeriesStore,
  hostId: string,
  span: Span,
  nowMs: number,
): Promise<readonly Graph[]> {
  const series = store.series.ofHost(hostId)
  const graphs = await Promise.all(plans.map((plan) => drawn(store, series, plan, span, nowMs)))
  return graphs.filter((graph) => graph !== undefined)
}

async function drawn(
  store: TimeSeriesStore,
  series: readonly StoredSeries[],
  plan: GraphPlan,
  span: Span,
  nowMs: number,
): Promise<Graph | undefined> {
  const { length, step } = windows[span]
  const endMs = Math.ceil(nowMs / step) * step
  const grid: Grid = { startMs: endMs - length, stepMs: step, count: length / step }
  const ranked = plan.busiest ? await plan.busiest(store, series) : series
  const parts = byTurns(
    plan.lines.map((one) =>
      chosen(ranked, plan, one.measurement).map((stored) => ({ one, stored })),
    ),
  )
  const lines: { label: string; values: (number | null)[] }[] = []
  const coverage = Array.from({ length: grid.count }, () => 0)
  for (const { one, stored } of parts.slice(0, linesMax)) {
    const [answer] = await store.range({
      seriesIds: [stored.id],
      field: one.field,
      fromMs: one.rate ? grid.startMs - step : grid.startMs,
      toMs: endMs,
      stepMs: step,
      aggregate: one.rate ? 'last' : 'mean',
    })
    if (answer === undefined) continue
    cover(coverage, answer, grid)
    const values = one.rate ? ratesOn(answer, grid) : valuesOn(answer, grid)
    if (values.every((value) => value === null)) continue
    const scaled = values.map((value) => (value === null ? null : value * (one.factor ?? 1)))
    lines.push({ label: labelOf(plan, one, stored), values: scaled.map(shortened) })
  }
  if (lines.length === 0) return undefined
  const { name, unit, max } = plan
  return { name, unit, max, startMs: grid.startMs, stepMs: step, lines, coverage }
}

/** The first of each, then the second: with many ports none has one direction alone. */
function byTurns<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const most = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: most }, (_, at) =>
    lists.flatMap((list) => list.slice(at, at + 1)),
  ).flat()
}

function chosen(
  series: readonly StoredSeries[],
  plan: GraphPlan,
  measurement: string,
): readonly StoredSeries[] {
  return series.filter(
    ({ descriptor }) =>
      descriptor.measurement === measurement &&
      (plan.only === undefined || plan.only(new Map(descriptor.tags))),
  )
}

function labelOf(plan: GraphPlan, { sign }: Line, { descriptor }: StoredSeries): string {
  const tag = descriptor.tags.find(([key]) => key === plan.labelTag)?.[1] ?? ''
  return `${tag} ${sign}`.trim()
}

interface Grid {
  readonly startMs: number
  readonly stepMs: number
  readonly count: number
}
function slotOf(grid: Grid, timeMs: number): number {
  return Math.floor((timeMs - grid.startMs) / grid.stepMs)
}

function valuesOn(answer: RangeSeries, grid: Grid): (number | null)[] {
  const values: (number | null)[] = Array.from({ length: grid.count }, () => null)
  for (const { timeMs, value } of answer.points) {
    const slot = slotOf(grid, timeMs)
    if (slot >= 0 && slot < grid.count && typeof value === 'number') values[slot] = value
  }
  return values
}

/** Per second between windows that follow each other; a counter that went back began anew. */
function ratesOn(answer: RangeSeries, grid: Grid): (number | null)[] {
  const wider = { startMs: grid.startMs - grid.stepMs, stepMs: grid.stepMs, count: grid.count + 1 }
  const counts = valuesOn(answer, wider)
  return counts.slice(1).map((count, index) => {
    const before = counts[index] ?? null
    if (count === null || before === null || count < before) return null
    return ((count - before) * second) / grid.stepMs
  })
}

function cover(coverage: number[], answer: RangeSeries, grid: Grid): void {
  for (const { timeMs, value, coverage: share } of answer.points) {
    const slot = slotOf(grid, timeMs)
    const known = coverage[slot]
    if (known === undefined) continue
    coverage[slot] = Math.max(known, Math.round((share ?? (value === null ? 0 : 1)) * 100) / 100)
  }
}

/** Four digits are all that a graph shows, and the page stays small. */
function shortened(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(4))
}
