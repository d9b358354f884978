/** The collector's own health, its database's and the agents'. */
import { agent } from '../../contract/catalogue/families/agent.ts'
import { clock } from '../../contract/catalogue/families/clock.ts'
import { collector as own } from '../../contract/catalogue/families/collector.ts'
import { lineSource } from '../../contract/catalogue/families/line-source.ts'
import { source } from '../../contract/catalogue/families/source.ts'
import { atPresent, overTime, type FieldOf } from '../influxql.ts'
import { graph, type Graph } from '../look/graph.ts'
import { numberTile } from '../look/of-field.ts'
import { part, partWhere, table } from '../look/table.ts'
import { noneIsGood } from '../look/tile.ts'
import { outletSeries } from '../outlet-series.ts'
import type { Desk, Draft, Theme } from '../theme.ts'
import { leastOf } from '../thresholds.ts'
import { rateUnitOf, unitOf } from '../units.ts'
import { collectorTexts as texts } from './collector-texts.ts'

const scope = 'all'
const now = { scope, ...atPresent } as const
const computer = ['host_id', 'host', 'site'] as const
const itself = { from: own, scope } as const
const outlet = { from: outletSeries, scope, policy: 'full' } as const

export const collector: Theme = {
  name: 'collector',
  spoken: texts.collector,
  scope,
  from: 'now-24h',
  refresh: '1m',
  sections: (desk) => [
    { drafts: [...tiles(desk), ...graphs(desk)] },
    { heading: texts.database, drafts: database(desk) },
    { heading: texts.far, drafts: agents(desk) },
  ],
}

function tiles(desk: Desk): readonly Draft[] {
  const refused = { steps: noneIsGood } as const
  return [
    numberTile(desk, texts.agents, itself, 'agents_connected'),
    numberTile(desk, texts.uptime, itself, 'uptime'),
    numberTile(desk, texts.diskFree, itself, 'disk_free', { rule: 'collector-disk' }),
    numberTile(desk, texts.store, itself, 'store_bytes'),
    numberTile(desk, texts.mails, itself, 'mails_waiting'),
    numberTile(desk, texts.quarantined, itself, 'rows_quarantined'),
    numberTile(desk, texts.waiting, outlet, 'waiting_hours'),
    numberTile(desk, texts.refused, outlet, 'points_refused', refused),
  ]
}

function graphs(desk: Desk): readonly Draft[] {
  const one = (
    text: keyof typeof texts,
    field: FieldOf<typeof own>,
    shape: Partial<Graph> = {},
  ): Draft =>
    graph(desk, texts[text], {
      unit: unitOf(own.fields[field]),
      min: 0,
      queries: [overTime(itself, [{ field, pick: 'mean' }])],
      ...shape,
    })
  const rate = (field: FieldOf<typeof own>) => ({
    unit: rateUnitOf(own.fields[field]),
    queries: [overTime(itself, [{ field, pick: 'rate' as const }])],
  })
  return [
    one('connected', 'agents_connected'),
    one('rows', 'rows_stored', rate('rows_stored')),
    one('memory', 'rss'),
    one('processor', 'cpu_time', rate('cpu_time')),
    one('commits', 'commit_ms', {
      queries: [overTime(itself, [{ field: 'commit_ms', pick: 'max' }])],
    }),
    one('alerts', 'alerts_open', {
      decimals: 0,
      queries: [overTime(itself, [{ field: 'alerts_open', pick: 'max' }])],
    }),
    one('mailQueue', 'mails_waiting', {
      decimals: 0,
      queries: [overTime(itself, [{ field: 'mails_waiting', pick: 'max' }])],
    }),
    one('free', 'disk_free', { limits: ['collector-disk', 'disk_free'] }),
  ]
}

function database(desk: Desk): readonly Draft[] {
  const fields = outletSeries.fields
  return [
    graph(desk, texts.queue, {
      unit: unitOf(fields.waiting_hours),
      min: 0,
      queries: [overTime(outlet, [{ field: 'waiting_hours', pick: 'max' }])],
    }),
    graph(desk, texts.points, {
      unit: rateUnitOf(fields.points_sent),
      min: 0,
      queries: [overTime(outlet, [{ field: 'points_sent', pick: 'rate' }], { step: '10m' })],
    }),
  ]
}

function agents(desk: Desk): readonly Draft[] {
  const ahead = leastOf(desk.rules, 'clock-ahead', 'offset_s')
  return [
    table(desk, texts.backlog, {
      width: 12,
      parts: [
        part({ from: agent, ...now, by: computer }, [
          'spool_rows',
          { field: 'spool_oldest', rule: 'agent-backlog' },
          'dropped_rows',
          'rss',
        ]),
      ],
      sortBy: { column: 'spool_rows', descending: true },
    }),
    table(desk, texts.sources, {
      width: 12,
      parts: [
        partWhere({ from: source, ...now, by: [...computer, 'source'] }, ['reason'], {
          field: 'state',
          is: ['failed', 'timed_out', 'unknown'],
        }),
      ],
      sortBy: { column: 'state', descending: true },
    }),
    table(desk, texts.programs, {
      width: 12,
      parts: [part({ from: lineSource, ...now, by: ['source'] }, ['refused', 'points', 'idle'])],
      sortBy: { column: 'refused', descending: true },
    }),
    table(desk, texts.clocks, {
      width: 12,
      parts: [
        partWhere({ from: clock, ...now, by: computer }, [], {
          field: 'offset_s',
          beyond: ahead,
        }),
      ],
      sortBy: { column: 'offset_s' },
    }),
  ]
}
