/** Incidents with their causes, and how much the alerts are worth. */
import { latest, overTime, type Column, type Query, type Question } from '../influxql.ts'
import { topOf } from '../influxql-summaries.ts'
import { bars } from '../look/bars.ts'
import { colours } from '../look/colours.ts'
import { countTile } from '../look/count.ts'
import { graph } from '../look/graph.ts'
import { events, part, partWhere, table } from '../look/table.ts'
import { someIsNotice, tile } from '../look/tile.ts'
import { alertCases, alertPolicy, incidentSeries } from '../outlet-series.ts'
import type { Desk, Draft, Spoken, Theme } from '../theme.ts'
import { plainSteps, type Step } from '../thresholds.ts'
import { unitOf } from '../units.ts'
import { incidentsTexts as texts } from './incidents-texts.ts'

const scope = 'office'
const past = { from: incidentSeries, scope, policy: alertPolicy } as const satisfies Question<
  typeof incidentSeries
>
const now = { ...past, within: '400d' } as const
const cases = { from: alertCases, scope, policy: alertPolicy } as const satisfies Question<
  typeof alertCases
>
export const incidentLasts = { field: 'open', above: 0 } as const
/** What tells one incident from another. */
export const incidentOf = ['host_id', 'site', 'rule'] as const
const rowsMax = 300
const barsMax = 15
/** As the console's page of false alarms has it. */
const bearable: readonly Step[] = [
  { value: null, color: colours.good },
  { value: 5, color: colours.warning },
]
const causes = ['power', 'wan', 'device', 'computer', 'collector', 'unknown'] as const

export const incidents: Theme = {
  name: 'incidents',
  spoken: texts.incidents,
  scope,
  from: 'now-30d',
  refresh: '5m',
  sections: (desk) => [
    { drafts: [...tiles(desk), open(desk), byCause(desk), bySite(desk), history(desk)] },
    { heading: texts.quality, drafts: [quality(desk), ...courses(desk), marked(desk)] },
  ],
}

function tiles(desk: Desk): readonly Draft[] {
  const width = 5
  const mean = (spoken: Spoken, field: 'acknowledged_after' | 'cleared_after'): Draft =>
    tile(desk, spoken, {
      unit: unitOf(alertCases.fields[field]),
      width,
      none: '–',
      decimals: 0,
      queries: [latest(cases, [{ field, pick: 'mean' }])],
    })
  return [
    countTile(desk, texts.openNow, now, [incidentLasts], {
      of: incidentOf,
      width: 4,
      steps: someIsNotice,
    }),
    tile(desk, texts.began, {
      unit: 'short',
      width,
      steps: plainSteps,
      queries: [latest(past, [{ field: 'computers', pick: 'count' }])],
    }),
    mean(texts.taken, 'acknowledged_after'),
    mean(texts.over, 'cleared_after'),
    tile(desk, texts.useless, {
      unit: unitOf(alertCases.fields.useless_percent),
      width,
      decimals: 1,
      steps: bearable,
      queries: [latest(cases, [{ field: 'useless_percent', pick: 'mean' }])],
    }),
  ]
}

function open(desk: Desk): Draft {
  return table(desk, texts.open, {
    height: 7,
    parts: [
      partWhere(
        { ...now, by: ['host_id', 'host', 'site', 'rule'] },
        ['cause', 'severity', 'computers', 'length'],
        incidentLasts,
      ),
    ],
    sortBy: { column: 'severity', descending: true },
  })
}

function byCause(desk: Desk): Draft {
  const columns = causes.map((cause): Column<typeof incidentSeries> => {
    return { field: `by_${cause}`, pick: 'sum' }
  })
  return graph(desk, texts.causes, {
    unit: 'short',
    width: 14,
    bars: true,
    stacked: true,
    min: 0,
    decimals: 0,
    queries: [overTime(past, columns, { step: '1d', fill: 'none' })],
  })
}

function bySite(desk: Desk): Draft {
  return bars(desk, texts.sites, {
    unit: 'short',
    width: 10,
    min: 0,
    queries: [topOf({ ...past, by: ['site'] }, { field: 'computers', pick: 'count' }, barsMax)],
  })
}

function history(desk: Desk): Draft {
  return table(desk, texts.history, {
    height: 10,
    timed: true,
    parts: [
      events(
        past,
        ['cause', 'severity', 'computers', 'length', 'open'],
        ['host_id', 'host', 'site', 'rule'],
        rowsMax,
      ),
    ],
  })
}

function quality(desk: Desk): Draft {
  return table(desk, texts.quality, {
    height: 12,
    sortBy: { column: 'uselessShare', descending: true },
    parts: [
      part({ ...cases, by: ['rule'] }, [
        { field: 'severity', as: 'alerts', pick: 'count' },
        { field: 'useless', as: 'notUseful', pick: 'sum' },
        { field: 'useless_percent', as: 'uselessShare', pick: 'mean', steps: bearable },
        { field: 'acknowledged_after', pick: 'mean' },
        { field: 'cleared_after', pick: 'mean' },
      ]),
    ],
  })
}

function courses(desk: Desk): readonly Draft[] {
  const byDay = (columns: readonly Column<typeof alertCases>[]): readonly Query[] => [
    overTime(cases, columns, { step: '1d', fill: 'none' }),
  ]
  return [
    graph(desk, texts.share, {
      unit: unitOf(alertCases.fields.useless_percent),
      min: 0,
      bars: true,
      queries: byDay([{ field: 'useless_percent', pick: 'mean', as: 'uselessShare' }]),
    }),
    graph(desk, texts.times, {
      unit: unitOf(alertCases.fields.cleared_after),
      min: 0,
      queries: byDay([
        { field: 'acknowledged_after', pick: 'mean' },
        { field: 'cleared_after', pick: 'mean' },
      ]),
    }),
  ]
}

function marked(desk: Desk): Draft {
  return table(desk, texts.marked, {
    height: 8,
    timed: true,
    parts: [
      events(
        { ...cases, when: { field: 'useless', above: 0 } },
        ['useless_reason', 'severity', 'cleared_after'],
        ['host_id', 'host', 'site', 'rule', 'object'],
        rowsMax,
      ),
    ],
  })
}
