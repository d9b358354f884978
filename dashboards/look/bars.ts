/** One bar for each row: what has most of something. */
import {
  BarGaugeDisplayMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common'
import { PanelBuilder as BarsBuilder } from '@grafana/grafana-foundation-sdk/bargauge'
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard'
import type { Query } from '../influxql.ts'
import type { Mapping } from '../states.ts'
import { spokenIn, type Desk, type Draft, type Spoken } from '../theme.ts'
import { plainSteps, type Step } from '../thresholds.ts'
import { datasource, targets } from './target.ts'

export interface Bars {
  readonly unit: string
  readonly queries: readonly Query[]
  readonly steps?: readonly Step[]
  /** Words for the names of the rows. */
  readonly mapping?: Mapping
  readonly min?: number
  readonly max?: number
  readonly width?: number
  readonly height?: number
}

/** One bar for each row of a table whose first text column names it. */
export function bars(desk: Desk, spoken: Spoken, shape: Bars): Draft {
  const [title, description] = spokenIn(spoken, desk.language)
  const { unit, queries, steps = plainSteps, mapping, min, max } = shape
  const panel = new BarsBuilder()
    .title(title)
    .description(description)
    .datasource(datasource)
    .unit(unit)
    .displayMode(BarGaugeDisplayMode.Basic)
    .orientation(VizOrientation.Horizontal)
    .showUnfilled(true)
    // Every row is a bar; a reducer would leave one.
    .reduceOptions(new ReduceDataOptionsBuilder().values(true).calcs(['lastNotNull']).fields(''))
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...steps]))
    .targets(targets(queries))
  if (mapping !== undefined) panel.mappings([mapping])
  if (min !== undefined) panel.min(min)
  if (max !== undefined) panel.max(max)
  return { panel, width: shape.width ?? 8, height: shape.height ?? 8 }
}
