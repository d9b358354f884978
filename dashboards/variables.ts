/** The choices above a dashboard. */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog'
import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { ping } from '../contract/catalogue/families/ping.ts'
import { presence } from '../contract/catalogue/families/presence.ts'
import { system } from '../contract/catalogue/families/system.ts'
import { datasource } from './look/target.ts'
import { policyFor, tagValues, type OfficeTag, type Scope } from './influxql.ts'
import type { Desk } from './theme.ts'

/** Each chooses among what those before it leave. */
const places = ['site', 'department', 'role', 'host'] as const satisfies readonly OfficeTag[]
const everything = { text: 'All', value: '$__all' }

export function variablesOf(
  scope: Scope,
  desk: Desk,
  datasourceUid: string,
): readonly Builder<VariableModel>[] {
  const chosen = datasourceVariable(desk, datasourceUid)
  if (scope === 'all') return [chosen, resolution(desk)]
  if (scope === 'network' || scope === 'site') {
    const site = several(queryVariable(desk, 'site', tagValues(presence, 'site', [])))
    const device = queryVariable(desk, 'host', tagValues(ping, 'host', ['site']), 'equipment')
    return [chosen, site, ...(scope === 'network' ? [several(device)] : []), resolution(desk)]
  }
  const choices = places.map((tag, at) =>
    scope === 'host' && tag === 'host'
      ? placeVariable(desk, tag, places.slice(0, at))
      : several(placeVariable(desk, tag, places.slice(0, at))),
  )
  return [chosen, ...choices, ...(scope === 'host' ? [hostId(desk)] : []), resolution(desk)]
}

function several(variable: QueryVariableBuilder): QueryVariableBuilder {
  return variable.multi(true).includeAll(true).allValue('.*').current(everything)
}

function datasourceVariable(desk: Desk, uid: string): DatasourceVariableBuilder {
  return new DatasourceVariableBuilder('datasource')
    .label(desk.label('datasource'))
    .type('influxdb')
    .current({ text: uid, value: uid })
    .hide(VariableHide.HideVariable)
}

function placeVariable(
  desk: Desk,
  tag: OfficeTag,
  within: readonly OfficeTag[],
): QueryVariableBuilder {
  return queryVariable(desk, tag, tagValues(system, tag, within))
}

function queryVariable(
  desk: Desk,
  tag: OfficeTag,
  query: string,
  label: string = tag,
): QueryVariableBuilder {
  return (
    new QueryVariableBuilder(tag)
      .label(desk.label(label))
      .datasource(datasource)
      // The written form: the object form is unknown to older Grafanas.
      .query(query)
      .definition(query)
      .refresh(VariableRefresh.OnTimeRangeChanged)
      .sort(VariableSort.NaturalAsc)
  )
}

/** The chosen computer, under whichever names it has reported. */
function hostId(desk: Desk): QueryVariableBuilder {
  return placeVariable(desk, 'host_id', ['host'])
    .multi(true)
    .includeAll(true)
    .current(everything)
    .hide(VariableHide.HideVariable)
}

/**
 * InfluxQL cannot choose a retention policy by the time range, so the outlet leaves word of which to
 * read for how long a time (collector/outlet/office-lines.ts), and Grafana asks again whenever the
 * range changes.
 */
function resolution(desk: Desk): Builder<VariableModel> {
  const query = policyFor('$__from', '$__to')
  const variable = new QueryVariableBuilder('resolution')
    .label(desk.label('resolution'))
    .description(desk.label('resolution_why'))
    .datasource(datasource)
    .query(query)
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .current({ text: 'full', value: 'full' })
  // In an address it would outlive the time range that it was made for.
  return { build: () => ({ ...variable.build(), skipUrlSync: true }) }
}
