/** Lines in the course of time. */
import {
  GraphThresholdsStyleConfigBuilder,
  StackingConfigBuilder,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common'
import {
  GraphDrawStyle,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
} from '@grafana/grafana-foundation-sdk/common'
import {
  FieldColorBuilder,
  FieldColorModeId,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries'
import type { Query } from '../influxql.ts'
import { spokenIn, type Desk, type Draft, type Spoken } from '../theme.ts'
import { plainSteps, stepsOf } from '../thresholds.ts'
import { datasource, targets } from './target.ts'

export interface Graph {
  readonly unit: string
  readonly queries: readonly Query[]
  /** Id of a rule and the field on which its limits stand: drawn as dashed lines. */
  readonly limits?: readonly [rule: string, field: string]
  readonly min?: number
  readonly max?: number
  readonly stacked?: boolean
  readonly bars?: boolean
  readonly decimals?: number
  /** A time range of its own, whatever the dashboard's is. */
  readonly over?: string
  readonly width?: number
  readonly height?: number
}

/** Agents post each minute, on thin lines each fifth: longer gaps than an hour's roll-up are gaps. */
const bridgedMs = 3_660_000
const leastStep = '1m'

export function graph(desk: Desk, spoken: Spoken, shape: Graph): Draft {
  const [title, description] = spokenIn(spoken, desk.language)
  const { unit, queries, limits, min, max, decimals, over, stacked = false, bars = false } = shape
  const panel = new PanelBuilder()
    .title(title)
    .description(description)
    .datasource(datasource)
    .unit(unit)
    .interval(leastStep)
    .drawStyle(bars ? GraphDrawStyle.Bars : GraphDrawStyle.Line)
    .lineWidth(1)
    .fillOpacity(bars || stacked ? 60 : 10)
    .showPoints(VisibilityMode.Auto)
    .spanNulls(bridgedMs)
    .stacking(
      new StackingConfigBuilder()
        .mode(stacked ? StackingMode.Normal : StackingMode.None)
        .group('A'),
    )
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName))
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .calcs([]),
    )
    .tooltip(
      new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending),
    )
    .targets(targets(queries))
  const steps = limits === undefined ? plainSteps : stepsOf(desk.rules, ...limits)
  panel.thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...steps]))
  panel.thresholdsStyle(
    new GraphThresholdsStyleConfigBuilder().mode(
      limits === undefined ? GraphThresholdsStyleMode.Off : GraphThresholdsStyleMode.Dashed,
    ),
  )
  for (const name of queries.flatMap((query) => query.columns ?? [])) {
    panel.overrideByName(name, [{ id: 'displayName', value: desk.label(name) }])
  }
  if (min !== undefined) panel.min(min)
  if (max !== undefined) panel.max(max)
  if (decimals !== undefined) panel.decimals(decimals)
  if (over !== undefined) panel.timeFrom(over)
  return { panel, width: shape.width ?? 12, height: shape.height ?? 8 }
}
