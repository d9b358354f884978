import { expect, test } from 'vitest'
import { Unknown } from '../../../agent/host/host.ts'
import { changeableByOthers, refuseUnsafe, type Entry } from '../../../agent/host/safe-program.ts'

const root = { owner: 0, mode: 0o755 }
const brew = { owner: 501, mode: 0o755 }
const tree = (entries: Readonly<Record<string, Entry>>) => async (path: string) =>
  path === '/' ? (entries['/'] ?? root) : entries[path]

test.each([
  ['all is root’s', { '/usr': root, '/usr/sbin': root, '/usr/sbin/smartctl': root }, undefined],
  [
    'the folder is a user’s',
    { '/usr': root, '/usr/sbin': brew, '/usr/sbin/smartctl': root },
    '/usr/sbin',
  ],
  [
    'the file is a user’s',
    { '/usr': root, '/usr/sbin': root, '/usr/sbin/smartctl': brew },
    '/usr/sbin/smartctl',
  ],
  [
    'a group may write to a folder far above',
    { '/usr': { owner: 0, mode: 0o775 }, '/usr/sbin': root, '/usr/sbin/smartctl': root },
    '/usr',
  ],
  [
    'a link leads to a user’s folder',
    {
      '/usr': root,
      '/usr/sbin': root,
      '/usr/sbin/smartctl': { ...root, target: '../../opt/cellar/smartctl' },
      '/opt': root,
      '/opt/cellar': brew,
      '/opt/cellar/smartctl': root,
    },
    '/opt/cellar',
  ],
  [
    'a link leads to root’s own',
    {
      '/usr': root,
      '/usr/sbin': { ...root, target: '/bin' },
      '/bin': root,
      '/bin/smartctl': root,
    },
    undefined,
  ],
  [
    'links go round for ever',
    { '/usr': root, '/usr/sbin': { ...root, target: '/usr/sbin' } },
    '/usr/sbin',
  ],
] as const)('a program is judged by its whole way: %s', async (_, entries, culprit) => {
  expect(await changeableByOthers('/usr/sbin/smartctl', tree(entries))).toBe(culprit)
})

test.runIf(process.getuid?.() === 0)('root refuses such a program and says which', async () => {
  const look = tree({ '/opt': root, '/opt/homebrew': brew, '/opt/homebrew/smartctl': root })
  const refused = refuseUnsafe('/opt/homebrew/smartctl', look)
  await expect(refused).rejects.toThrow(Unknown)
  await expect(refused).rejects.toMatchObject({ reason: 'unsafe_program' })
  await expect(refused).rejects.toThrow('/opt/homebrew')
})

test('a program that is not there is left to be found missing', async () => {
  const look = tree({ '/opt': root, '/opt/homebrew': brew })
  await expect(refuseUnsafe('/opt/homebrew/smartctl', look)).resolves.toBeUndefined()
})

test('this machine’s own programs are root’s', async () => {
  await expect(refuseUnsafe('/usr/bin/env')).resolves.toBeUndefined()
})
