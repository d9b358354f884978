/** A really filled file system, from statfs to the mail in the reader's hands. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disk } from '../../contract/catalogue/families/disk.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import { alertCollector, type AlertCollector } from '../support/alert-collector.ts'
import { hostNamed, office, reader, shippedRules } from '../support/alert-scene.ts'
import { mailbox, type Mailbox } from '../support/mailbox.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-disk-'))
const mount = path.join(folder, 'srv')
const image = path.join(folder, 'image')

/** Why a loop mount is not possible on this machine; undefined: it is. */
function mounted(): string | undefined {
  try {
    writeFileSync(image, '')
    truncateSync(image, 96 * 1024 * 1024)
    mkdirSync(mount)
    execFileSync('mkfs.ext4', ['-q', '-m', '0', image], { stdio: 'pipe' })
    execFileSync('mount', ['-o', 'loop', image, mount], { stdio: 'pipe' })
    return undefined
  } catch (error) {
    return String(error)
  }
}
const missing = mounted()
if (missing !== undefined) console.warn(`skipped: no loop mount here (${missing})`)

/** What the agent's disk source would say of the mount. */
function look(): Reading {
  const { blocks, bavail, bfree, bsize } = statfsSync(mount)
  const used = (blocks - bfree) * bsize
  const free = bavail * bsize
  return reading(
    disk,
    { path: '/srv', device: 'loop0', fstype: 'ext4', mode: 'rw' },
    {
      total: blocks * bsize,
      used,
      free,
      used_percent: (100 * used) / (used + free),
      answering: true,
    },
  )
}

let box: Mailbox
let collector: AlertCollector
const clock = new VirtualClock(office('2026-11-14T10:00'))
beforeAll(async () => {
  if (missing !== undefined) return
  box = await mailbox()
  collector = await alertCollector({ folder, clock, rules: shippedRules })
  await collector.addHost(hostNamed('pc', { name: 'AFY-PC-014' }))
  await collector.settings(box.settings, [reader('asha', { language: 'sw' }), reader('john')])
  await collector.engine.start()
  await collector.notifier.start()
})
afterAll(async () => {
  if (missing === undefined) {
    await collector.close()
    await box.close()
    execFileSync('umount', [mount])
  }
  rmSync(folder, { recursive: true, force: true })
})
/** The agent's disk beat, five minutes apart. */
async function beats(count: number): Promise<void> {
  for (let beat = 0; beat < count; beat++) {
    collector.engine.offer(await collector.append('pc', look(), clock.now()))
    await collector.settled()
    await clock.advance(5 * 60_000)
    await collector.settled()
  }
}

describe.skipIf(missing !== undefined)('a disk that is really filled', () => {
  it('gives one mail in each language, and its recovery threads under it', async () => {
    await beats(3)
    expect(box.mails).toHaveLength(0)
    const ballast = path.join(mount, 'ballast')
    const { bavail, bsize } = statfsSync(mount)
    writeFileSync(ballast, Buffer.alloc(Math.floor(bavail * bsize * 0.985)))
    await beats(4)
    expect(box.mails.map((one) => one.to).sort()).toEqual([
      'asha@example.go.tz',
      'john@example.go.tz',
    ])
    await beats(12)
    expect(box.mails).toHaveLength(2)
    rmSync(ballast)
    execFileSync('sync', ['-f', mount])
    await beats(4)
    expect(box.mails).toHaveLength(4)

    for (const [id, subject, fact] of [
      [
        'asha',
        '[DHARURA] Kompyuta AFY-PC-014: diski /srv inakaribia kujaa',
        /Diski \/srv imejaa kwa 9[6-9](\.\d)?%/,
      ],
      [
        'john',
        '[CRITICAL] Computer AFY-PC-014: disk /srv almost full',
        /Disk \/srv is 9[6-9](\.\d)?% full/,
      ],
    ] as const) {
      const [problem, recovery] = box.to(id).map(({ mail }) => mail)
      expect(problem?.subject).toBe(subject)
      expect(problem?.text).toMatch(fact)
      expect(recovery?.subject).toBe(`Re: ${subject}`)
      expect(recovery?.inReplyTo).toBe(problem?.messageId)
    }
    const [alert] = await collector.alerts.history({ fromMs: 0, toMs: clock.now(), limit: 5 })
    expect((await collector.alerts.transitions(alert?.id ?? '')).map(({ kind }) => kind)).toEqual([
      'opened',
      'cleared',
    ])
  })
})
