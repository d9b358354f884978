import { expect, test } from 'vitest'
import { CommitTimes } from '../../collector/commit-times.ts'
import type { Commit, TimeSeriesStore } from '../../collector/model/store.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

test('the longest commit is told once, a failed one counts too', async () => {
  const clock = new VirtualClock(0)
  const commits = new CommitTimes(clock)
  const commit: Commit = { number: 1, arrivalMs: 0, frames: [] }
  let takesMs = 0
  const store = commits.timed({
    append: async () => {
      await clock.advance(takesMs)
      if (takesMs > 100) throw new Error('the disk is gone')
      return commit
    },
  } as unknown as TimeSeriesStore)
  expect(commits.take()).toBeUndefined()
  for (takesMs of [30, 80, 5]) expect(await store.append([], 0)).toBe(commit)
  expect(commits.take()).toBe(80)
  expect(commits.take()).toBeUndefined()
  takesMs = 4000
  await expect(store.append([], 0)).rejects.toThrow('the disk is gone')
  expect(commits.take()).toBe(4000)
})
