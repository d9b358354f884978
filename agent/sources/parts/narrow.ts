/**
 * Careful reading of values from outside (JSON of the Windows query and of programs): each of these
 * gives the value when it is of that kind, and undefined otherwise; none throws.
 */
export type Fields = Readonly<Record<string, unknown>>

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {}
}

/** PowerShell writes an empty list as null and a list of one as its only element. */
export function listOf(value: unknown, lengthMax = 256): readonly unknown[] {
  if (value === null || value === undefined) return []
  return Array.isArray(value) ? value.slice(0, lengthMax) : [value]
}

export function textOf(value: unknown, lengthMax = 200): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.trim().slice(0, lengthMax)
  return text === '' ? undefined : text
}

/** A number, or a text that is nothing but one: 64-bit values are sometimes written as text. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || !/^\s*-?\d{1,15}(?:\.\d{1,9})?\s*$/.test(value)) return undefined
  return Number(value)
}

export function flagOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** Windows writes "never" as a day of 1600 or 1601; nothing before 1980 is a real date here. */
const realSinceMs = Date.UTC(1980, 0, 1)

/** ISO 8601, or `/Date(ms)/` as PowerShell 5.1 writes a date; in milliseconds since 1970. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const dotNet = /^\/Date\((-?\d{1,15})\)\/$/.exec(value)?.[1]
  const iso = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?$/.test(value) ? Date.parse(value) : Number.NaN
  const ms = dotNet === undefined ? iso : Number(dotNet)
  return Number.isFinite(ms) && ms >= realSinceMs ? ms : undefined
}

/** The value of a JSON text, or undefined when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch {
    return undefined
  }
}
