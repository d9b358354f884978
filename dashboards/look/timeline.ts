/** States in the course of time: as strips, or as a calendar of squares. */
import { VisibilityMode, VizLegendOptionsBuilder } from '@grafana/grafana-foundation-sdk/common'
import {
  FieldColorBuilder,
  FieldColorModeId,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { PanelBuilder as StripsBuilder } from '@grafana/grafana-foundation-sdk/statetimeline'
import { PanelBuilder as CalendarBuilder } from '@grafana/grafana-foundation-sdk/statushistory'
import type { Query } from '../influxql.ts'
import type { Mapping } from '../states.ts'
import { spokenIn, type Desk, type Draft, type Spoken } from '../theme.ts'
import { plainSteps, type Step } from '../thresholds.ts'
import { datasource, targets } from './target.ts'

export interface Strips {
  readonly unit: string
  readonly queries: readonly Query[]
  readonly mapping?: Mapping | undefined
  readonly steps?: readonly Step[]
  readonly over?: string
  readonly width?: number
  readonly height?: number
}

const noLegend = new VizLegendOptionsBuilder().showLegend(false)

export function strips(desk: Desk, spoken: Spoken, shape: Strips): Draft {
  const panel = dressed(
    new StripsBuilder()
      .showValue(VisibilityMode.Auto)
      .mergeValues(true)
      .rowHeight(0.85)
      .fillOpacity(80)
      .lineWidth(0)
      .legend(noLegend),
    desk,
    spoken,
    shape,
  )
  return { panel, width: shape.width ?? 24, height: shape.height ?? 8 }
}

/** A column for each step of its query, a row for each line. */
export function calendar(desk: Desk, spoken: Spoken, shape: Strips): Draft {
  const panel = dressed(
    new CalendarBuilder()
      .showValue(VisibilityMode.Never)
      .rowHeight(0.85)
      .colWidth(0.9)
      .fillOpacity(80)
      .lineWidth(1)
      .legend(noLegend),
    desk,
    spoken,
    shape,
  )
  return { panel, width: shape.width ?? 24, height: shape.height ?? 12 }
}

function dressed<Panel extends StripsBuilder | CalendarBuilder>(
  panel: Panel,
  { language }: Desk,
  spoken: Spoken,
  { unit, queries, mapping, steps = plainSteps, over }: Strips,
): Panel {
  const [title, description] = spokenIn(spoken, language)
  panel.title(title)
  panel.description(description)
  panel.datasource(datasource)
  panel.unit(unit)
  panel.colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
  panel.thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...steps]))
  panel.targets(targets(queries))
  if (mapping !== undefined) panel.mappings([mapping])
  if (over !== undefined) panel.timeFrom(over)
  return panel
}
