/** What is marked on every graph: alerts that began, and computers that were lost. */
import type { AnnotationQuery } from '@grafana/grafana-foundation-sdk/dashboard'
import { presence } from '../contract/catalogue/families/presence.ts'
import { happened, type Scope } from './influxql.ts'
import { colours } from './look/colours.ts'
import { datasource } from './look/target.ts'
import { alertPolicy, alertSeries } from './outlet-series.ts'
import type { Desk } from './theme.ts'

/** InfluxDB's own form of an annotation: which columns are the text and the tags. */
export interface InfluxAnnotation extends AnnotationQuery {
  readonly query: string
  readonly textColumn: string
  readonly tagsColumn: string
}

export function annotationsOf(scope: Scope, desk: Desk): readonly InfluxAnnotation[] {
  return [
    {
      ...common(desk.label('alerts'), colours.critical),
      query: happened(
        {
          from: alertSeries,
          scope,
          policy: alertPolicy,
          when: { field: 'transition', is: ['opened'] },
        },
        ['rule', 'object', 'host'],
      ),
      textColumn: 'rule',
      tagsColumn: 'host,object',
    },
    {
      ...common(desk.label('outages'), colours.warning),
      query: happened(
        {
          from: presence,
          scope,
          when: { field: 'state', is: ['power_lost', 'unreachable', 'site_down'] },
        },
        ['host', 'site'],
      ),
      textColumn: 'host',
      tagsColumn: 'site',
    },
  ]
}

function common(name: string, iconColor: string) {
  return { name, iconColor, datasource, enable: true, hide: false }
}
