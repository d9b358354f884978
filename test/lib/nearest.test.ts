import { expect, test } from 'vitest'
import { nearest } from '../../lib/nearest.ts'

test.each([
  ['cpuu', ['cpu', 'mem'], 'cpu'],
  ['usage_activ', ['usage_active', 'usage_idle'], 'usage_active'],
  ['Disk', ['disk', 'diskio'], 'disk'],
  ['printer', ['cpu', 'mem'], undefined],
])('the name nearest to %s among %j is %s', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected)
})
