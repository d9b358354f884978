/** Readings for a person's eyes: what would be sent. */
import type { Field, Reading, ReadingValue } from '../../contract/catalogue/grammar.ts'
import { sampleOf } from '../../contract/catalogue/sample.ts'
import { table } from './table.ts'

/** For JSON. */
export function plainReading(one: Reading): {
  readonly measurement: string
  readonly tags: Reading['tags']
  readonly fields: Readonly<Record<string, ReadingValue>>
} {
  return {
    measurement: one.measurement.name,
    tags: one.tags,
    fields: Object.fromEntries(sentFields(one)),
  }
}

/** One line a value. */
export function readingsTable(readings: readonly Reading[]): string {
  const rows = readings.flatMap((one) => {
    const tags = Object.entries(one.tags).flatMap(([name, tag]) => (tag ? [`${name}=${tag}`] : []))
    const series = [one.measurement.name, ...tags].join(' ')
    return sentFields(one).map(([name, value], index) => {
      const field = one.measurement.fields[name]
      return [index === 0 ? series : '', name, String(value), field ? unitOf(field) : '']
    })
  })
  return table(['series', 'field', 'value', 'unit'], rows)
}

/** Values as they would go onto the wire: with the declared decimals, what is wrong left out. */
function sentFields(one: Reading): readonly (readonly [string, ReadingValue])[] {
  const sample = sampleOf(one)
  if ('refused' in sample) return []
  return sample.descriptor.fields.flatMap(({ name, decimals, kind }, index) => {
    const value = sample.values[index]
    if (value === null || value === undefined) return []
    if (typeof value === 'string') return [[name, value] as const]
    if (kind === 'boolean') return [[name, value === 1] as const]
    if (kind === 'state') return [[name, one.fields[name] ?? value] as const]
    return [[name, value / 10 ** decimals] as const]
  })
}

function unitOf(field: Field): string {
  return 'unit' in field && field.unit !== 'none' ? field.unit.replaceAll('_', ' ') : ''
}
