/**
 * InfluxDB's line protocol, the parts of a line. What the protocol cannot say is left out as
 * Telegraf does: a backslash before a delimiter or at a tag's end would swallow the delimiter.
 */
import type { SeriesField } from '../../contract/wire/series.ts'

/** Tag keys, tag values and field keys. */
export function word(text: string): string {
  return text
    .replace(/[\r\n\t]/g, ' ')
    .replace(/\\+(?=[,= ]|$)/g, '')
    .replace(/[,= ]/g, '\\$&')
}
export function measurementName(text: string): string {
  return text
    .replace(/[\r\n\t]/g, ' ')
    .replace(/\\+(?=[, ]|$)/g, '')
    .replace(/[, ]/g, '\\$&')
}
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** Without those that are empty, which the protocol cannot say. */
export function seriesKey(
  measurement: string,
  tags: readonly (readonly [key: string, value: string])[],
): string {
  let key = measurementName(measurement)
  for (const [name, value] of tags.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const text = word(value)
    if (text !== '') key += `,${word(name)}=${text}`
  }
  return key
}

/** Nanoseconds since 1970 from milliseconds. */
export function nanoseconds(timeMs: number): string {
  return `${Math.round(timeMs)}000000`
}

export function float(name: string, value: number): string {
  return `${name}=${value + 0}`
}
export function integer(name: string, value: number): string {
  return `${name}=${value + 0}i`
}

/** A value of the field in its unit (states: the code, booleans: 0 or 1) as `key=value`. */
export type FieldWriter = (value: number | string) => string

/** Undefined: the database cannot keep this field. */
export function fieldWriter(field: SeriesField, keepsTexts: boolean): FieldWriter | undefined {
  const name = word(field.name)
  const kind = field.kind
  if (kind === 'text' || kind === 'event') {
    return keepsTexts ? (value) => `${name}=${quoted(String(value))}` : undefined
  }
  if (kind === 'state') {
    const code = word(`${field.name}_code`)
    if (!keepsTexts) return (value) => integer(code, Number(value))
    const words = new Map(Object.entries(field.states ?? {}).map(([one, number]) => [number, one]))
    return (value) => {
      const state = words.get(Number(value)) ?? String(value)
      return `${name}=${quoted(state)},${integer(code, Number(value))}`
    }
  }
  if (kind === 'boolean') return (value) => `${name}=${value === 0 ? 'false' : 'true'}`
  if (kind === 'integer') return (value) => integer(name, Math.round(Number(value)))
  return (value) => float(name, Number(value))
}
