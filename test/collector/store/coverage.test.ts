import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coveredMsOf } from '../../../collector/store/coverage.ts'

const second = 1000
/** Rows at these distances in seconds, the first at 0. */
function covered(...distances: number[]): number[] {
  let timeMs = 0
  const times = [0, ...distances.map((distance) => (timeMs += distance * second))]
  return [...coveredMsOf(Float64Array.from(times))].map((ms) => ms / second)
}
const total = (seconds: readonly number[]): number => seconds.reduce((sum, one) => sum + one, 0)

describe('rows cover', () => {
  it('the time until the next row, and the last one a beat', () => {
    expect(covered(60, 60, 60)).toEqual([60, 60, 60, 60])
    expect(covered(60, 61, 59, 60)).toEqual([60, 61, 59, 60, 60])
  })
  it('all of an hour whose beat changes when someone watches and looks away', () => {
    const beats = [...Array(20).fill(60), ...Array(60).fill(10), ...Array(29).fill(60)] as number[]
    expect(total(covered(...beats))).toBe(20 * 60 + 60 * 10 + 30 * 60)
  })
  it('a lost row, but not more: after one beat nothing is known', () => {
    expect(covered(60, 60, 120, 60, 60)).toEqual([60, 60, 120, 60, 60, 60])
    expect(covered(60, 60, 1500, 60, 60)).toEqual([60, 60, 60, 60, 60, 60])
    expect(covered(10, 10, 10, 300, 60, 60, 60)).toEqual([10, 10, 10, 60, 60, 60, 60, 60])
  })
  it('nothing that could be told from a single moment', () => {
    expect(covered()).toEqual([0])
    expect(covered(0, 0)).toEqual([0, 0, 0])
    expect(covered(0, 60, 0)).toEqual([0, 60, 0, 60])
  })
  it('never more than lies between first and last, and one distance', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3000), { minLength: 1, maxLength: 80 }), (distances) => {
        const all = covered(...distances)
        expect(all.every((one) => one >= 0)).toBe(true)
        expect(total(all)).toBeLessThanOrEqual(total(distances) + Math.max(...distances))
      }),
    )
  })
})
