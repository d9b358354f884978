/** `mlinzi backup-job` on a real state database. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backupJobCommands } from '../../../collector/cli/backup-jobs.ts'
import { collectorHome } from '../../../collector/home.ts'
import { openRepositories, type Repositories } from '../../../collector/repositories.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

let folder: string
let repositories: Repositories
const printed: string[] = []

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mlinzi-cli-'))
  repositories = await openRepositories(collectorHome(folder), systemClock)
  const ticket = await repositories.enrolment.createToken({
    expiresAtMs: systemClock.now() + 3_600_000,
    usesLeft: 1,
    siteId: null,
    departmentId: null,
    role: 'desktop',
    autoApprove: true,
    note: '',
  })
  await repositories.keys.enrol({
    ticket,
    agentId: 'ab'.repeat(16),
    publicKey: Buffer.alloc(32, 7),
    hostname: 'FED-PC-07',
    platform: 'linux',
    version: '0.1.0',
    facts: { macs: [] },
    siteId: null,
  })
  printed.length = 0
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await repositories.close()
  await rm(folder, { recursive: true })
})

async function run(...words: readonly string[]): Promise<string> {
  const command = backupJobCommands({
    withRepositories: (work) => work(repositories),
    port: async () => 8443,
  })
  for (const one of [command, ...command.commands])
    one.exitOverride().configureOutput({ writeErr: () => undefined })
  printed.length = 0
  await command.parseAsync([...words], { from: 'user' })
  return printed.join('\n')
}

test('declares a job and prints its address once; a new one ends the old', async () => {
  const first = await run('add', 'malipo', '--host', 'FED-PC-07', '--cron', '0 18 * * 1-5')
  expect(first).toMatch(/^https:\/\/localhost:8443\/ping\/[\w-]{43}$/)
  const listed = await run('list')
  expect(listed).toMatch(/FED-PC-07 {2}malipo {2}0 18 \* \* 1-5$/)
  const id = listed.split('  ')[0] ?? ''
  expect(await run('url', id)).not.toBe(first)
  expect((await repositories.backupJobs.urls()).size).toBe(1)
})

test('says what is wrong and changes nothing', async () => {
  const add = (...words: string[]) => run('add', 'malipo', '--host', 'FED-PC-07', ...words)
  await expect(add('--every', '1x')).rejects.toThrow('Write a time as')
  await expect(add('--every', '1s')).rejects.toThrow('5 minutes')
  await expect(add('--cron', 'kesho')).rejects.toThrow('no cron pattern')
  await expect(add('--every', '1d', '--cron', '0 1 * * *')).rejects.toThrow('either')
  await expect(run('add', 'malipo', '--host', 'X')).rejects.toThrow('0 computers')
  await expect(run('url', 'x')).rejects.toThrow('no backup job')
  expect(await repositories.backupJobs.all()).toEqual([])
})
