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

const seconds = (help: string) =>
  ({ kind: 'integer', unit: 'seconds', help, since: '0.3' }) as const satisfies IntegerField
const severity = {
  kind: 'state',
  states: { info: 0, warning: 1, critical: 2 },
  help: 'Highest severity',
  since: '0.3',
} as const

/** One point for each alert, at the time when it began (collector/outlet/office-books.ts). */
export const alertCases = {
  name: 'alert_case',
  help: 'What became of each alert',
  since: '0.3',
  tags: { rule: { help: 'Id of the rule' }, object: { help: 'What of the computer it is about' } },
  fields: {
    severity,
    open: number('1 while it is open'),
    part: number('1: it became part of another'),
    useless: number('1: somebody said that it was of no use'),
    useless_percent: {
      kind: 'integer',
      unit: 'percent',
      help: '100 where it was of no use: its mean is their share',
      since: '0.3',
    },
    useless_reason: {
      kind: 'state',
      states: {
        none: 0,
        not_true: 1,
        already_known: 2,
        not_important: 3,
        too_late: 4,
        repeated: 5,
      },
      help: 'Why it was of no use',
      since: '0.3',
    },
    acknowledged_after: seconds('Until somebody took it'),
    cleared_after: seconds('Until it was over'),
  },
} as const satisfies Measurement

export const incidentSeries = {
  name: 'incident',
  help: 'Losses of computers, devices and sites, with their causes',
  since: '0.3',
  tags: { rule: { help: 'Id of the rule' } },
  fields: {
    cause: {
      kind: 'state',
      states: { unknown: 0, power: 1, wan: 2, device: 3, computer: 4, collector: 5 },
      help: 'Why',
      since: '0.3',
    },
    severity,
    open: number('1 while it lasts'),
    by_power: number('1: a power cut'),
    by_wan: number('1: the line to the site'),
    by_device: number('1: a switch or router'),
    by_computer: number('1: that computer alone'),
    by_collector: number('1: the collector’s own network'),
    by_unknown: number('1: not known'),
    computers: number('Computers and devices that it took away'),
    length: seconds('How long it lasted, or lasts'),
  },
} as const satisfies Measurement

/** The register of power cuts; its points stand at their numbers, `begin` says when they were. */
export const powerCuts = {
  name: 'power_cut',
  help: 'Power cuts by site',
  since: '0.3',
  tags: {
    quarter: { help: 'Quarter of the fiscal year' },
    number: { help: 'Within the quarter, of the site' },
  },
  fields: {
    begin: {
      kind: 'integer',
      unit: 'epoch_seconds',
      help: 'Until then there was power',
      since: '0.3',
    },
    length: seconds('Until the first computer was back'),
    computers: number('Computers that lost it'),
  },
} as const satisfies Measurement
