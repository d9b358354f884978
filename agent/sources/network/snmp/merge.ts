/** Several readers tell of one thing: their fields become one row; what comes later wins. */
import type { Reading, ReadingValue } from '../../../../contract/catalogue/grammar.ts'

/**
 * @param parts what each reader tells; a standard reader tells each thing once, so that the hundreds
 * of ports of a large switch need no comparison.
 */
export function mergeReadings(parts: readonly Told[]): readonly Reading[] {
  const shared = sharedOf(parts)
  const merged = new Map<string, Reading>()
  const alone: Reading[] = []
  for (const one of parts.flatMap(({ readings }) => readings)) {
    if (!shared.has(one.measurement.name)) {
      alone.push(one)
      continue
    }
    const tags = Object.entries(one.tags).filter(([, value]) => value)
    const key = JSON.stringify([one.measurement.name, tags.sort(([a], [b]) => (a < b ? -1 : 1))])
    const before = merged.get(key)
    merged.set(key, before ? { ...one, fields: joined(before.fields, one.fields) } : one)
  }
  return [...merged.values(), ...alone]
}

export interface Told {
  /** A profile tells one thing in several pieces. */
  readonly pieces: boolean
  readonly readings: readonly Reading[]
}

/** Measurements of which more than one reader tells. */
function sharedOf(parts: readonly Told[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const { pieces, readings } of parts) {
    const names = new Set(readings.map(({ measurement }) => measurement.name))
    for (const name of names) if (pieces || seen.has(name)) shared.add(name)
    for (const name of names) seen.add(name)
  }
  return shared
}

type Fields = Readonly<Record<string, ReadingValue | undefined>>

function joined(before: Fields, after: Fields): Fields {
  const all: Record<string, ReadingValue | undefined> = { ...before }
  for (const [name, value] of Object.entries(after)) {
    if (value !== undefined && value !== null) all[name] = value
  }
  return all
}
