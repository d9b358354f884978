import type { FloatField, IntegerField, Measurement, Unit } from '../grammar.ts'

const number = (help: string, unit: Unit, decimals = 1) =>
  ({ kind: 'float', unit, decimals, help, since: '0.3' }) as const satisfies FloatField
const percent = (help: string, max = 100) =>
  ({ ...number(help, 'percent'), min: 0, max }) as const satisfies FloatField
const whole = (help: string, unit: Unit = 'count') =>
  ({ kind: 'integer', unit, min: 0, help, since: '0.3' }) as const satisfies IntegerField

/** Field names as Telegraf's upsd has them where it has them. */
export const ups = {
  name: 'ups',
  help: 'Uninterruptible power supplies: by SNMP (UPS-MIB and makers’ own), or at a computer’s own cable (NUT, apcupsd).',
  since: '0.3',
  tags: { ups_name: { help: 'Where a computer has several: its name', optional: true } },
  fields: {
    source: {
      kind: 'state',
      states: {
        unknown: 0,
        mains: 1,
        battery: 2,
        bypass: 3,
        boost: 4,
        trim: 5,
        off: 6,
        other: 7,
      },
      help: 'Where its output comes from',
      since: '0.3',
    },
    battery: {
      kind: 'state',
      states: { unknown: 0, ok: 1, low: 2, depleted: 3, failed: 4 },
      help: 'State of the battery',
      since: '0.3',
    },
    charging: {
      kind: 'state',
      states: { unknown: 0, charging: 1, discharging: 2, floating: 3, resting: 4, off: 5 },
      help: 'What the battery does',
      since: '0.3',
    },
    replace_battery: { kind: 'boolean', help: 'It asks for a new battery', since: '0.3' },
    test: {
      kind: 'state',
      states: { unknown: 0, passed: 1, warning: 2, failed: 3, aborted: 4, running: 5, never: 6 },
      help: 'Result of its last self-test',
      since: '0.3',
    },
    battery_charge_percent: percent('Charge of the battery'),
    battery_voltage: number('Voltage of the battery', 'volts'),
    battery_temp: number('Temperature of the battery', 'celsius'),
    battery_date: { kind: 'text', help: 'When the battery was last replaced', since: '0.3' },
    time_left: whole('Time that the battery lasts at this load', 'seconds'),
    on_battery: whole('Time on battery; 0 on mains', 'seconds'),
    load_percent: percent('Load of the busiest phase; over 100: overloaded', 1000),
    input_voltage: number('Voltage of the mains (the lowest phase in use)', 'volts'),
    input_frequency: number('Frequency of the mains', 'hertz'),
    input_low: number('Lowest voltage of the mains lately, where it remembers', 'volts'),
    input_high: number('Highest voltage of the mains lately, where it remembers', 'volts'),
    output_voltage: number('Voltage of the output', 'volts'),
    output_frequency: number('Frequency of the output', 'hertz'),
    output_amperes: number('Current of the output, all phases', 'amperes'),
    real_power: whole('Power of the output, all phases', 'watts'),
    nominal_voltage: number('Voltage for which the input is set', 'volts'),
    internal_temp: number('Temperature inside', 'celsius'),
    alarms: whole('Alarms in its own list'),
    disagrees: {
      kind: 'boolean',
      help: 'The standard table and the maker’s own table contradict each other on the battery',
      since: '0.3',
    },
  },
} as const satisfies Measurement
