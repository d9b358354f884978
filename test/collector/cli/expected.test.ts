import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { expectedCommands } from '../../../collector/cli/expected.ts'
import { collectorHome } from '../../../collector/home.ts'
import { openRepositories, type Repositories } from '../../../collector/repositories.ts'
import { systemClock } from '../../../lib/system-clock.ts'

let folder: string
let repositories: Repositories
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-expected-'))
  repositories = await openRepositories(collectorHome(folder), systemClock)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await repositories.close()
  rmSync(folder, { recursive: true })
})

/** What `mlinzi expected …` prints. */
async function run(...words: readonly string[]): Promise<string> {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  await expectedCommands((work) => work(repositories)).parseAsync([...words], { from: 'user' })
  return lines.join('\n')
}

it('mlinzi expected lists, sets and resets, and notes it in the audit log', async () => {
  expect(await run('list')).toContain('desktop  office  as usual')
  const hours = ['--mode', 'hours', '--days', 'sat,Mon', '--from', '08:00', '--until', '24:00']
  await run('set', '--role', 'desktop', ...hours, '--holidays')
  expect(await run('list')).toContain('desktop  mon,sat 08:00-24:00  holidays too')
  await run('reset', '--role', 'desktop')
  expect(await run('list')).toContain('desktop  office  as usual')
  const actions = (await repositories.audit.list({ limit: 9 })).map(({ action }) => action)
  expect(actions).toEqual(['expected.reset', 'expected.set'])
})
it.each([
  [['set', '--mode', 'always'], '--role: say which'],
  [['set', '--computer', 'X', '--mode', 'always'], 'there is no computer of this name'],
  [['set', '--role', 'desktop', '--mode', 'hours'], '--days: say which'],
  [['set', '--role', 'desktop', '--mode', 'hours', '--days', 'xyz'], '"xyz" is no day'],
  [['reset', '--role', 'x'], '--role: this is not one of the choices'],
])('what cannot be is refused with what to write (%#)', async (words, fault) => {
  await expect(run(...words)).rejects.toThrow(fault)
})
