import { expect, test } from 'vitest'
import { Backoff } from '../../lib/backoff.ts'

test('Waits double up to the limit and begin anew after a success', () => {
  const backoff = new Backoff({ firstMs: 1000, maxMs: 8000, random: () => 1 })
  expect(Array.from({ length: 5 }, () => backoff.next())).toEqual([1000, 2000, 4000, 8000, 8000])
  backoff.reset()
  expect(backoff.next()).toBe(1000)
})

test('Each wait is spread over its upper half', () => {
  const earliest = new Backoff({ firstMs: 1000, maxMs: 8000, random: () => 0 })
  expect([earliest.next(), earliest.next()]).toEqual([500, 1000])
})
