/** Grafana's units (https://grafana.com/docs: panels, standard options) of the catalogue's. */
import type { Field, Unit } from '../contract/catalogue/grammar.ts'
import * as units from '@grafana/grafana-foundation-sdk/units'

const grafanaUnits: Readonly<Record<Unit, string>> = {
  none: units.NoUnit,
  percent: units.Percent,
  bytes: units.BytesIEC,
  bytes_per_second: units.BytesPerSecondIEC,
  bits_per_second: units.BitsPerSecondSI,
  seconds: units.Seconds,
  milliseconds: units.Milliseconds,
  days: units.Days,
  celsius: units.Celsius,
  rpm: units.RevolutionsPerMinute,
  hertz: units.Hertz,
  volts: units.Volt,
  amperes: units.Ampere,
  watts: units.Watt,
  count: units.Short,
  per_second: units.CountsPerSecond,
  epoch_seconds: units.DateTimeFromNow,
}

export function unitOf(field: Field): string {
  if ('unit' in field) return grafanaUnits[field.unit]
  return field.kind === 'text' || field.kind === 'event' ? units.String : units.NoUnit
}

/** Of how fast a counter rises. */
export function rateUnitOf(field: Field): string {
  if (!('unit' in field)) return units.NoUnit
  if (field.unit === 'bytes') return units.BytesPerSecondIEC
  if (field.unit === 'seconds') return units.PercentUnit
  return field.unit === 'milliseconds' ? units.NoUnit : units.CountsPerSecond
}
