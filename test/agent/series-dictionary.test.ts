import { expect, test } from 'vitest'
import { SeriesDictionary } from '../../agent/series-dictionary.ts'
import { chainHash, emptyDictionaryHash } from '../../contract/wire/dictionary.ts'
import { limits } from '../../contract/wire/limits.ts'
import type { SeriesDescriptor } from '../../contract/wire/series.ts'

const disk = (path: string, decimals = 1): SeriesDescriptor => ({
  measurement: 'disk',
  tags: [['path', path]],
  fields: [{ name: 'used', kind: 'float', decimals }],
})

test('The same series has the same number, also from another object', () => {
  const dictionary = new SeriesDictionary()
  expect([disk('C:'), disk('D:'), disk('C:')].map((one) => dictionary.numberOf(one))).toEqual([
    0, 1, 0,
  ])
  expect(dictionary.at(1)).toEqual(disk('D:'))
  // Another precision is another series: its rows could not be read with the first one's scale.
  expect(dictionary.numberOf(disk('C:', 2))).toBe(2)
})

test('The hash at each count is the chain over the entries so far', () => {
  const dictionary = new SeriesDictionary()
  dictionary.numberOf(disk('C:'))
  dictionary.numberOf(disk('D:'))
  const first = chainHash(emptyDictionaryHash, disk('C:'))
  expect([0, 1, 2, 3].map((count) => dictionary.hashAt(count))).toEqual([
    emptyDictionaryHash,
    first,
    chainHash(first, disk('D:')),
    undefined,
  ])
  expect(dictionary.hash).toBe(dictionary.hashAt(2))
})

test('Past the limit there is no number, and a wrong descriptor leaves nothing behind', () => {
  const dictionary = new SeriesDictionary()
  expect(() => dictionary.numberOf({ ...disk('C:'), fields: [] })).toThrow()
  expect(dictionary.count).toBe(0)
  for (let i = 0; i < limits.seriesPerAgentMax; i++) dictionary.numberOf(disk(`/${i}`))
  expect(dictionary.numberOf(disk('/one more'))).toBeUndefined()
  expect(dictionary.numberOf(disk('/7'))).toBe(7)
})
