/** Stored numbers in a field's own unit: decimals applied, states as words, booleans as booleans. */
import type { SeriesField } from '../../contract/wire/series.ts'

export type PlainValue = number | string | boolean | null

/**
 * Dividing gives the nearest double of the decimal number; multiplying by 0.01 would not. Adding 0
 * turns -0, which is what some sums leave, into the 0 that every tier and order must answer.
 */
export function scaled(value: number, decimals: number): number {
  return (decimals === 0 ? value : value / 10 ** decimals) + 0
}

/** A code without a word (an agent newer than its announcement) is shown as its number. */
export function plainValue(field: SeriesField, stored: number | string | null): PlainValue {
  if (stored === null || typeof stored === 'string') return stored
  if (Number.isNaN(stored)) return null
  if (field.kind === 'boolean') return stored !== 0
  if (field.kind === 'state') return stateWord(field, stored)
  return scaled(stored, field.kind === 'float' ? field.decimals : 0)
}

const wordsOf = new WeakMap<object, ReadonlyMap<number, string>>()
function stateWord({ states = {} }: SeriesField, code: number): string {
  let words = wordsOf.get(states)
  if (words === undefined) {
    words = new Map(Object.entries(states).map(([word, number]) => [number, word]))
    wordsOf.set(states, words)
  }
  return words.get(code) ?? String(code)
}
