import { expect, test } from 'vitest'
import { linkProfiles } from '../../collector/link-profiles.ts'
import { WatchedHosts } from '../../collector/watched-hosts.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

function stage() {
  const clock = new VirtualClock()
  const changes: string[] = []
  const watched = new WatchedHosts(clock, (hostId) => changes.push(hostId))
  const beat = (hostId: string, profile: keyof typeof linkProfiles = 'lan') => {
    const { sampleSeconds, postSeconds } = watched.profile(hostId, linkProfiles[profile])
    return [sampleSeconds, postSeconds]
  }
  return { clock, changes, watched, beat }
}

test('a host reports every ten seconds while somebody looks, and two minutes longer', async () => {
  const { clock, changes, watched, beat } = stage()
  watched.look('pc1')
  expect(beat('pc1')).toEqual([10, 10])
  expect(beat('pc2')).toEqual([60, 60])
  for (let minute = 0; minute < 10; minute++) {
    await clock.advance(60_000)
    watched.look('pc1')
  }
  expect(changes).toEqual(['pc1'])
  await clock.advance(119_000)
  expect(beat('pc1')).toEqual([10, 10])
  await clock.advance(1_000)
  expect(beat('pc1')).toEqual([60, 60])
  expect(changes).toEqual(['pc1', 'pc1'])
})

test('a thin line keeps its beat, whoever looks', () => {
  const { watched, beat } = stage()
  watched.look('pc1')
  expect(beat('pc1', 'thin')).toEqual([300, 3600])
  expect(beat('pc1', 'wan')).toEqual([10, 10])
})

test('no more than twenty hosts at once; a place that is given back is free', () => {
  const { watched, beat } = stage()
  for (let number = 0; number < 30; number++) watched.look(`pc${number}`)
  expect(beat('pc19')).toEqual([10, 10])
  expect(beat('pc20')).toEqual([60, 60])
  watched.end('pc3')
  watched.look('pc20')
  expect(beat('pc20')).toEqual([10, 10])
})
