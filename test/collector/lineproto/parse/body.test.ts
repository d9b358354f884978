import { describe, expect, it } from 'vitest'
import { parseBody } from '../../../../collector/lineproto/parse/body.ts'
import { Heads } from '../../../../collector/lineproto/parse/heads.ts'
import {
  arrivalTime,
  timeOf,
  type Precision,
} from '../../../../collector/lineproto/parse/precision.ts'
import { samples } from './samples.ts'

const heads = new Heads()

const limits = { linesMax: 1000, lineMax: 1000 }
const parse = (text: string | Uint8Array, precision: Precision = 'ns') =>
  parseBody(typeof text === 'string' ? Buffer.from(text) : text, precision, limits, heads)
const only = (text: string) => parse(text).points[0]

describe('a body of line protocol', () => {
  it('keeps whole numbers that no double can hold apart from those that it can', () => {
    const point = only('m a=9007199254740991i,b=9007199254740992i,c=18446744073709551615u')
    expect([...(point?.fields ?? [])]).toEqual([
      ['a', { kind: 'integer', value: 9_007_199_254_740_991 }],
      ['b', { kind: 'integer', value: 9_007_199_254_740_992n }],
      ['c', { kind: 'integer', value: 18_446_744_073_709_551_615n }],
    ])
  })
  it('takes the last of a field that comes twice', () => {
    expect([...(only('m a=1,b=2,a="x"')?.fields ?? [])]).toEqual([
      ['b', { kind: 'float', value: 2 }],
      ['a', { kind: 'text', value: 'x' }],
    ])
  })
  it('ends lines as Windows does', () => {
    const { points, refused } = parse('m v="x"\r\n\r\n# a comment\r\nm v=2 1700000000000000000\r\n')
    expect(refused).toEqual([])
    expect(points.map(({ fields }) => fields.get('v')?.value)).toEqual(['x', 2])
  })
  it('keeps the lines around a bad one and tells which it is', () => {
    const { points, refused } = parse('a v=1\nb v=NaN\nc v=3\n,x=y v=1')
    expect(points.map(({ measurement }) => measurement)).toEqual(['a', 'c'])
    expect(refused).toEqual([
      { line: 'b v=NaN', reason: 'invalid number' },
      { line: ',x=y v=1', reason: 'missing measurement' },
    ])
  })
  it('refuses a line that is no UTF-8 and keeps the others', () => {
    const { points, refused } = parse(Buffer.from('a v=1\nb,t=\xff v=1\nc v=1', 'latin1'))
    expect(points).toHaveLength(2)
    expect(refused.map(({ reason }) => reason)).toEqual(['not UTF-8'])
  })
  it('refuses a line that is too long and a body of too many lines', () => {
    expect(parse(`m v="${'x'.repeat(1000)}"`).refused[0]?.reason).toBe(
      'longer than 1000 characters',
    )
    expect(parse('m v=1\n'.repeat(1000)).points).toHaveLength(1000)
    expect(parse('m v=1\n'.repeat(1001))).toEqual({ points: [], refused: [], tooManyLines: true })
  })
  it('reads times in every unit, rounded down to the millisecond', () => {
    expect(timeOf('1700000000123999999', 'ns')).toBe(1_700_000_000_123)
    expect(timeOf('-1', 'n')).toBe(-1)
    expect(timeOf('1700000000123999', 'us')).toBe(1_700_000_000_123)
    expect(timeOf('28333333', 'm')).toBe(28_333_333 * 60_000)
    expect(() => timeOf('9999999999999', 's')).toThrow('time outside range')
    expect(arrivalTime(1_700_000_123_456, 's')).toBe(1_700_000_123_000)
    expect(arrivalTime(1_700_000_123_456, 'ns')).toBe(1_700_000_123_456)
  })
  it('decides about the lines of the table as is written there', () => {
    for (const { line, ours } of samples) {
      if (ours) expect([line, parse(line).refused.length === 0]).toEqual([line, ours === 'accepts'])
    }
  })
})
