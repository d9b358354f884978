import { numberOf } from './narrow.ts'

/** Windows counts in at most 64 bits. */
const most = 2 ** 64

/** A count or sum of Windows; undefined when it is none, so that no strange driver makes a reading. */
export function counterOf(value: unknown): number | undefined {
  const number = numberOf(value)
  return number !== undefined && number >= 0 && number <= most ? Math.round(number) : undefined
}
