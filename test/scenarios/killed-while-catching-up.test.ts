/** J2c: the collector is killed three times while 15 agents bring what four days without a line left. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { randomFrom } from '../../bench/store-fleet.ts'
import { bundledProcess } from '../durability/bundled-process.ts'
import { CollectorUnderTest } from '../durability/collector/collector-under-test.ts'
import { JournalSender } from '../durability/collector/journal-sender.ts'
import { drain, expectAllOnce, within } from '../durability/collector/lives.ts'

const agents = 15
/** Four days at five minutes; the journal makes one in fifty bad on purpose, which is set aside. */
const samples = 1152
const kills = 3
let home: string
let program: string

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'mlinzi-catching-up-'))
  program = await bundledProcess(
    path.join(import.meta.dirname, '../durability/collector/collector-process.ts'),
    home,
  )
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** Resolves after so many acknowledgements to all together; each is about some frames. */
function acknowledged(senders: readonly JournalSender[], count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let heard = 0
  for (const sender of senders)
    sender.onAcknowledgement = () => {
      if (++heard === count) resolve()
    }
  return promise
}

it('loses none of 17,280 readings and doubles none over three kills', async () => {
  const random = randomFrom(12)
  const folder = path.join(home, 'collector')
  const collector = new CollectorUnderTest({ program, folder })
  const senders = Array.from({ length: agents }, (_, at) => new JournalSender(at + 1, random))
  for (const sender of senders) sender.make(samples)
  expect(senders.reduce((sum, { journal }) => sum + journal.length, 0)).toBe(17_280)
  for (let kill = 0; kill < kills; kill++) {
    await collector.start()
    const some = acknowledged(senders, 20)
    await Promise.all(senders.map((sender) => sender.connect(collector.port)))
    await within(some, 'too few acknowledgements')
    await collector.kill(random)
    await Promise.all(senders.map((sender) => sender.disconnect()))
    const left = senders.reduce((sum, { backlog }) => sum + backlog, 0)
    // In the midst of it: some is there, and some is not.
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(17_280)
    console.info(`kill ${kill + 1}: ${left} of 17280 readings are left`)
  }
  await drain(collector, senders)
  await expectAllOnce(folder, senders)
}, 120_000)
