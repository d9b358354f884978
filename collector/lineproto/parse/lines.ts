/**
 * Where the lines of a body begin and end. A newline inside a quoted field value or behind a
 * backslash belongs to the line; quotes mean something only in a field's value.
 */

export interface LineSpan {
  readonly start: number
  /** Without the newline, and without a carriage return before it. */
  readonly end: number
}

const code = {
  tab: 9,
  newline: 10,
  return: 13,
  space: 32,
  quote: 34,
  hash: 35,
  comma: 44,
  equals: 61,
  backslash: 92,
} as const

/** The lines that hold something; comments and blank ones are passed over. */
export function* lineSpans(text: string): Generator<LineSpan> {
  // Without quotes and backslashes every newline ends a line, and it is quicker to look for it.
  const isPlain = !text.includes('"') && !text.includes('\\')
  for (let at = 0; at < text.length;) {
    const start = skipBlank(text, at)
    if (text.charCodeAt(start) === code.hash) {
      at = endOfComment(text, start) + 1
      continue
    }
    const end = isPlain ? endOfComment(text, start) : endOfLine(text, start)
    at = end + 1
    const trimmed = text.charCodeAt(end - 1) === code.return ? end - 1 : end
    if (trimmed > start) yield { start, end: trimmed }
  }
}

/** Spaces, tabs and NULs before a line, a field or a time mean nothing. */
export function skipBlank(text: string, from: number): number {
  let at = from
  for (; at < text.length; at++) {
    const found = text.charCodeAt(at)
    if (found !== code.space && found !== code.tab && found !== 0) break
  }
  return at
}

function endOfComment(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function endOfLine(text: string, from: number): number {
  let quoted = false
  let inFields = false
  let equals = 0
  let commas = 0
  for (let at = from; at < text.length; at++) {
    const found = text.charCodeAt(at)
    if (found === code.backslash) at++
    else if (found === code.newline && !quoted) return at
    else if (found === code.space) inFields = true
    else if (!inFields) continue
    else if (found === code.quote && equals > commas) quoted = !quoted
    else if (found === code.equals && !quoted) equals++
    else if (found === code.comma && !quoted) commas++
  }
  return text.length
}
