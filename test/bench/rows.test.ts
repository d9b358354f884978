import { expect, test } from 'vitest'
import { judge, type Budget } from '../../bench/rows.ts'

const budget: Budget = { name: 'wire', unit: 'B', target: 80, comparison: '<=' }

test.each([
  ['a figure under its ceiling is met', 79, true],
  ['a figure over its ceiling is missed', 81, false],
  ['a figure that is no number is missed', Number.NaN, false],
])('%s', (_name, value, met) => {
  expect(judge([{ name: 'wire', value, unit: 'B' }], [budget])[0]).toMatchObject({ met })
})

test('a budget that nothing measured is missed', () => {
  expect(judge([], [budget])[0]).toMatchObject({ value: null, met: false })
})

test('a figure in another unit is refused', () => {
  expect(() => judge([{ name: 'wire', value: 1, unit: 'KB' }], [budget])).toThrow('KB')
})
