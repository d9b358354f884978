import type { BooleanField, Measurement } from '../grammar.ts'

const flag = (help: string) =>
  ({ kind: 'boolean', help, since: '0.3' }) as const satisfies BooleanField

export const printer = {
  name: 'printer',
  help: 'Printers in the network: state, what they complain of, pages.',
  since: '0.3',
  tags: {
    printer: { help: 'Number, where one device has several printers', optional: true },
  },
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, idle: 1, printing: 2, warming_up: 3, asleep: 4, other: 5 },
      help: 'hrPrinterStatus',
      since: '0.3',
    },
    condition: {
      kind: 'state',
      states: { unknown: 0, ok: 1, warning: 2, error: 3 },
      help: 'error: it does not print until somebody comes; warning: it soon will not',
      since: '0.3',
    },
    problem: {
      kind: 'state',
      states: {
        none: 0,
        low_paper: 1,
        no_paper: 2,
        low_toner: 3,
        no_toner: 4,
        door_open: 5,
        jammed: 6,
        offline: 7,
        service: 8,
        input_tray_missing: 9,
        output_tray_missing: 10,
        supply_missing: 11,
        output_near_full: 12,
        output_full: 13,
        input_tray_empty: 14,
        maintenance: 15,
        alert: 16,
      },
      help: 'The worst that it complains of; alert: something that the standard has no word for',
      since: '0.3',
    },
    offline: flag('It calls itself offline'),
    alerts: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Complaints in its own list',
      since: '0.3',
    },
    alert: { kind: 'text', help: 'The gravest of them, in the printer’s words', since: '0.3' },
    display: { kind: 'text', help: 'What stands on its display', since: '0.3' },
    pages: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      counter: true,
      help: 'Pages that it has printed in its life',
      since: '0.3',
    },
    colour_pages: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      counter: true,
      help: 'Of these in colour, where the maker tells it',
      since: '0.3',
    },
  },
} as const satisfies Measurement
