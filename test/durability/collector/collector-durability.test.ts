import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../lib/system-clock.ts'
import { powerCut } from '../../support/power-cut/power-cut.ts'
import { CollectorUnderTest, expectedReadings, inOrder, readAll } from './collector-under-test.ts'
import { JournalSender } from './journal-sender.ts'

const kills = Number(process.env['MLINZI_KILLS'] ?? 12)
const cuts = Number(process.env['MLINZI_POWER_CUTS'] ?? 8)
/** A start takes about half a second; what is slower is a hang. */
const roundMs = 8_000

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mlinzi-durable-'))
})
afterEach(() => {
  powerCut.forget(folder)
  rmSync(folder, { recursive: true, force: true })
})

/** Numbers that a failed run can be repeated with. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Sends while the collector lives for a random time; some of it hears no acknowledgement. */
async function round(
  collector: CollectorUnderTest,
  senders: readonly JournalSender[],
  random: () => number,
): Promise<void> {
  await collector.start()
  for (const sender of senders) sender.deaf = random() < 0.2
  await Promise.all(senders.map((sender) => sender.connect(collector.port)))
  const until = systemClock.now() + random() * 120
  while (systemClock.now() < until) {
    for (const sender of senders) {
      sender.make(Math.floor(random() * 8))
      sender.pump()
    }
    await systemClock.sleep(random() * 10)
  }
  await collector.kill(random)
  await Promise.all(senders.map((sender) => sender.disconnect()))
}

/** Everything that is left is sent and acknowledged. */
async function drain(
  collector: CollectorUnderTest,
  senders: readonly JournalSender[],
): Promise<void> {
  await collector.start()
  for (const sender of senders) sender.deaf = false
  await Promise.all(senders.map((sender) => sender.connect(collector.port)))
  for (const sender of senders) {
    await expect.poll(() => sender.refusal ?? sender.backlog, { timeout: roundMs }).toBe(0)
  }
  await collector.kill(() => 1)
  await Promise.all(senders.map((sender) => sender.disconnect()))
}

async function expectAllOnce(senders: readonly JournalSender[]): Promise<void> {
  const { readings, rowsStored } = await readAll(folder)
  const expected = senders.flatMap((sender) => expectedReadings(sender))
  expect(rowsStored).toBe(expected.length)
  expect(inOrder(readings)).toEqual(inOrder(expected))
}

describe('every reading exactly once, values and times as in the journal', () => {
  test(`${kills} SIGKILLs of the collector`, { timeout: 60_000 + kills * roundMs }, async () => {
    const random = seeded(1)
    const collector = new CollectorUnderTest(folder)
    const senders = [1, 2, 3].map((number) => new JournalSender(number, random))
    for (let kill = 0; kill < kills; kill++) await round(collector, senders, random)
    await drain(collector, senders)
    await expectAllOnce(senders)
    expect(senders[0]?.journal.length).toBeGreaterThan(kills)
  })

  test.skipIf(powerCut.missing() !== undefined)(
    `${cuts} power cuts of the collector's machine`,
    { timeout: 60_000 + cuts * roundMs },
    async () => {
      const random = seeded(2)
      const collector = new CollectorUnderTest(folder, { cuts: true })
      const senders = [1, 2, 3].map((number) => new JournalSender(number, random))
      for (let cut = 0; cut < cuts; cut++) await round(collector, senders, random)
      await drain(collector, senders)
      await expectAllOnce(senders)
    },
  )

  test.skipIf(powerCut.missing() !== undefined)(
    'and a store without fsync is caught by the same test',
    { timeout: 120_000 },
    async () => {
      const random = seeded(3)
      const collector = new CollectorUnderTest(folder, { cuts: true, unsafe: true })
      const senders = [1, 2].map((number) => new JournalSender(number, random))
      const caught = async (): Promise<boolean> => {
        for (let cut = 0; cut < 4; cut++)
          await round(collector, senders, () => Math.max(random(), 0.5))
        await drain(collector, senders)
        return expectAllOnce(senders).then(
          () => false,
          () => true,
        )
      }
      // A file that does not even open again is caught too.
      expect(await caught().catch(() => true)).toBe(true)
    },
  )
})

test(
  'a clock at 2009 over kills: stored at true times, in order, within a second',
  { timeout: 60_000 },
  async () => {
    const random = seeded(4)
    const collector = new CollectorUnderTest(folder)
    const sender = new JournalSender(9, random, Date.UTC(2009, 0, 1) - systemClock.now(), 100)
    for (let kill = 0; kill < 4; kill++) await round(collector, [sender], random)
    await drain(collector, [sender])
    const { readings } = await readAll(folder)
    const expected = inOrder(expectedReadings(sender))
    const stored = inOrder(readings)
    expect(stored.map(({ values }) => values)).toEqual(expected.map(({ values }) => values))
    const errors = stored.map(({ timeMs }, at) => Math.abs(timeMs - (expected[at]?.timeMs ?? 0)))
    expect(Math.max(...errors)).toBeLessThan(1000)
  },
)

test(
  'a restored image of the collector: nothing twice, and what comes after it whole',
  { timeout: 60_000 },
  async () => {
    const random = seeded(5)
    const image = `${folder}-image`
    const collector = new CollectorUnderTest(folder)
    const sender = new JournalSender(1, random)
    sender.make(200)
    await drain(collector, [sender])
    cpSync(folder, image, { recursive: true })
    const imageSeq = sender.journal.length
    // Acknowledged to a collector that is about to be forgotten, and durable without the agent's knowing.
    sender.make(50)
    await drain(collector, [sender])
    const lostSeq = sender.journal.length
    sender.deaf = true
    await collector.start()
    await sender.connect(collector.port)
    sender.make(50)
    sender.pump()
    await systemClock.sleep(100)
    await collector.kill(random)
    await sender.disconnect()
    rmSync(folder, { recursive: true })
    cpSync(image, folder, { recursive: true })
    rmSync(image, { recursive: true })
    sender.make(100)
    await drain(collector, [sender])
    const { readings } = await readAll(folder)
    const expected = expectedReadings(sender, (seq) => seq < imageSeq || seq >= lostSeq)
    expect(inOrder(readings)).toEqual(inOrder(expected))
  },
)
