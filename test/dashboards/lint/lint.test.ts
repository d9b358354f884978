/** Each rule finds what it is for: a good dashboard is spoilt in one place. */
import { describe, expect, it } from 'vitest'
import { everyUid } from '../../../dashboards/dashboards.ts'
import { lint, lintRules } from '../../../dashboards/lint/lint.ts'
import type { LintedDashboard } from '../../../dashboards/lint/problem.ts'
import { shippedDashboards } from '../sample.ts'

/** As wide as JSON: a test may break anything. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any

const [fleet] = shippedDashboards('en')

function spoilt(spoil: (dashboard: Loose) => void): readonly string[] {
  const copy: Loose = structuredClone(fleet)
  spoil(copy)
  return lint(copy as LintedDashboard, everyUid())
}
function firstPanel(dashboard: Loose): Loose {
  return dashboard.panels.find(({ type }: Loose) => type !== 'row')
}
const firstQuery = (change: (query: string) => string) => (dashboard: Loose) => {
  const [target] = firstPanel(dashboard).targets
  target.query = change(target.query)
}

const faults: Readonly<Record<keyof typeof lintRules, (dashboard: Loose) => void>> = {
  uidIsGood: (one) => (one.uid = 'a'.repeat(41)),
  notEditable: (one) => (one.editable = true),
  schemaIsOurs: (one) => (one.schemaVersion = 42),
  panelTypesAreKnown: (one) => (firstPanel(one).type = 'timeserie'),
  everythingIsNamed: (one) => (firstPanel(one).description = ''),
  unitsAreKnown: (one) => (firstPanel(one).fieldConfig.defaults.unit = 'percents'),
  idsDiffer: (one) => (one.panels[1].id = one.panels[0].id),
  nothingOverlaps: (one) => (one.panels[1].gridPos = one.panels[0].gridPos),
  linksLeadSomewhere: (one) => (one.links[0].url = '/d/mlinzi-nothing-en'),
  everyPanelAsks: (one) => (firstPanel(one).targets = []),
  refIdsDiffer: (one) => firstPanel(one).targets.push(firstPanel(one).targets[0]),
  datasourceIsChosen: (one) => (firstPanel(one).datasource.uid = 'some-database'),
  variablesAreDeclared: firstQuery((query) => `${query} AND "x" =~ /^$nothing$/`),
  choicesRefresh: (one) =>
    (one.templating.list.find(({ type }: Loose) => type === 'query').refresh = 1),
  influxQlOfEveryVersion: firstQuery((query) => query.replace('last(', 'integral(')),
  everyQueryHasATime: firstQuery((query) => query.replace(/time >= now\(\) - \w+/, '1 = 1')),
}

describe('the lint', () => {
  it('has nothing to say of the shipped dashboards', () => {
    for (const language of ['en', 'sw'] as const) {
      for (const one of shippedDashboards(language)) expect(lint(one, everyUid())).toEqual([])
    }
  })
  it('has a counter-example for each of its rules', () => {
    expect(Object.keys(faults).toSorted()).toEqual(Object.keys(lintRules).toSorted())
  })
  it.each(Object.entries(faults))('%s finds its fault', (rule, spoil) => {
    expect(spoilt(spoil).filter((problem) => problem.endsWith(`[${rule}]`))).not.toEqual([])
  })
})
