/** Several readers tell of one thing: their fields become one row; what comes later wins. */
import type { Reading, ReadingValue } from '../../../../contract/catalogue/grammar.ts'

export function mergeReadings(readings: readonly Reading[]): readonly Reading[] {
  const merged = new Map<string, Reading>()
  for (const one of readings) {
    const tags = Object.entries(one.tags).filter(([, value]) => value)
    const key = JSON.stringify([one.measurement.name, tags.sort(([a], [b]) => (a < b ? -1 : 1))])
    const before = merged.get(key)
    merged.set(key, before ? { ...one, fields: joined(before.fields, one.fields) } : one)
  }
  return [...merged.values()]
}

type Fields = Readonly<Record<string, ReadingValue | undefined>>

function joined(before: Fields, after: Fields): Fields {
  const all: Record<string, ReadingValue | undefined> = { ...before }
  for (const [name, value] of Object.entries(after)) {
    if (value !== undefined && value !== null) all[name] = value
  }
  return all
}
