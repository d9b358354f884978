import { expect, test } from 'vitest'
import { MassReturn } from '../../../collector/gateway/mass-return.ts'

test('a few agents begin their histories at once', () => {
  const returns = new MassReturn()
  expect(Array.from({ length: 50 }, () => returns.historyStartSeconds(1000))).toEqual(
    Array.from({ length: 50 }, () => 0),
  )
})

test('those that come after many in one minute are spread over two, and the next minute is free', () => {
  const returns = new MassReturn()
  for (let agent = 0; agent < 50; agent++) returns.historyStartSeconds(1000)
  expect(returns.historyStartSeconds(2000)).toBe(120)
  expect(returns.historyStartSeconds(70_000)).toBe(0)
})
