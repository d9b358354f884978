import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextLine, numberAfter, scanNumbers, wholeNumber } from '../../lib/scan.ts'

test('numbers of a line are read as a split would', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 2 ** 50 }), { maxLength: 20 }), (numbers) => {
      const found = new Float64Array(20)
      const count = scanNumbers(`${numbers.join('  ')}\n77`, 0, found)
      expect([...found.subarray(0, count)]).toEqual(numbers)
    }),
  )
})

test('no text makes the reader hang or fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(30), (text, at) => {
      expect(scanNumbers(text, at, new Float64Array(8))).toBeLessThanOrEqual(8)
      for (let line = 0, seen = 0; line >= 0; line = nextLine(text, line)) {
        expect(++seen).toBeLessThanOrEqual(text.length + 1)
      }
      wholeNumber(text)
    }),
  )
})

test('a key counts only at the beginning of a line', () => {
  const text = 'SwapCached: 5 kB\nCached:  7 kB\nEmpty:\n'
  expect(numberAfter(text, 'Cached:')).toBe(7)
  expect(numberAfter(text, 'SwapCached:')).toBe(5)
  expect(numberAfter(text, 'Empty:')).toBeUndefined()
  expect(numberAfter(text, 'Missing:')).toBeUndefined()
})
