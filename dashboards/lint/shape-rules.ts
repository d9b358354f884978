/** Rules about what a dashboard and its panels are and where they stand. */
import * as units from '@grafana/grafana-foundation-sdk/units'
import { everyPanel, nameOf, shownPanels, twice, type LintedPanel, type Rule } from './problem.ts'

const uidMax = 40
const columns = 24
const schemaVersion = 39
const panelTypes = new Set([
  'row',
  'timeseries',
  'stat',
  'table',
  'bargauge',
  'state-timeline',
  'status-history',
])
const knownUnits: ReadonlySet<unknown> = new Set(Object.values(units))

export const uidIsGood: Rule = ({ uid = '' }) =>
  /^[a-z0-9-]+$/.test(uid) && uid.length <= uidMax
    ? []
    : [`the uid "${uid}" must be 1 to ${uidMax} small letters, digits and hyphens`]

export const notEditable: Rule = ({ editable }) =>
  editable === false ? [] : ['it can be edited, and would be overwritten']

export const schemaIsOurs: Rule = (dashboard) =>
  dashboard.schemaVersion === schemaVersion
    ? []
    : [`schemaVersion is ${dashboard.schemaVersion}, Grafana 10 needs ${schemaVersion}`]

export const panelTypesAreKnown: Rule = (dashboard) =>
  everyPanel(dashboard)
    .filter(({ type = '' }) => !panelTypes.has(type))
    .map((panel) => `${nameOf(panel)} is a "${panel.type}", which is no panel`)

export const everythingIsNamed: Rule = (dashboard) =>
  shownPanels(dashboard).flatMap((panel) => [
    ...(panel.title ? [] : [`${nameOf(panel)} has no title`]),
    ...(panel.description ? [] : [`${nameOf(panel)} has no description`]),
    ...(panel.fieldConfig?.defaults?.unit ? [] : [`${nameOf(panel)} has no unit`]),
  ])

export const unitsAreKnown: Rule = (dashboard) =>
  shownPanels(dashboard).flatMap((panel) =>
    unitsIn(panel)
      .filter((unit) => !knownUnits.has(unit))
      .map((unit) => `${nameOf(panel)} has the unit "${String(unit)}", which is none`),
  )
function unitsIn({ fieldConfig }: LintedPanel): readonly unknown[] {
  const own = fieldConfig?.defaults?.unit
  const properties = (fieldConfig?.overrides ?? []).flatMap(({ properties = [] }) => properties)
  const overridden = properties.filter(({ id }) => id === 'unit').map(({ value }) => value)
  return own === undefined ? overridden : [own, ...overridden]
}

export const idsDiffer: Rule = (dashboard) => {
  const ids = everyPanel(dashboard).map(({ id }) => id)
  return [
    ...twice(ids).map((id) => `two panels have the id ${id}`),
    ...(ids.some((id) => id === undefined || id < 1) ? ['a panel has no id'] : []),
  ]
}

/** Panels inside a closed row stand among themselves. */
export const nothingOverlaps: Rule = ({ panels = [] }) =>
  [panels, ...panels.map((panel) => panel.panels ?? [])].flatMap(overlapsOf)

function overlapsOf(panels: readonly LintedPanel[]): readonly string[] {
  const outside = panels.filter(({ gridPos: at }) => !at || at.x < 0 || at.x + at.w > columns)
  const overlapping = panels.flatMap((one, index) =>
    panels.slice(index + 1).filter((other) => overlap(one, other)),
  )
  return [
    ...outside.map((panel) => `${nameOf(panel)} stands outside the ${columns} columns`),
    ...overlapping.map((panel) => `${nameOf(panel)} covers another panel`),
  ]
}
function overlap({ gridPos: a }: LintedPanel, { gridPos: b }: LintedPanel): boolean {
  if (!a || !b) return false
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

export const linksLeadSomewhere: Rule = (dashboard, uids) => {
  const found = [...JSON.stringify(dashboard).matchAll(/"\/d\/([^"?/]+)/g)].map(([, uid]) => uid)
  return [...new Set(found)]
    .filter((uid) => uid !== undefined && !uids.includes(uid))
    .map((uid) => `a link leads to ${uid}, which is no dashboard`)
}
