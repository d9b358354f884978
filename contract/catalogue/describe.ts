/** From a measurement to what the wire announces. */
import type { SeriesDescriptor, SeriesField } from '../wire/series.ts'
import type { Field, Measurement } from './grammar.ts'

const described = new WeakMap<Measurement, readonly SeriesField[]>()

/** The columns of a measurement, in the order in which the catalogue declares them. */
export function describeFields(measurement: Measurement): readonly SeriesField[] {
  let fields = described.get(measurement)
  if (!fields) {
    fields = Object.entries(measurement.fields).map(([name, field]) => describeField(name, field))
    described.set(measurement, fields)
  }
  return fields
}

function describeField(name: string, field: Field): SeriesField {
  return {
    name,
    kind: field.kind,
    decimals: field.kind === 'float' ? field.decimals : 0,
    ...('counter' in field && field.counter ? { counter: true } : {}),
    ...(field.kind === 'state' ? { states: field.states } : {}),
  }
}

/** What is announced once for the series of this measurement with these tags. */
export function describeSeries(
  measurement: Measurement,
  tags: Readonly<Record<string, string | undefined>>,
): SeriesDescriptor {
  const present = Object.entries(tags).filter(
    (tag): tag is [string, string] => tag[1] !== undefined,
  )
  present.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return { measurement: measurement.name, tags: present, fields: describeFields(measurement) }
}
