import { expect, test } from 'vitest'
import { GroupWriter } from '../../../collector/ingest/group-writer.ts'

test('what comes in one turn is written together, what comes meanwhile goes next', async () => {
  const groups: (readonly number[])[] = []
  const writer = new GroupWriter<number>(async (items) => void groups.push(items))
  const first = [writer.save(1), writer.save(2)]
  await Promise.all(first)
  await writer.save(3)
  expect(groups).toEqual([[1, 2], [3]])
})

test('a transaction that fails fails all that were in it and none that follow', async () => {
  const writer = new GroupWriter<number>(async (items) => {
    if (items.includes(1)) throw new Error('disk')
  })
  const results = await Promise.allSettled([writer.save(1), writer.save(2)])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(writer.save(3)).resolves.toBeUndefined()
})

test('more than a thousand go in several transactions', async () => {
  const sizes: number[] = []
  const writer = new GroupWriter<number>(async (items) => void sizes.push(items.length))
  await Promise.all(Array.from({ length: 2500 }, (_, item) => writer.save(item)))
  expect(sizes).toEqual([1000, 1000, 500])
})
