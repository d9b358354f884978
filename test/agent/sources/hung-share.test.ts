import { expect, test, vi } from 'vitest'
import { NotPresent, Unknown, type Host } from '../../../agent/host/host.ts'
import { guardStatfs, type RawStatfs } from '../../../agent/host/statfs.ts'
import { reader, sourceNamed } from '../../support/read-source.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const space: RawStatfs = { bsize: 4096, blocks: 10, bfree: 5, bavail: 5, files: 0, ffree: 0 }
const shares = ['/mnt/a', '/mnt/b', '/mnt/c', '/mnt/d']
const mountinfo = [
  '27 1 8:2 / / rw - ext4 /dev/sda2 rw',
  ...shares.map((path, index) => `3${index} 27 0:7${index} / ${path} rw - nfs4 seva:${path} rw`),
].join('\n')

/** A machine whose shares answer only when they are let go. */
function officeWithDeadServer() {
  const clock = new VirtualClock()
  const asked: string[] = []
  const waiting = new Map<string, (space: RawStatfs) => void>()
  const guarded = guardStatfs((path) => {
    asked.push(path)
    if (path === '/') return Promise.resolve(space)
    return new Promise((resolve) => waiting.set(path, resolve))
  }, clock)
  const host: Host = {
    platform: 'linux',
    readText: async () => mountinfo,
    readTextNow: () => mountinfo,
    readBytes: () => Promise.reject(new NotPresent('no file')),
    fileInfo: async () => undefined,
    windows: () => Promise.reject(new Unknown('not_supported', 'no Windows')),
    walk: () => Promise.reject(new NotPresent('no folder')),
    list: () => [],
    linkTarget: () => undefined,
    statfs: (path, timeoutMs) => guarded.statfs(path, timeoutMs),
    run: () => Promise.reject(new Error('nothing is run here')),
    facts: () => ({ hostname: 'x', logicalProcessors: 1, release: '6.1', arch: 'x64' }),
    addresses: () => ({}),
    processorTimes: () => [],
    memory: () => ({ totalBytes: 0, freeBytes: 0 }),
    loadAverage: () => [],
    hardwareAddresses: () => ({}),
  }
  const read = reader(sourceNamed('disk'), host, clock)
  const readOnce = async () => {
    const reading = read()
    await clock.advance(20_000)
    return (await reading).map(({ tags, fields }) => [tags['path'], fields['answering']])
  }
  return { asked, waiting, guarded, readOnce }
}

test('shares that hang cost the local disk nothing, and at most two threads', async () => {
  const { asked, guarded, readOnce } = officeWithDeadServer()
  expect(await readOnce()).toEqual([
    ['/', true],
    ['/mnt/a', false],
    ['/mnt/b', false],
  ])
  expect(asked).toEqual(['/', '/mnt/a', '/mnt/b'])
  expect(guarded.hung()).toBe(2)
})

test('a share that has not answered is never asked a second time', async () => {
  const { asked, readOnce } = officeWithDeadServer()
  for (let beat = 0; beat < 20; beat++) await readOnce()
  expect(asked.filter((path) => path !== '/')).toEqual(['/mnt/a', '/mnt/b'])
  expect(asked.filter((path) => path === '/')).toHaveLength(20)
})

test('when the server is back, its shares are read again', async () => {
  const { asked, waiting, guarded, readOnce } = officeWithDeadServer()
  await readOnce()
  for (const answer of waiting.values()) answer(space)
  await vi.waitFor(() => expect(guarded.hung()).toBe(0))
  await readOnce()
  expect(asked.filter((path) => path !== '/')).toEqual(['/mnt/a', '/mnt/b', '/mnt/a', '/mnt/b'])
})

test('the door itself loses at most three threads of the pool', async () => {
  const clock = new VirtualClock()
  const guarded = guardStatfs(() => new Promise(() => undefined), clock)
  for (const path of ['/a', '/b', '/c']) {
    const refused = expect(guarded.statfs(path, 1000)).rejects.toThrow('did not answer')
    await clock.advance(1000)
    await refused
  }
  await expect(guarded.statfs('/d', 1000)).rejects.toThrow('3 file systems do not answer')
  await expect(guarded.statfs('/a', 1000)).rejects.toThrow('still not answered')
})
