import type { FloatField, Measurement, Unit } from '../grammar.ts'

const value = (help: string, unit: Unit, decimals: number) =>
  ({ kind: 'float', unit, decimals, help, since: '0.3' }) as const satisfies FloatField

export const deviceSensor = {
  name: 'device_sensor',
  help: 'Sensors of watched devices: temperature, fans, power supplies, voltages, humidity.',
  since: '0.3',
  tags: {
    sensor: { help: 'As the device calls it' },
    number: { help: 'Its number in the device’s table', optional: true },
  },
  fields: {
    state: {
      kind: 'state',
      states: { unknown: 0, ok: 1, warning: 2, critical: 3, failed: 4, absent: 5 },
      help: 'What the device itself thinks of it',
      since: '0.3',
    },
    temp: value('Temperature', 'celsius', 1),
    temp_high: value('Temperature from which the device warns', 'celsius', 1),
    rpm: value('Turns of a fan', 'rpm', 0),
    volts: value('Voltage', 'volts', 3),
    amperes: value('Current', 'amperes', 3),
    watts: value('Power', 'watts', 2),
    hertz: value('Frequency', 'hertz', 2),
    humidity: value('Relative humidity', 'percent', 1),
    decibels: value('Power of light or radio, in dBm', 'none', 2),
    amount: value('Anything else, in the device’s own unit', 'none', 2),
  },
} as const satisfies Measurement
