/**
 * One line of InfluxDB's line protocol. The same lines are accepted as by InfluxDB 1.x, but for
 * those in docs/LINE-PROTOCOL.md; a character counts as escaped when a backslash stands before it.
 */
import { bareValue, LineFault, unquoted, type LineValue } from './field-value.ts'
import type { Head, Heads } from './heads.ts'
import { skipBlank } from './lines.ts'
import { timeOf, type Precision } from './precision.ts'

export interface ParsedLine {
  readonly measurement: string
  /** In the order of the line; each key once. The same array for the same text, where it is known. */
  readonly tags: Head['tags']
  /** In the order of the line; of a name that comes twice the last value. */
  readonly fields: ReadonlyMap<string, LineValue>
  /** Milliseconds since 1970; undefined: the sender left it to us. */
  readonly timeMs: number | undefined
}

/** What a tag's key, value or measurement takes at most, as InfluxDB has it. */
const keyBytesMax = 65_535
const code = { space: 32, quote: 34, comma: 44, equals: 61, backslash: 92 } as const

/** Parses text without a line's end. @throws LineFault with the reason in InfluxDB's words. */
export function parseLine(text: string, precision: Precision, heads: Heads): ParsedLine {
  const end = endOfHead(text)
  const { measurement, tags } =
    end < 0 ? readHead(text) : heads.get(text.slice(0, end), (head) => readHead(`${head} `))
  const [fields, afterFields] = readFields(text, skipBlank(text, end))
  const timeMs = readTime(text, skipBlank(text, afterFields), precision)
  return { measurement, tags, fields, timeMs }
}

/** The first space that no backslash stands before; -1: there is none, and the line is at fault. */
function endOfHead(text: string): number {
  let end = text.indexOf(' ')
  while (end > 0 && text.charCodeAt(end - 1) === code.backslash) end = text.indexOf(' ', end + 1)
  return end
}

/** Up to the first space; a text without one is at fault. */
function readHead(text: string): Head {
  const [measurement, afterName] = readMeasurement(text)
  const [tags, afterTags] =
    text[afterName] === ',' ? readTags(text, afterName + 1) : [[], afterName]
  if (afterTags > keyBytesMax) {
    throw new LineFault(`max key length exceeded: ${afterTags} > ${keyBytesMax}`)
  }
  if (afterTags >= text.length) throw new LineFault('missing fields')
  return { measurement, tags }
}

function readMeasurement(text: string): readonly [name: string, end: number] {
  if (text === '' || text.startsWith(',')) throw new LineFault('missing measurement')
  for (let at = 1; at < text.length; at++) {
    if ((text[at] === ',' || text[at] === ' ') && text[at - 1] !== '\\') {
      return [text.slice(0, at).replace(/\\([, "=])/g, '$1'), at]
    }
  }
  throw new LineFault('missing fields')
}

function readTags(
  text: string,
  from: number,
): readonly [tags: (readonly [string, string])[], end: number] {
  const tags = new Map<string, string>()
  for (let at = from; ;) {
    const middle = endOfTagKey(text, at)
    const end = endOfTagValue(text, middle + 1)
    const key = text.slice(at, middle)
    if (tags.has(key)) throw new LineFault('duplicate tags')
    tags.set(key, text.slice(middle + 1, end))
    if (text[end] === ' ') {
      return [[...tags].map(([name, value]) => [unescaped(name), unescaped(value)] as const), end]
    }
    at = end + 1
  }
}
const unescaped = (word: string): string => word.replace(/\\([, =])/g, '$1')

function endOfTagKey(text: string, from: number): number {
  const first = text[from]
  if (first === undefined || first === ' ' || first === ',' || first === '=') {
    throw new LineFault('missing tag key')
  }
  for (let at = from + 1; at < text.length; at++) {
    if (text[at - 1] === '\\') continue
    if (text[at] === '=') return at
    if (text[at] === ' ' || text[at] === ',') break
  }
  throw new LineFault('missing tag value')
}

function endOfTagValue(text: string, from: number): number {
  const first = text[from]
  if (first === undefined || first === ' ' || first === ',') {
    throw new LineFault('missing tag value')
  }
  for (let at = from + 1; at < text.length; at++) {
    if (text[at - 1] === '\\') continue
    if (text[at] === '=') throw new LineFault('invalid tag format')
    if (text[at] === ' ' || text[at] === ',') return at
  }
  throw new LineFault('missing fields')
}

function readFields(
  text: string,
  from: number,
): readonly [fields: Map<string, LineValue>, end: number] {
  if (from >= text.length) throw new LineFault('missing fields')
  const fields = new Map<string, LineValue>()
  for (let at = from; ;) {
    const middle = endOfFieldKey(text, at)
    const name = fieldName(text.slice(at, middle))
    const first = text.charCodeAt(middle + 1)
    if (Number.isNaN(first) || first === code.comma || first === code.space) {
      throw new LineFault('missing field value')
    }
    const isQuoted = first === code.quote
    const end = isQuoted ? endOfQuotes(text, middle + 2) : endOfBare(text, middle + 1)
    const value: LineValue = isQuoted
      ? { kind: 'text', value: unquoted(text.slice(middle + 2, end - 1)) }
      : bareValue(text.slice(middle + 1, end))
    if (fields.has(name)) fields.delete(name)
    fields.set(name, value)
    const next = text.charCodeAt(end)
    if (end >= text.length || next === code.space) return [fields, end]
    if (next !== code.comma) throw new LineFault('invalid field format')
    at = end + 1
  }
}

function fieldName(text: string): string {
  return text.includes('\\') ? text.replace(/\\([, "=])/g, '$1') : text
}

function endOfFieldKey(text: string, from: number): number {
  if (text.charCodeAt(from) === code.equals) throw new LineFault('missing field key')
  for (let at = from; at < text.length; at++) {
    const found = text.charCodeAt(at)
    if (found === code.backslash) at++
    else if (found === code.equals) return at
    else if (found === code.comma || found === code.space) break
  }
  throw new LineFault('invalid field format')
}

function endOfBare(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const found = text.charCodeAt(at)
    if (found === code.comma || found === code.space) return at
  }
  return text.length
}

/** Behind the closing quote. */
function endOfQuotes(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const found = text.charCodeAt(at)
    if (found === code.backslash) at++
    else if (found === code.quote) return at + 1
  }
  throw new LineFault('unbalanced quotes')
}

function readTime(text: string, from: number, precision: Precision): number | undefined {
  const space = text.indexOf(' ', from)
  const end = space < 0 ? text.length : space
  if (end === from) return undefined
  const digits = text.slice(from, end)
  if (!/^-?\d+$/.test(digits)) throw new LineFault('bad timestamp')
  if (space >= 0 && /[^ ]/.test(text.slice(space))) throw new LineFault('point is invalid')
  return timeOf(digits, precision)
}
