/** Field values as the protocol writes them: `1.5`, `7i`, `7u`, `t`, `"text"`. */

export type LineValue =
  | { readonly kind: 'float'; readonly value: number }
  /** A bigint where a number would not be exact. */
  | { readonly kind: 'integer'; readonly value: number | bigint }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string }

/** Why a line is not line protocol; the words are those of InfluxDB, which senders look for. */
export class LineFault extends Error {
  override readonly name = 'LineFault'
}

const floatPattern = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const wholePattern = /^-?\d+[iu]$/
const int64Min = -(2n ** 63n)
const int64Max = 2n ** 63n - 1n
const uint64Max = 2n ** 64n - 1n
const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['t', 'T', 'true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['f', 'F', 'false', 'False', 'FALSE'].map((word) => [word, false] as const),
])

/** A value that is not quoted. @throws LineFault */
export function bareValue(text: string): LineValue {
  const ordinary = ordinaryNumber(text)
  if (ordinary !== undefined) return ordinary
  if (!/^[\d.\-Nn]/.test(text)) {
    const value = booleans.get(text)
    if (value === undefined) throw new LineFault('invalid boolean')
    return { kind: 'boolean', value }
  }
  if (wholePattern.test(text)) return wholeNumber(text)
  if (!floatPattern.test(text)) throw new LineFault('invalid number')
  const value = Number(text)
  if (!Number.isFinite(value)) throw new LineFault('invalid float')
  return { kind: 'float', value }
}

/** Digits that a number holds exactly. */
const exactDigits = 15
/** `-12.5` or `7i`, as nearly all values are; undefined: it is to be looked at more closely. */
function ordinaryNumber(text: string): LineValue | undefined {
  const first = text.charCodeAt(0) === code.minus ? 1 : 0
  let point = -1
  for (let at = first; at < text.length; at++) {
    const found = text.charCodeAt(at)
    if (found >= code.zero && found <= code.nine) continue
    if (found === code.point && point < 0 && at > first) point = at
    else if (found === code.whole && point < 0 && at > first && at === text.length - 1) {
      const digits = at - first
      return digits > exactDigits
        ? undefined
        : { kind: 'integer', value: Number(text.slice(0, at)) + 0 }
    } else return undefined
  }
  if (text.length === first || text.length > exactDigits) return undefined
  return { kind: 'float', value: Number(text) }
}
const code = { minus: 45, point: 46, zero: 48, nine: 57, whole: 105 } as const

function wholeNumber(text: string): LineValue {
  const unsigned = text.endsWith('u')
  const digits = text.slice(0, -1)
  if (unsigned && digits.startsWith('-')) throw new LineFault('invalid number')
  // Longer ones are out of range by far, unless they are zeros: a bigint of a megabyte is no number.
  if (digits.length > 64) throw new LineFault(`unable to parse integer ${digits.slice(0, 64)}`)
  const exact = BigInt(digits)
  const [least, most] = unsigned ? [0n, uint64Max] : [int64Min, int64Max]
  if (exact < least || exact > most) {
    throw new LineFault(`unable to parse integer ${digits}: value out of range`)
  }
  const value = Number(exact)
  return { kind: 'integer', value: Number.isSafeInteger(value) ? value : exact }
}

/** The inside of a quoted value: only the quote and the backslash can be escaped. */
export function unquoted(text: string): string {
  return text.replace(/\\(["\\])/g, '$1')
}
