/**
 * ENTITY-SENSOR-MIB and its elder CISCO-ENTITY-SENSOR-MIB, with the same columns: value × 10^scale /
 * 10^precision, in the unit of its type.
 */
import { deviceSensor } from '../../../../../contract/catalogue/families/device-sensor.ts'
import { reading, type FieldsOf, type Reading } from '../../../../../contract/catalogue/grammar.ts'
import type { Reader, View } from '../reader.ts'
import { numberOf, textOf } from '../values.ts'

const descr = '1.3.6.1.2.1.47.1.1.1.1.2'
const name = '1.3.6.1.2.1.47.1.1.1.1.7'
const fieldOfType = {
  3: 'volts',
  4: 'volts',
  5: 'amperes',
  6: 'watts',
  7: 'hertz',
  8: 'temp',
  9: 'humidity',
  10: 'rpm',
  14: 'decibels',
} as const
const states = { 1: 'ok', 2: 'unknown', 3: 'failed' } as const
/** yocto is 1, units 9, yotta 17; three powers of ten each. */
const unitsScale = 9
const valueMax = 1_000_000_000
const rowsMax = 1024

interface Columns {
  readonly type: string
  readonly scale: string
  readonly precision: string
  readonly value: string
  readonly status: string
}

export const sensors: Reader = sensorReader('sensors', '1.3.6.1.2.1.99.1.1')
export const ciscoSensors: Reader = sensorReader('cisco sensors', '1.3.6.1.4.1.9.9.91.1.1.1')

function sensorReader(title: string, table: string): Reader {
  const entry = `${table}.1`
  const column: Columns = {
    type: `${entry}.1`,
    scale: `${entry}.2`,
    precision: `${entry}.3`,
    value: `${entry}.4`,
    status: `${entry}.5`,
  }
  return {
    name: title,
    probes: [table],
    columns: {
      slow: [column.value, column.status],
      rare: [column.type, column.scale, column.precision, descr, name],
    },
    start: () => (view) =>
      [...view.column(column.value).keys()].slice(0, rowsMax).map((index): Reading => {
        const sensor =
          textOf(view.column(name).get(index)) ??
          textOf(view.column(descr).get(index)) ??
          `sensor ${index}`
        return reading(deviceSensor, { sensor, number: index }, sensorFields(view, column, index))
      }),
  }
}

function sensorFields(view: View, column: Columns, index: string): FieldsOf<typeof deviceSensor> {
  const number = (base: string): number | undefined => numberOf(view.column(base).get(index))
  const status = number(column.status) ?? 1
  const state = (states as Readonly<Record<number, 'ok' | 'unknown' | 'failed'>>)[status]
  const value = number(column.value)
  // The values -1000000000 and 1000000000 stand for too small and too large.
  if (value === undefined || Math.abs(value) >= valueMax || state !== 'ok') {
    return { state: state ?? 'unknown' }
  }
  const power = ((number(column.scale) ?? unitsScale) - unitsScale) * 3
  const amount = (value * 10 ** power) / 10 ** (number(column.precision) ?? 0)
  const type = number(column.type) ?? 1
  // A truth has no unit: 1 is what the name says.
  const field = (fieldOfType as Readonly<Record<number, keyof FieldsOf<typeof deviceSensor>>>)[type]
  return { state, [field ?? 'amount']: amount }
}
