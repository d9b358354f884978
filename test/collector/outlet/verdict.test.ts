import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stripField } from '../../../collector/outlet/strip-field.ts'
import { verdictOf } from '../../../collector/outlet/verdict.ts'

const lines = ['cpu,host=a v=1 1', 'cpu,host=b v= 2']
const answer = (status: number, body: unknown, retryAfter: string | null = null) =>
  verdictOf(
    { status, text: typeof body === 'string' ? body : JSON.stringify(body), retryAfter },
    () => lines,
  )

describe('what an answer means', () => {
  it('1.x names the field whose type it does not take', () => {
    const error =
      'partial write: field type conflict: input field "v" on measurement "cpu" is type string, already exists as type float dropped=1'
    expect(answer(400, { error })).toMatchObject({
      kind: 'conflict',
      measurement: 'cpu',
      field: 'v',
      type: 'float',
    })
  })
  it('1.x quotes the line that it cannot read; the others are stored', () => {
    const error = `partial write: unable to parse 'cpu,host=b v= 2': missing field value dropped=0`
    expect(answer(400, { error })).toEqual({
      kind: 'bad_lines',
      lines: new Map([[1, error]]),
      rest: true,
    })
  })
  it('2.x quotes the first line that it cannot read, and stores none', () => {
    const message = `unable to parse 'cpu,host=b v= 2': missing field value`
    expect(answer(400, { code: 'invalid', message })).toEqual({
      kind: 'bad_lines',
      lines: new Map([[1, message]]),
      rest: false,
    })
  })
  it('1.x drops points older than it keeps: nothing is at fault', () => {
    expect(
      answer(400, { error: 'partial write: points beyond retention policy dropped=2' }),
    ).toEqual({ kind: 'too_old' })
  })
  it('Retry-After is taken in seconds, up to ten minutes', () => {
    expect(answer(503, '', '7')).toMatchObject({ kind: 'later', waitMs: 7000 })
    expect(answer(429, '', '99999')).toMatchObject({ waitMs: 600_000 })
    expect(answer(429, '', 'Thu, 12 Nov 2026 10:00:00 GMT')).toMatchObject({ waitMs: 0 })
  })
  it('any bytes give a verdict', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.oneof(fc.string(), fc.json()),
        (status, text) => {
          expect(verdictOf({ status, text, retryAfter: text }, () => lines).kind).toBeTypeOf(
            'string',
          )
        },
      ),
    )
  })
})

describe('a line without a field', () => {
  it('keeps the other fields, whatever is in texts and tags', () => {
    const line = String.raw`disk,path=C:\,\ x\=1 a="x, b=2 \" c=3",b=2i,c=true 99`
    expect(stripField(line, 'disk', 'b', 'float')).toEqual({
      line: String.raw`disk,path=C:\,\ x\=1 a="x, b=2 \" c=3",c=true 99`,
    })
    expect(stripField(line, 'disk', 'b', 'integer')).toBeUndefined()
    expect(stripField(line, 'dis', 'b', 'float')).toBeUndefined()
    expect(stripField('m,t=1 b=2i 9', 'm', 'b', 'float')).toEqual({ line: undefined })
  })
  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        stripField(`m,${text}`, 'm', 'b', 'float')
      }),
    )
  })
})
