/** Alerts: open ones, history, and per rule. */
import { overTime, type Question } from '../influxql.ts'
import { topOf } from '../influxql-summaries.ts'
import { bars } from '../look/bars.ts'
import { countTile } from '../look/count.ts'
import { graph } from '../look/graph.ts'
import { events, partWhere, table } from '../look/table.ts'
import { noneIsGood, someIsNotice } from '../look/tile.ts'
import {
  alertPolicy,
  alertSeries,
  alertsNow,
  happenings,
  isOpen,
  ofAlert,
} from '../outlet-series.ts'
import type { Desk, Draft, Theme } from '../theme.ts'
import { plainSteps } from '../thresholds.ts'
import { alertsTexts as texts } from './alerts-texts.ts'

const scope = 'office'
const past = { from: alertSeries, scope, policy: alertPolicy } as const satisfies Question<
  typeof alertSeries
>
const opened = { field: 'transition', is: ['opened'] } as const
const historyMax = 500
const barsMax = 15

export const alerts: Theme = {
  name: 'alerts',
  spoken: texts.alerts,
  scope,
  from: 'now-7d',
  refresh: '1m',
  sections: (desk) => [{ drafts: [...tiles(desk), open(desk), ...counts(desk), history(desk)] }],
}

function tiles(desk: Desk): readonly Draft[] {
  const severe = (severity: string) => [isOpen, { field: 'severity', is: [severity] }] as const
  const shape = { of: ofAlert, width: 6 } as const
  return [
    countTile(desk, texts.critical, alertsNow, severe('critical'), { ...shape, steps: noneIsGood }),
    countTile(desk, texts.warnings, alertsNow, severe('warning'), {
      ...shape,
      steps: someIsNotice,
    }),
    countTile(desk, texts.infos, alertsNow, severe('info'), { ...shape, steps: plainSteps }),
    countTile(desk, texts.computers, alertsNow, [isOpen], {
      of: ['host_id'],
      width: 6,
      steps: plainSteps,
    }),
  ]
}

function open(desk: Desk): Draft {
  return table(desk, texts.open, {
    height: 11,
    parts: [
      partWhere(
        { ...alertsNow, by: ['host_id', 'host', 'site', 'department', 'rule', 'object'] },
        ['severity'],
        isOpen,
      ),
    ],
    sortBy: { column: 'severity', descending: true },
  })
}

function counts(desk: Desk): readonly Draft[] {
  const columns = [{ field: 'transition', pick: 'count', as: 'alerts' }] as const
  const most = (by: 'rule' | 'host') =>
    topOf({ ...past, by: [by], when: opened }, { field: 'transition', pick: 'count' }, barsMax)
  return [
    graph(desk, texts.began, {
      unit: 'short',
      width: 24,
      bars: true,
      min: 0,
      decimals: 0,
      queries: [overTime({ ...past, when: opened }, columns, { step: '1h', fill: 'none' })],
    }),
    bars(desk, texts.rules, {
      unit: 'short',
      width: 12,
      height: 11,
      min: 0,
      mapping: desk.ruleNames,
      queries: [most('rule')],
    }),
    bars(desk, texts.hosts, {
      unit: 'short',
      width: 12,
      height: 11,
      min: 0,
      queries: [most('host')],
    }),
  ]
}

function history(desk: Desk): Draft {
  return table(desk, texts.history, {
    height: 14,
    timed: true,
    parts: [
      events(
        { ...past, when: happenings },
        ['transition', 'severity'],
        ['host_id', 'host', 'site', 'department', 'rule', 'object'],
        historyMax,
      ),
    ],
  })
}
