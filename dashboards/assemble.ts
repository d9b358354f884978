/** A theme's panels become a dashboard: numbered, placed, with choices, links and marks. */
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  RowBuilder,
  type Dashboard,
  type Panel,
  type RowPanel,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { annotationsOf } from './annotations.ts'
import { datasource } from './look/target.ts'
import {
  languages,
  spokenIn,
  uidOf,
  type Desk,
  type Draft,
  type Section,
  type Theme,
} from './theme.ts'
import { variablesOf } from './variables.ts'

/** The SDK writes a newer number; this one Grafana 10 to 13 load alike and bring up to date. */
const schemaVersion = 39
const columns = 24

export function assemble(theme: Theme, desk: Desk, datasourceUid: string): Dashboard {
  const [title, description] = spokenIn(theme.spoken, desk.language)
  const builder = new DashboardBuilder(`Mlinzi · ${title}`)
    .uid(uidOf(theme.name, desk.language))
    .description(description)
    .tags(['mlinzi', `mlinzi-${desk.language}`])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: theme.from, to: 'now' })
    .timezone('browser')
    .refresh(theme.refresh)
    .variables([...variablesOf(theme.scope, desk, datasourceUid)])
    .links([...links(theme, desk)])
  const made = builder.build()
  return {
    ...made,
    schemaVersion,
    annotations: { list: [...annotationsOf(theme.scope, desk)] },
    panels: placed(theme.sections(desk), desk),
  }
}

/** Numbers for links to single panels, places from left to right in the order of the sections. */
function placed(sections: readonly Section[], desk: Desk): (Panel | RowPanel)[] {
  const panels: (Panel | RowPanel)[] = []
  let id = 0
  let top = 0
  for (const { heading, drafts, closed = false } of sections) {
    let row: RowPanel | undefined
    if (heading !== undefined) {
      row = {
        ...new RowBuilder(spokenIn(heading, desk.language)[0])
          .collapsed(closed)
          .datasource(datasource)
          .build(),
        id: ++id,
        gridPos: { x: 0, y: top++, w: columns, h: 1 },
      }
      panels.push(row)
    }
    const { laid, bottom } = lay(drafts, top)
    const inside = laid.map((panel) => ({ ...panel, id: ++id }))
    if (closed && row !== undefined) row.panels = inside
    else panels.push(...inside)
    top = bottom
  }
  return panels
}

function lay(drafts: readonly Draft[], from: number): { laid: Panel[]; bottom: number } {
  let x = 0
  let y = from
  let bottom = from
  const laid = drafts.map(({ panel, width, height }) => {
    if (x + width > columns) {
      x = 0
      y = bottom
    }
    const gridPos = { x, y, w: width, h: height }
    x += width
    bottom = Math.max(bottom, y + height)
    return { ...panel.build(), gridPos }
  })
  return { laid, bottom }
}

function links(theme: Theme, desk: Desk): readonly DashboardLinkBuilder[] {
  const own = desk.pathOf(theme.name)
  const span = (label: string, from: string): DashboardLinkBuilder =>
    new DashboardLinkBuilder(desk.label(label))
      .type(DashboardLinkType.Link)
      .icon('dashboard')
      .url(`${own}?from=${from}&to=now`)
      .includeVars(true)
  const other = languages.find((language) => language !== desk.language) ?? desk.language
  return [
    new DashboardLinkBuilder(desk.label('dashboards'))
      .type(DashboardLinkType.Dashboards)
      .tags([`mlinzi-${desk.language}`])
      .asDropdown(true)
      .includeVars(true)
      .keepTime(true),
    new DashboardLinkBuilder(desk.label('openConsole'))
      .type(DashboardLinkType.Link)
      .icon('external link')
      .url(desk.consoleUrl)
      .targetBlank(true),
    new DashboardLinkBuilder(desk.label('otherLanguage'))
      .type(DashboardLinkType.Link)
      .icon('dashboard')
      .url(`/d/${uidOf(theme.name, other)}`)
      .includeVars(true)
      .keepTime(true),
    span('lastDay', 'now-24h'),
    span('lastMonth', 'now-30d'),
    span('lastYear', 'now-1y'),
  ]
}
