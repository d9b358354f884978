import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { IntervalSet, intervalsOf } from '../../../agent/spool/interval-set.ts'
import type { Interval } from '../../../lib/interval.ts'

const interval = fc
  .tuple(fc.nat(60), fc.nat(12))
  .map(([first, length]): Interval => [first, first + length])
const change = fc.record({ add: fc.boolean(), interval })

test('It answers as a plain set of numbers would', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), interval, (changes, asked) => {
      const set = new IntervalSet()
      const plain = new Set<number>()
      for (const { add, interval: changed } of changes) {
        if (add) set.add(changed)
        else set.remove(changed)
        for (let value = changed[0]; value <= changed[1]; value++)
          if (add) plain.add(value)
          else plain.delete(value)
      }
      const sorted = [...plain].sort((a, b) => a - b)
      expect(set.intervals()).toEqual(intervalsOf(sorted))
      expect(set.count).toBe(plain.size)
      expect(set.last).toBe(sorted.at(-1))
      const wanted = Array.from({ length: asked[1] - asked[0] + 1 }, (_, i) => asked[0] + i)
      const lacking = wanted.filter((value) => !plain.has(value))
      expect(set.covers(asked)).toBe(lacking.length === 0)
      expect(set.gaps(asked)).toEqual(intervalsOf(lacking))
      expect(wanted.map((value) => set.has(value))).toEqual(wanted.map((value) => plain.has(value)))
    }),
  )
})
