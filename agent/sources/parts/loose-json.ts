/** More careful reading (beside narrow.ts) for JSON with deep groups and counters as texts. */
import { fieldsOf, parsedJson, type Fields } from './narrow.ts'

export type Loose = Fields

const textLengthMax = 4 * 1024 * 1024

/** The value that the text says, or undefined when it is too long or no JSON. */
export function parseLoose(text: string): unknown {
  return text.length > textLengthMax ? undefined : parsedJson(text)
}

export function isGroup(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Never what an object inherits. */
export function ownValue(group: Loose, key: string): unknown {
  return Object.hasOwn(group, key) ? group[key] : undefined
}

/** The group under these keys, or an empty one. */
export function groupAt(value: unknown, ...keys: readonly string[]): Loose {
  let at: unknown = value
  for (const key of keys) at = ownValue(fieldsOf(at), key)
  return fieldsOf(at)
}

/** Without blanks at the ends and doubled ones inside; undefined when nothing is left. */
export function plainText(value: unknown, lengthMax = 255): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value
    .slice(0, 4 * lengthMax)
    // oxlint-disable-next-line no-control-regex -- firmware writes them into names
    .replace(/[\s\u0000-\u001f]+/g, ' ')
    .trim()
  return text === '' ? undefined : text.slice(0, lengthMax)
}

/**
 * A whole number from 0 on, also when written as text or, as early smartctl did, as `{n, s}`;
 * undefined beyond what a double holds.
 */
export function wholeOf(value: unknown): number | undefined {
  if (isGroup(value)) return scalar(ownValue(value, 's')) ?? scalar(ownValue(value, 'n'))
  return scalar(value)
}

function scalar(value: unknown): number | undefined {
  const number = typeof value === 'string' ? digits(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0
    ? number
    : undefined
}

function digits(text: string): number | undefined {
  return /^\s*\d{1,16}\s*$/.test(text) ? Number(text) : undefined
}
