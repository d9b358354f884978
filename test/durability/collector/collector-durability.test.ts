import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { randomFrom } from '../../../bench/store-fleet.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { powerCut } from '../../support/power-cut/power-cut.ts'
import { bundledProcess } from '../bundled-process.ts'
import { CollectorUnderTest } from './collector-under-test.ts'
import { JournalSender } from './journal-sender.ts'
import { drain, expectAllOnce, expectedReadings, live } from './lives.ts'
import { inOrder, readAll } from './stored-readings.ts'

const kills = Number(process.env['MLINZI_KILLS'] ?? 200)
const cuts = Number(process.env['MLINZI_POWER_CUTS'] ?? 100)
/** The files start anew after so many, so that they stay small and comparing stays quick. */
const livesPerFile = { kills: 20, cuts: 10 }
const sides = 2
const missing = powerCut.missing()
if (missing) console.warn(`Skipped: ${missing}`)

let home: string
let program: string
const collectors: CollectorUnderTest[] = []
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'mlinzi-durable-'))
  program = await bundledProcess(path.join(import.meta.dirname, 'collector-process.ts'), home)
})
afterEach(async () => {
  for (const collector of collectors.splice(0)) await collector.kill(() => 1)
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

function collectorOn(options: { cuts?: boolean; unsafe?: boolean } = {}): CollectorUnderTest {
  const folder = mkdtempSync(path.join(home, 'collector-'))
  const collector = new CollectorUnderTest({
    program,
    folder,
    ...(options.cuts ? { disk: folder } : {}),
    unsafe: options.unsafe ?? false,
  })
  collectors.push(collector)
  return collector
}

/** Some lives on one file, and at their end the comparison with the journals. */
async function livesOnOneFile(
  lives: number,
  collector: CollectorUnderTest,
  random: () => number,
): Promise<void> {
  const { folder } = collector.place
  const senders = [1, 2, 3].map((number) => new JournalSender(number, random))
  for (let life = 0; life < lives; life++) await live(collector, senders, random)
  await drain(collector, senders)
  await expectAllOnce(folder, senders)
  expect(senders[0]?.journal.length).toBeGreaterThan(lives)
  if (collector.place.disk) powerCut.forget(folder)
  rmSync(folder, { recursive: true })
}

/** All of them, on both cores. */
async function allLives(count: number, perFile: number, cutting: boolean): Promise<void> {
  let left = count
  const side = async (_: unknown, number: number): Promise<void> => {
    const random = randomFrom(number)
    while (left > 0) {
      const lives = Math.min(perFile, left)
      left -= lives
      await livesOnOneFile(lives, collectorOn({ cuts: cutting }), random)
    }
  }
  await Promise.all(Array.from({ length: sides }, side))
}

describe('every reading exactly once, values and times as in the journal', () => {
  test(`${kills} SIGKILLs of the collector`, { timeout: 60_000 + kills * 3000 }, async () => {
    await allLives(kills, livesPerFile.kills, false)
  })

  test.skipIf(missing)(
    `${cuts} power cuts of the collector's machine`,
    { timeout: 60_000 + cuts * 3000 },
    async () => {
      await allLives(cuts, livesPerFile.cuts, true)
    },
  )

  test.skipIf(missing)(
    'and a store without fsync is caught by the same test',
    { timeout: 120_000 },
    async () => {
      const collector = collectorOn({ cuts: true, unsafe: true })
      // All that was not synced is lost: a random number is never under a half.
      const random = randomFrom(3)
      const lives = livesOnOneFile(livesPerFile.cuts, collector, () => Math.max(random(), 0.5))
      // Lost readings, or a file that does not even open again; a hang is another matter.
      await expect(lives).rejects.toThrow(/expected .* to|did not start|ended by itself/)
    },
  )
})

test(
  'a clock at 2009 over kills: stored at true times, in order, within a second',
  { timeout: 60_000 },
  async () => {
    const random = randomFrom(4)
    const collector = collectorOn()
    const sender = new JournalSender(9, random, Date.UTC(2009, 0, 1) - systemClock.now(), 100)
    for (let kill = 0; kill < 4; kill++) await live(collector, [sender], random)
    await drain(collector, [sender])
    const { readings } = await readAll(path.join(collector.place.folder, 'series.db'))
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
    const random = randomFrom(5)
    const collector = collectorOn()
    const { folder } = collector.place
    const image = `${folder}-image`
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
    sender.make(50)
    const { promise: heard, resolve } = Promise.withResolvers<void>()
    sender.onAcknowledgement = resolve
    await collector.start()
    await sender.connect(collector.port)
    await heard
    await collector.kill(random)
    await sender.disconnect()
    rmSync(folder, { recursive: true })
    cpSync(image, folder, { recursive: true })
    sender.make(100)
    await drain(collector, [sender])
    const { readings } = await readAll(path.join(folder, 'series.db'))
    const expected = expectedReadings(sender, (seq) => seq < imageSeq || seq >= lostSeq)
    expect(inOrder(readings)).toEqual(inOrder(expected))
  },
)
