/** UPS-MIB (RFC 1628). What makers' tables know better comes from the profile. */
import { ups as family } from '../../../../../contract/catalogue/families/ups.ts'
import { reading, type FieldsOf } from '../../../../../contract/catalogue/grammar.ts'
import type { Reader, View } from '../reader.ts'
import { amountOf, numberOf } from '../values.ts'
import { wordOf } from './words.ts'

const mib = '1.3.6.1.2.1.33.1'
const scalar = {
  batteryStatus: `${mib}.2.1.0`,
  secondsOnBattery: `${mib}.2.2.0`,
  minutesLeft: `${mib}.2.3.0`,
  charge: `${mib}.2.4.0`,
  batteryVoltage: `${mib}.2.5.0`,
  batteryTemperature: `${mib}.2.7.0`,
  outputSource: `${mib}.4.1.0`,
  outputFrequency: `${mib}.4.2.0`,
  alarms: `${mib}.6.1.0`,
  test: `${mib}.7.3.0`,
  nominalInput: `${mib}.9.1.0`,
} as const
const column = {
  inputFrequency: `${mib}.3.3.1.2`,
  inputVoltage: `${mib}.3.3.1.3`,
  outputVoltage: `${mib}.4.4.1.2`,
  outputCurrent: `${mib}.4.4.1.3`,
  outputPower: `${mib}.4.4.1.4`,
  load: `${mib}.4.4.1.5`,
  alarm: `${mib}.6.2.1.2`,
} as const

export const ups: Reader = {
  name: 'ups',
  probes: [mib],
  scalars: {
    fast: [
      scalar.batteryStatus,
      scalar.secondsOnBattery,
      scalar.minutesLeft,
      scalar.charge,
      scalar.batteryVoltage,
      scalar.batteryTemperature,
      scalar.outputSource,
      scalar.outputFrequency,
      scalar.alarms,
    ],
    slow: [scalar.test, scalar.nominalInput],
  },
  columns: { fast: Object.values(column) },
  start: () => (view) => {
    const fields = { ...batteryOf(view), ...powerOf(view) }
    const isEmpty = Object.values(fields).every((value) => value === undefined)
    return isEmpty ? [] : [reading(family, {}, fields)]
  },
}

type Fields = FieldsOf<typeof family>

const batteries = { 1: 'unknown', 2: 'ok', 3: 'low', 4: 'depleted' } as const
const sources = {
  1: 'other',
  2: 'off',
  3: 'mains',
  4: 'bypass',
  5: 'battery',
  6: 'boost',
  7: 'trim',
} as const
const tests = {
  1: 'passed',
  2: 'warning',
  3: 'failed',
  4: 'aborted',
  5: 'running',
  6: 'never',
} as const
/** upsAlarmBatteryBad of the well-known alarms. */
const batteryBad = '1.3.6.1.2.1.33.1.6.3.1'
const tenths = 10
const voltsMax = 600

function batteryOf(view: View): Fields {
  const amount = (oid: string): number | undefined => amountOf(view.scalar(oid))
  const minutes = amount(scalar.minutesLeft)
  const temperature = numberOf(view.scalar(scalar.batteryTemperature))
  const charge = amount(scalar.charge)
  const alarms = [...view.column(column.alarm).values()].map((value) => String(value))
  const bad = alarms.some((oid) => oid.replace(/^\./, '') === batteryBad)
  return {
    battery: wordOf(batteries, numberOf(view.scalar(scalar.batteryStatus))),
    replace_battery: view.column(column.alarm).size > 0 ? bad : undefined,
    battery_charge_percent: charge !== undefined && charge <= 100 ? charge : undefined,
    battery_voltage: tenth(amount(scalar.batteryVoltage)),
    // No battery is at 0 °C here: it stands for "no probe".
    battery_temp: temperature === 0 ? undefined : temperature,
    time_left: minutes === undefined || minutes >= 65_535 ? undefined : minutes * 60,
    on_battery: amount(scalar.secondsOnBattery),
    test: wordOf(tests, numberOf(view.scalar(scalar.test))),
    alarms: amount(scalar.alarms),
  }
}

function powerOf(view: View): Fields {
  const lines = (base: string): readonly number[] =>
    [...view.column(base).values()].flatMap((value) => amountOf(value) ?? [])
  const used = (base: string): readonly number[] => lines(base).filter((value) => value > 0)
  const load = lines(column.load)
  const isThreePhase = used(column.inputVoltage).length > 1
  const volts = (base: string): number | undefined => {
    const lowest = smallest(used(base))
    return lowest === undefined ? smallest(lines(base)) : inVolts(lowest, isThreePhase)
  }
  return {
    source: wordOf(sources, numberOf(view.scalar(scalar.outputSource))),
    input_voltage: volts(column.inputVoltage),
    input_frequency: tenth(smallest(used(column.inputFrequency))),
    output_voltage: volts(column.outputVoltage),
    output_frequency: tenth(amountOf(view.scalar(scalar.outputFrequency))),
    output_amperes: tenth(sumOf(lines(column.outputCurrent))),
    real_power: sumOf(lines(column.outputPower)),
    load_percent: load.length > 0 ? Math.max(...load) : undefined,
    nominal_voltage: inVolts(amountOf(view.scalar(scalar.nominalInput)), isThreePhase),
  }
}

/** Some cards give tenths of a volt where the standard says volts. */
function inVolts(value: number | undefined, isThreePhase: boolean): number | undefined {
  const most = isThreePhase ? voltsMax * 2 : voltsMax
  return value !== undefined && value > most ? value / tenths : value
}

function tenth(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value / tenths
}

function smallest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.min(...values)
}

function sumOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, one) => sum + one, 0)
}
