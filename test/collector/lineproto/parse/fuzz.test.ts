/** What senders write comes back, and no bytes do harm. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LineValue } from '../../../../collector/lineproto/parse/field-value.ts'
import { parseBody } from '../../../../collector/lineproto/parse/body.ts'
import { Heads } from '../../../../collector/lineproto/parse/heads.ts'

const heads = new Heads()

const inputs = Number(process.env['MLINZI_FUZZ_INPUTS'] ?? 20_000)
const timeoutMs = 60_000 + inputs
const limits = { linesMax: 1000, lineMax: 10_000 }
const parse = (bytes: Uint8Array) => parseBody(bytes, 'ms', limits, heads)

/** A name with all that can be escaped, but for a backslash before a delimiter, which cannot. */
const unit = fc.constantFrom(...Array.from('abz019_-./:;éñ😀ƒ\u0007\u{FFFD} ,="#i'))
const name = fc.string({ unit, minLength: 1, maxLength: 9 }).filter((text) => !/^[\s#]/.test(text))
const anyText = fc.string({
  unit: fc.oneof(unit, fc.constantFrom('\n', '\r', '\t', '\0', '\\')),
  maxLength: 12,
})
const value: fc.Arbitrary<LineValue> = fc.oneof(
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((number) => ({ kind: 'float' as const, value: number + 0 })),
  fc.maxSafeInteger().map((number) => ({ kind: 'integer' as const, value: number })),
  fc.boolean().map((bool) => ({ kind: 'boolean' as const, value: bool })),
  anyText.map((text) => ({ kind: 'text' as const, value: text })),
)
const point = fc.record({
  measurement: name,
  tags: fc.uniqueArray(fc.tuple(name, name), { selector: ([key]) => key, maxLength: 4 }),
  fields: fc.uniqueArray(fc.tuple(name, value), {
    selector: ([key]) => key,
    minLength: 1,
    maxLength: 5,
  }),
  timeMs: fc.integer({ min: -(2 ** 42), max: 2 ** 42 }),
})
type Point = typeof point extends fc.Arbitrary<infer P> ? P : never

const escaped = (text: string): string => text.replaceAll(/[,= "]/g, '\\$&')
function valueText(one: LineValue): string {
  if (one.kind === 'text') return `"${one.value.replaceAll(/["\\]/g, '\\$&')}"`
  return one.kind === 'integer' ? `${one.value}i` : String(one.value)
}
function lineText({ measurement, tags, fields, timeMs }: Point): string {
  const tagText = tags.map(([key, text]) => `,${tagWord(key)}=${tagWord(text)}`).join('')
  const fieldText = fields.map(([key, one]) => `${escaped(key)}=${valueText(one)}`).join(',')
  return `${escaped(measurement)}${tagText} ${fieldText} ${timeMs}`
}
const tagWord = (text: string): string => text.replaceAll(/[,= ]/g, '\\$&')

const noise = fc
  .array(
    fc.oneof(
      fc.constantFrom(',', '=', ' ', '"', '\\', '\n', '\r', '#', '\t', '\0', 'i', 'u', 't', '-'),
      fc.constantFrom('m', 'v=1', 'e9', '.', 'NaN', '1700000000000', '{"', 'é', '\u{FFFD}'),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))

describe('the line protocol parser', () => {
  it(
    'gives back every point that was written',
    () => {
      const property = fc.property(fc.array(point, { minLength: 1, maxLength: 3 }), (points) => {
        const { points: read, refused } = parse(Buffer.from(points.map(lineText).join('\n')))
        expect(refused).toEqual([])
        expect(read.map((one) => ({ ...one, fields: [...one.fields] }))).toEqual(points)
      })
      fc.assert(property, { numRuns: Math.ceil(inputs / 4) })
    },
    timeoutMs,
  )
  it(
    'takes any text without harm: each line is a point or refused with a reason',
    () => {
      const property = fc.property(noise, (text) => {
        const { points, refused, tooManyLines } = parse(Buffer.from(text))
        expect(tooManyLines).toBe(false)
        expect(points.length + refused.length).toBeLessThanOrEqual(text.split('\n').length)
        for (const { fields, timeMs } of points) {
          expect(fields.size).toBeGreaterThan(0)
          expect(timeMs === undefined || Number.isSafeInteger(timeMs)).toBe(true)
        }
        for (const { reason } of refused) expect(reason).not.toBe('')
      })
      fc.assert(property, { numRuns: Math.ceil(inputs / 2) })
    },
    timeoutMs,
  )
  it(
    'takes any bytes without harm, a damaged body too',
    () => {
      const bytes = fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.tuple(point, fc.nat(), fc.nat(255)).map(([one, at, byte]) => {
          const line = Buffer.from(lineText(one))
          line[at % line.length] = byte
          return line
        }),
      )
      fc.assert(
        fc.property(bytes, (one) => void parse(one)),
        { numRuns: Math.ceil(inputs / 4) },
      )
    },
    timeoutMs,
  )
})
