// Modes of a row, codes of a text, words of a bitmap; docs/WIRE.md has the whole.

/** How the values of a row follow; the lowest two bits of its header. */
export const modes = {
  /** A bitmap of the fields that follow, then their values; the series remembers the bitmap. */
  bitmap: 0,
  unchanged: 1,
  /** The fields of the series' remembered bitmap follow (all of them before the first bitmap). */
  sameFields: 2,
  /** As `bitmap`, but the values are whole, and fields that do not follow have no value. */
  key: 3,
} as const

/** Codes of a text: none, a new one follows, as before, or its place in the table + 3. */
export const textCodes = { none: 0, inline: 1, unchanged: 2, table: 3 } as const

/** Fields per word of a remembered bitmap. */
export const wordBits = 32
export function wordCount(width: number): number {
  return (width + wordBits - 1) >> 5
}
/** Bits of a word that stand for fields of the series. */
export function wordMask(width: number, word: number): number {
  const left = width - word * wordBits
  return left >= wordBits ? -1 : (1 << left) - 1
}
