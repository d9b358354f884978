/** What a rule looks at, as a reader says it. */
import { findMeasurement } from '../../contract/catalogue/catalogue.ts'
import { fieldLabelsEn, measurementLabelsEn } from './field-labels-en.ts'
import { fieldLabelsSw, measurementLabelsSw } from './field-labels-sw.ts'

const fields = { en: fieldLabelsEn, sw: fieldLabelsSw } as const
const measurements = { en: measurementLabelsEn, sw: measurementLabelsSw } as const

/** "free space"; what an officer's own rule alone looks at is shown by its name. */
export function fieldLabel(measurement: string, field: string, language: 'sw' | 'en'): string {
  return fields[language][`${measurement}.${field}`] ?? field
}

/** The catalogue's own help, in English; empty: it is not in the catalogue. */
export function fieldHelp(measurement: string, field: string): string {
  return findMeasurement(measurement)?.fields[field]?.help ?? ''
}

/** "Disk space"; of other programs' measurements the name. */
export function measurementLabel(measurement: string, language: 'sw' | 'en'): string {
  return measurements[language][measurement] ?? measurement
}

const units: Readonly<Record<string, string>> = {
  percent: '%',
  bytes: 'GB, MB',
  seconds: 's',
  milliseconds: 'ms',
  celsius: '°C',
  rpm: 'rpm',
  volts: 'V',
}

/** In which unit a number of the field is written; empty: a count, or its label says it. */
export function fieldUnit(measurement: string, field: string): string {
  const declared = findMeasurement(measurement)?.fields[field]
  return declared && 'unit' in declared ? (units[declared.unit] ?? '') : ''
}
