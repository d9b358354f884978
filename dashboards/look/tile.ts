/** One number, large. */
import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common'
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard'
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat'
import type { Query } from '../influxql.ts'
import type { Mapping } from '../states.ts'
import { spokenIn, type Desk, type Draft, type Spoken } from '../theme.ts'
import { plainSteps, type Step } from '../thresholds.ts'
import { colours } from './colours.ts'
import { datasource, targets } from './target.ts'

export interface Tile {
  readonly unit: string
  readonly queries: readonly Query[]
  readonly steps?: readonly Step[]
  readonly mapping?: Mapping | undefined
  readonly decimals?: number
  /** Dashboard to which a click leads. */
  readonly leadsTo?: string
  /** What is shown where nothing is counted. */
  readonly none?: string
  readonly width?: number
  readonly height?: number
}

/** None is good; one is bad. */
export const noneIsGood: readonly Step[] = [
  { value: null, color: colours.good },
  { value: 1, color: colours.critical },
]
/** None is good; one needs a look. */
export const someIsNotice: readonly Step[] = [
  { value: null, color: colours.good },
  { value: 1, color: colours.warning },
]

export function tile(desk: Desk, spoken: Spoken, shape: Tile): Draft {
  const [title, description] = spokenIn(spoken, desk.language)
  const { unit, queries, steps = plainSteps, mapping, decimals, leadsTo, none = '0' } = shape
  const panel = new StatBuilder()
    .title(title)
    .description(description)
    .datasource(datasource)
    .unit(unit)
    .noValue(none)
    .colorMode(
      steps === plainSteps && mapping === undefined
        ? BigValueColorMode.Value
        : BigValueColorMode.Background,
    )
    .graphMode(BigValueGraphMode.None)
    .textMode(BigValueTextMode.Value)
    .orientation(VizOrientation.Auto)
    .reduceOptions(new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields(''))
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...steps]))
    .targets(targets(queries))
  if (mapping !== undefined) panel.mappings([mapping])
  if (decimals !== undefined) panel.decimals(decimals)
  if (leadsTo !== undefined) panel.links([link(title, desk.pathOf(leadsTo))])
  return { panel, width: shape.width ?? 4, height: shape.height ?? 4 }
}

function link(title: string, url: string) {
  return {
    build: () => ({
      title,
      url: `${url}?\${__url_time_range}`,
      type: 'link' as never,
      icon: '',
      tooltip: '',
      tags: [],
      asDropdown: false,
      targetBlank: false,
      includeVars: true,
      keepTime: true,
    }),
  }
}
