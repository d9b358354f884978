/** A request's body as points and the lines that are none. */
import { isUtf8 } from 'node:buffer'
import { LineFault } from './field-value.ts'
import type { Heads } from './heads.ts'
import { parseLine, type ParsedLine } from './line.ts'
import { lineSpans } from './lines.ts'
import type { Precision } from './precision.ts'

export interface BodyLimits {
  /** Past so many lines the rest is refused unread. */
  readonly linesMax: number
  /** In characters. */
  readonly lineMax: number
}
export interface RefusedLine {
  /** At most shownMax characters of it. */
  readonly line: string
  readonly reason: string
}
export interface ParsedBody {
  readonly points: readonly ParsedLine[]
  readonly refused: readonly RefusedLine[]
  /** More lines than may come at once: none was read. */
  readonly tooManyLines: boolean
}

const shownMax = 200
const replacement = '\u{FFFD}'

export function parseBody(
  bytes: Uint8Array,
  precision: Precision,
  { linesMax, lineMax }: BodyLimits,
  heads: Heads,
): ParsedBody {
  const text = new TextDecoder().decode(bytes)
  const wellFormed = isUtf8(bytes)
  const points: ParsedLine[] = []
  const refused: RefusedLine[] = []
  for (const { start, end } of lineSpans(text)) {
    if (points.length + refused.length >= linesMax) {
      return { points: [], refused: [], tooManyLines: true }
    }
    const line = text.slice(start, end)
    try {
      if (line.length > lineMax) throw new LineFault(`longer than ${lineMax} characters`)
      if (!wellFormed && line.includes(replacement)) throw new LineFault('not UTF-8')
      points.push(parseLine(line, precision, heads))
    } catch (error) {
      if (!(error instanceof LineFault)) throw error
      refused.push({ line: line.slice(0, shownMax), reason: error.message })
    }
  }
  return { points, refused, tooManyLines: false }
}
