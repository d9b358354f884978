/** Measurements that the outlet writes of itself (collector/outlet): they are in no catalogue. */
import type { IntegerField, Measurement } from '../contract/catalogue/grammar.ts'
import type { Policy, Question, When } from './influxql.ts'

const number = (help: string) =>
  ({ kind: 'integer', unit: 'count', help, since: '0.3' }) as const satisfies IntegerField

/** Alerts stand in the policy that keeps years, not in the one that keeps a fortnight. */
export const alertPolicy: Policy = '1h'
export const alertSeries = {
  name: 'alert',
  help: 'Transitions of alerts',
  since: '0.3',
  tags: { rule: { help: 'Id of the rule' }, object: { help: 'What of the computer it is about' } },
  fields: {
    transition: {
      kind: 'state',
      states: {
        opened: 1,
        worsened: 2,
        eased: 3,
        acknowledged: 4,
        silenced: 5,
        cleared: 6,
        renamed: 7,
      },
      help: 'What happened to the alert; renamed: its points go on under other tags',
      since: '0.3',
    },
    severity: {
      kind: 'state',
      states: { info: 0, warning: 1, critical: 2 },
      help: 'Since this transition',
      since: '0.3',
    },
    open: number('1 while the alert is open'),
  },
} as const satisfies Measurement

/** The newest transition of each alert; one may have been open for long. */
export const alertsNow = {
  from: alertSeries,
  scope: 'office',
  policy: alertPolicy,
  within: '400d',
} as const satisfies Question<typeof alertSeries>
/** What happened to alerts: not that their computer was renamed. */
export const happenings = {
  field: 'transition',
  is: ['opened', 'worsened', 'eased', 'acknowledged', 'silenced', 'cleared'],
} as const satisfies When<typeof alertSeries>
export const isOpen = { field: 'open', above: 0 } as const satisfies When<typeof alertSeries>
/** What tells one alert from another. */
export const ofAlert = ['host_id', 'rule', 'object'] as const

export const outletSeries = {
  name: 'outlet',
  help: 'How the writing to the database gets on',
  since: '0.3',
  tags: {},
  fields: {
    waiting_hours: number('Hours of series that are still to be sent'),
    points_sent: { ...number('Points sent since the start'), counter: true },
    points_refused: { ...number('Points that the database refused'), counter: true },
  },
} as const satisfies Measurement
