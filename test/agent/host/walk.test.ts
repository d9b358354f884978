import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { NotPresent, type WalkLimits } from '../../../agent/host/host.ts'
import { liveHost, type LiveHost } from '../../../agent/host/live.ts'
import { guardWalk, matchesName } from '../../../agent/host/walk.ts'
import { systemClock } from '../../../lib/system-clock.ts'

let folder: string
let host: LiveHost
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'mlinzi-walk-'))
  host = liveHost(systemClock)
})
afterEach(() => {
  host.close()
  rmSync(folder, { recursive: true })
})

const limits: WalkLimits = {
  match: '*',
  depthMax: 0,
  newestMax: 3,
  time: 'modified',
  timeoutMs: 1e4,
}
function file(name: string, bytes: number, day: number): void {
  const full = path.join(folder, name)
  mkdirSync(path.dirname(full), { recursive: true })
  writeFileSync(full, Buffer.alloc(bytes))
  utimesSync(full, new Date(2026, 0, day), new Date(2026, 0, day))
}

test('counts what matches, newest first, and tells no name', async () => {
  for (const [name, bytes, day] of [
    ['a.bak', 10, 1],
    ['b.BAK', 30, 3],
    ['c.txt', 500, 9],
  ] as const) {
    file(name, bytes, day)
  }
  const walked = await host.walk(folder, { ...limits, match: '*.bak' })
  expect(walked).toMatchObject({ files: 2, bytes: 40, complete: true })
  expect(walked.newest.map(({ bytes }) => bytes)).toEqual([30, 10])
  expect(JSON.stringify(walked)).not.toMatch(/bak|txt/i)
})

test('what is unfinished does not count', async () => {
  for (const name of ['x.tmp', 'y.zip.part', 'z.crdownload', '~$letter.docx']) file(name, 9, 5)
  file('whole.zip', 7, 1)
  expect(await host.walk(folder, limits)).toMatchObject({ files: 1, bytes: 7 })
  expect(await host.walk(folder, { ...limits, match: '*.part' })).toMatchObject({
    files: 1,
    bytes: 9,
  })
})

test('goes down as far as is said, and never along a link', async () => {
  file('one/two/three.zip', 5, 1)
  symlinkSync('/etc', path.join(folder, 'outside'))
  symlinkSync('/etc/passwd', path.join(folder, 'passwd.zip'))
  expect((await host.walk(folder, limits)).files).toBe(0)
  expect((await host.walk(folder, { ...limits, depthMax: 1 })).files).toBe(0)
  expect((await host.walk(folder, { ...limits, depthMax: 9 })).files).toBe(1)
})

test('keeps only the newest, and says when it could not see all', async () => {
  for (let day = 1; day <= 9; day++) file(`${day}.zip`, day, day)
  const walked = await host.walk(folder, limits)
  expect(walked.newest.map(({ bytes }) => bytes)).toEqual([9, 8, 7])
  expect(await host.walk(folder, { ...limits, timeoutMs: 0 })).toMatchObject({ complete: false })
})

test('20,000 entries are the end', { timeout: 30_000 }, async () => {
  for (let number = 0; number < 20_100; number++) writeFileSync(path.join(folder, `${number}`), '')
  const walked = await host.walk(folder, { ...limits, timeoutMs: 25_000 })
  expect(walked).toMatchObject({ files: 20_000, complete: false })
})

test('without the folder: NotPresent', async () => {
  await expect(host.walk(path.join(folder, 'none'), limits)).rejects.toThrow(NotPresent)
})

test('a folder is not asked twice at once', async () => {
  file('a', 1, 1)
  const guarded = guardWalk(systemClock)
  const walk = () => guarded.walk(folder, limits)
  const first = walk()
  await expect(walk()).rejects.toThrow('still not answered')
  await first
  expect(guarded.hung()).toBe(0)
  expect(await walk()).toMatchObject({ files: 1 })
})

test('a pattern is no regular expression', () => {
  expect(matchesName('pay-??.[x]', 'PAY-01.[x]')).toBe(true)
  expect(matchesName('a.b', 'axb')).toBe(false)
  expect(matchesName('*', 'anything')).toBe(true)
  expect(matchesName('*.bak', '.bak')).toBe(true)
  expect(matchesName('a*b*c', 'abxbc')).toBe(true)
  expect(matchesName('a*b*c', 'acb')).toBe(false)
  expect(matchesName('*a'.repeat(100) + 'b', 'a'.repeat(250))).toBe(false)
})
