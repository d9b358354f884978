import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disk } from '../../../contract/catalogue/families/disk.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { alertCollector } from '../../support/alert-collector.ts'
import { hostNamed, reader, rulesOf } from '../../support/alert-scene.ts'
import { mailbox, type Mailbox } from '../../support/mailbox.ts'

const child = path.resolve(import.meta.dirname, '../../support/programs/alert-child.ts')
const rules = rulesOf(
  '- { id: disk, text: disk-full, kind: threshold, object: [path], select: { measurement: disk }, critical: { when: { field: used_percent, above: 95 } } }',
)
const full = (percent: number) =>
  reading(
    disk,
    { path: '/srv', device: 'sda1', fstype: 'ext4', mode: 'rw' },
    { used_percent: percent },
  )
/** The steps of the outbox by default; with `npm run chaos` every durable call on the way. */
const calls =
  process.env['MLINZI_KILLS'] !== undefined
    ? {
        which: 'all',
        names: [
          'engine.load',
          'engine.commit',
          'engine.tick',
          'outbox.reclaim',
          'outbox.due',
          'outbox.claim',
          'outbox.sent',
          'outbox.mergeOld',
          'smtp.send',
        ],
      }
    : { which: 'steps', names: ['engine.commit', 'outbox.claim', 'outbox.sent', 'smtp.send'] }

let folder: string
let ready: string
let box: Mailbox
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-kill-'))
  ready = mkdtempSync(path.join(folder, 'ready-'))
  box = await mailbox()
  const collector = await alertCollector({ folder: ready, clock: systemClock, rules })
  await collector.addHost(hostNamed('pc'))
  await collector.settings(box.settings, [reader('john')])
  const nowMs = systemClock.now()
  // Durable in the store; nobody has judged them.
  await collector.append('pc', full(50), nowMs - 2000)
  await collector.append('pc', full(97), nowMs - 1000)
  await collector.close()
})
afterAll(async () => {
  await box.close()
  rmSync(folder, { recursive: true, force: true })
})
/** Runs the child to its end and answers its last words. */
async function run(home: string, step: number): Promise<string> {
  const args = ['--disable-warning=ExperimentalWarning', child, home, String(step), calls.which]
  const program = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  program.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    program.on('close', (exit, killed) => resolve([exit, killed]))
  })
  expect(code === 0 || signal === 'SIGKILL', `${String(code)} ${String(signal)} ${said}`).toBe(true)
  return said.trim()
}

describe('a SIGKILL at any step from the commit to the sent mail', () => {
  it('opens the alert once and mails it once, twice only between the 250 and our own note', async () => {
    const told: string[] = []
    for (let step = 1; step < 60; step++) {
      const home = mkdtempSync(path.join(folder, 'home-'))
      cpSync(ready, home, { recursive: true })
      const before = box.mails.length
      const where = await run(home, step)
      if (where.startsWith('done')) break
      told.push(where)
      await run(home, 0)
      await judged(home, where, before)
    }
    const expected = calls.names.flatMap((call) => [`before ${call}`, `after ${call}`])
    expect([...new Set(told)].sort()).toEqual(expected.sort())
  }, 300_000)
})

async function judged(home: string, where: string, before: number): Promise<void> {
  const collector = await alertCollector({ folder: home, clock: systemClock, rules })
  const all = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, limit: 10 }
  const history = await collector.alerts.history(all)
  const outbox = await collector.alerts.outbox(10)
  await collector.close()
  rmSync(home, { recursive: true, force: true })
  const mails = box.mails.slice(before)
  const window = where === 'after smtp.send' || where === 'before outbox.sent'
  expect(history.length, where).toBe(1)
  expect(mails.length, where).toBe(window ? 2 : 1)
  expect(new Set(mails.map(({ mail }) => mail.messageId)).size, where).toBe(1)
  expect(
    outbox.map((one) => one.state),
    where,
  ).toEqual(['sent'])
}
