import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { notifyCommands } from '../../../collector/cli/notify.ts'
import { collectorHome } from '../../../collector/home.ts'
import { openRepositories, type Repositories } from '../../../collector/repositories.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { reader } from '../../support/alert-scene.ts'
import { mailbox, type Mailbox } from '../../support/mailbox.ts'
import { recordingService, type RecordingService } from '../../support/recording-service.ts'

let folder: string
let repositories: Repositories
let box: Mailbox
let gateway: RecordingService
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-notify-'))
  repositories = await openRepositories(collectorHome(folder), systemClock)
  box = await mailbox()
  gateway = await recordingService(({ path: asked }) => ({ status: asked === '/sms' ? 200 : 401 }))
})
afterEach(async () => {
  vi.restoreAllMocks()
  process.exitCode = undefined
  await repositories.close()
  await box.close()
  await gateway.close()
  rmSync(folder, { recursive: true })
})

/** What `mlinzi notify …` prints, and how it ends. */
async function run(...words: readonly string[]) {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  process.exitCode = undefined
  await notifyCommands((work) => work(repositories)).parseAsync([...words], { from: 'user' })
  return { lines, exitCode: process.exitCode ?? 0 }
}
const route = {
  part: 'officer',
  phone: '0712 345 678',
  channels: ['mail', 'sms'],
  hours: 'working',
  mailsPerDay: null,
  mailsPerMonth: null,
  smsPerDay: 5,
} as const

it('mlinzi notify test tries each way that is set and says what was answered', async () => {
  const { office, channels } = repositories
  await office.setOrganisation({ ...(await office.organisation()), language: 'en' })
  await office.setSmtp(box.settings)
  await office.saveRecipient(reader('juma', { route }))
  const common = { enabled: true, severityMin: 'warning', language: 'en' } as const
  const sms = { preset: 'json', url: `${gateway.url}/sms` }
  await channels.save({ ...common, id: 'sms', kind: 'sms', name: 'SMS', settings: sms })
  const hook = { url: `${gateway.url}/hook`, secret: 'k' }
  await channels.save({ ...common, id: 'w', kind: 'webhook', name: 'Desk', settings: hook })
  const all = await run('test')
  expect(all.exitCode).toBe(1)
  expect(all.lines.filter((line) => /^(good|FAILED)/.test(line))).toEqual([
    'good   mail juma@example.go.tz',
    'FAILED Desk',
    'good   SMS 0712 345 678',
  ])
  expect(all.lines.join('\n')).toContain('The service refused the key or the name.')
  expect(box.to('juma')).toHaveLength(1)
  const text = JSON.parse(gateway.requests.find((one) => one.path === '/sms')?.body ?? '{}') as {
    text?: string
  }
  expect(text.text).toMatch(/^TEST: Mlinzi reaches this telephone, \d\d:\d\d\./)

  const one = await run('test', '--channel', 'sms', '--to', '+255 765 000 111')
  expect(one).toMatchObject({ exitCode: 0 })
  expect(one.lines[0]).toBe('good   SMS +255 765 000 111')
})
it('says so when there is nothing to try', async () => {
  const { lines, exitCode } = await run('test', '--channel', 'pigeon')
  expect(exitCode).toBe(1)
  expect(lines[0]).toContain('Nothing was tried')
})
