import type { Measurement } from '../grammar.ts'

/** What a trap or inform means: closed and append-only; the rest is `other`. */
const trapKinds = [
  'cold_start',
  'warm_start',
  'link_down',
  'link_up',
  'authentication_failure',
  'ups_on_battery',
  'ups_on_mains',
  'ups_low_battery',
  'ups_alarm',
  'ups_alarm_over',
  'printer_alert',
  'topology_change',
  'sensor_alarm',
  'storm',
  'rejected',
  'other',
] as const
export type TrapKind = (typeof trapKinds)[number]

export const trap = {
  name: 'trap',
  help: 'What devices report by themselves: SNMP traps and informs, taken by a poller.',
  since: '0.3',
  tags: {
    kind: {
      help: 'What it means; storm: too many at once, counted only; rejected: wrong community or user',
      values: trapKinds,
    },
  },
  fields: {
    event: {
      kind: 'event',
      help: 'The report and its hour: the same report is one event within an hour',
      since: '0.3',
    },
    subject: {
      kind: 'text',
      help: 'What it is about: a port, an alarm, a text of the device',
      since: '0.3',
    },
    count: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'So many came: 1 with the first, then once a minute those that were the same',
      since: '0.3',
    },
    total: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      counter: true,
      help: 'Of this kind, since the poller began',
      since: '0.3',
    },
  },
} as const satisfies Measurement
