import type { Measurement } from '../grammar.ts'

export const battery = {
  name: 'battery',
  help: 'Batteries of the computer itself; those of mice and keyboards are left out.',
  since: '0.1',
  tags: { name: { help: 'BAT0, BAT1 …' } },
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, charging: 1, discharging: 2, not_charging: 3, full: 4 },
      help: 'What it is doing',
      since: '0.1',
    },
    charge_percent: {
      kind: 'integer',
      unit: 'percent',
      min: 0,
      max: 100,
      help: 'Charge',
      since: '0.1',
    },
    health_percent: {
      kind: 'float',
      unit: 'percent',
      decimals: 1,
      min: 0,
      help: 'What it holds when full, of what it held when new',
      since: '0.1',
    },
    power: {
      kind: 'float',
      unit: 'watts',
      decimals: 1,
      min: 0,
      help: 'Flowing in or out',
      since: '0.1',
    },
    cycle_count: {
      kind: 'integer',
      unit: 'count',
      min: 0,
      help: 'Times it was charged; no value where it does not count',
      since: '0.1',
    },
    external_power: {
      kind: 'boolean',
      help: 'The computer runs on mains power',
      since: '0.1',
    },
  },
} as const satisfies Measurement
