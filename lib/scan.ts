/**
 * Reading numbers out of the kernel's text files without a regular expression or a split per line:
 * the agent does this for every reading.
 */
const zero = 48
const nine = 57
const space = 32
const tab = 9
const lineFeed = 10

/** Where the line after `at` begins, or -1 after the last one. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 || end + 1 >= text.length ? -1 : end + 1
}

/** Position of the first character at or after `at` that is neither space nor tab. */
export function skipBlanks(text: string, at: number): number {
  let position = at
  for (;;) {
    const code = text.charCodeAt(position)
    if (code !== space && code !== tab) return position
    position++
  }
}

/** Position of the first space, tab or line end at or after `at`. */
export function wordEnd(text: string, at: number): number {
  let position = at
  for (; position < text.length; position++) {
    const code = text.charCodeAt(position)
    if (code === space || code === tab || code === lineFeed) break
  }
  return position
}

/**
 * Reads the whole numbers from `at` to the end of the line into `numbers`, at most as many as fit;
 * returns how many there were. Stops at the first word that is no number.
 */
export function scanNumbers(text: string, at: number, numbers: Float64Array): number {
  let position = at
  let count = 0
  while (count < numbers.length) {
    position = skipBlanks(text, position)
    let code = text.charCodeAt(position)
    if (!(code >= zero && code <= nine)) break
    let value = 0
    for (; code >= zero && code <= nine; code = text.charCodeAt(++position)) {
      value = value * 10 + (code - zero)
    }
    numbers[count++] = value
  }
  return count
}

/** The whole number after `key` at the beginning of a line ("MemFree:   123 kB"), or undefined. */
export function numberAfter(text: string, key: string): number | undefined {
  const start = text.startsWith(key) ? 0 : text.indexOf('\n' + key) + 1
  if (start === 0 && !text.startsWith(key)) return undefined
  let position = skipBlanks(text, start + key.length)
  let code = text.charCodeAt(position)
  if (!(code >= zero && code <= nine)) return undefined
  let value = 0
  for (; code >= zero && code <= nine; code = text.charCodeAt(++position)) {
    value = value * 10 + (code - zero)
  }
  return value
}

/** A whole number that fills the text but for blanks around it, or undefined. */
export function wholeNumber(text: string): number | undefined {
  const trimmed = text.trim()
  return /^-?\d{1,15}$/.test(trimmed) ? Number(trimmed) : undefined
}
