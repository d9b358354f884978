import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { windowCommands } from '../../../collector/cli/window.ts'
import { collectorHome } from '../../../collector/home.ts'
import { openRepositories, type Repositories } from '../../../collector/repositories.ts'
import { systemClock } from '../../../lib/system-clock.ts'

let folder: string
let repositories: Repositories
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-window-'))
  repositories = await openRepositories(collectorHome(folder), systemClock)
  const site = { id: 'hq', name: 'Makao Makuu', profile: 'lan', subnets: [] } as const
  await repositories.office.saveSite(site)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await repositories.close()
  rmSync(folder, { recursive: true })
})

/** What `mlinzi window …` prints. */
async function run(...words: readonly string[]): Promise<string> {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  await windowCommands((work) => work(repositories)).parseAsync([...words], { from: 'user' })
  return lines.join('\n')
}
const times = ['--from', '17:00', '--until', '20:00'] as const

it('mlinzi window plans, lists and removes, and notes it in the audit log', async () => {
  expect(await run('list')).toBe('No maintenance is planned.')
  const site = ['--site', 'makao makuu'] as const
  const id = await run('add', 'Sasisho', ...site, '--weekly', 'sat,Mon', ...times)
  expect(await run('list')).toMatch(
    new RegExp(`^${id}  Sasisho  site Makao Makuu  mon,sat 17:00-20:00  (next|runs) \\d{4}-`),
  )
  await run('end', id)
  await run('remove', id)
  expect(await run('list')).toBe('No maintenance is planned.')
  const actions = (await repositories.audit.list({ limit: 9 })).map(({ action }) => action)
  expect(actions.toSorted()).toEqual(['maintenance.add', 'maintenance.end', 'maintenance.remove'])
})
it.each([
  [['--site', 'Moshi', '--weekly', 'mon'], '--site "Moshi": there is none of this name'],
  [['--site', 'hq', '--weekly', 'mon,xyz'], '"xyz" is no day'],
  [['--site', 'hq'], 'Say either --on <date> or --weekly <days>'],
  [['--site', 'hq', '--on', '2001-01-01'], '--on "2001-01-01": this time is over already'],
  [['--site', 'hq', '--on', 'kesho'], '--on "kesho": write a day as 2026-12-01'],
  [['--weekly', 'mon'], '--computer: say one of computer, site and department'],
])('what cannot be is refused with what to write (%#)', async (words, fault) => {
  await expect(run('add', 'Kazi', ...words, ...times)).rejects.toThrow(fault)
  await expect(run('remove', 'none')).rejects.toThrow('mlinzi window list')
})
