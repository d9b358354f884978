/** How collectors live and die under their senders, and what must be true afterwards. */
import { join } from 'node:path'
import { expect } from 'vitest'
import { systemClock } from '../../../lib/system-clock.ts'
import type { CollectorUnderTest } from './collector-under-test.ts'
import type { JournalEntry, JournalSender } from './journal-sender.ts'
import { inOrder, readAll, type StoredReading } from './stored-readings.ts'

/** A life takes a fifth of a second; what is slower is a hang. */
const lifeMs = 30_000
const acknowledgementsMax = 30
/** Longer than a commit, so that the kill meets any moment of the next one. */
const afterMsMax = 15
const rowsAtOnceMax = 8

/** One life of the collector that ends at any moment: a tenth of them while it starts. */
export async function live(
  collector: CollectorUnderTest,
  senders: readonly JournalSender[],
  random: () => number,
): Promise<void> {
  if (random() < 0.1) return collector.startAndKill(random)
  await collector.start()
  for (const sender of senders) {
    // Some hear no acknowledgement, so that durable rows are sent again in the next life.
    sender.deaf = random() < 0.2
    sender.make(rowsAtOnceMax)
  }
  const heard = acknowledgements(senders, Math.floor(random() * acknowledgementsMax), random)
  await Promise.all(senders.map((sender) => sender.connect(collector.port)))
  await within(heard, 'no acknowledgement')
  await systemClock.sleep(random() * afterMsMax)
  await collector.kill(random)
  await Promise.all(senders.map((sender) => sender.disconnect()))
}

/** Resolves after so many of all; each lets its sender make more readings. */
function acknowledgements(
  senders: readonly JournalSender[],
  count: number,
  random: () => number,
): Promise<void> {
  return new Promise((resolve) => {
    let heard = 0
    if (count === 0) resolve()
    for (const sender of senders) {
      sender.onAcknowledgement = () => {
        sender.make(1 + Math.floor(random() * rowsAtOnceMax))
        if (++heard >= count) resolve()
      }
    }
  })
}

/** Everything that is left is sent and acknowledged. */
export async function drain(
  collector: CollectorUnderTest,
  senders: readonly JournalSender[],
): Promise<void> {
  await collector.start()
  const drained = senders.map((sender) => {
    sender.deaf = false
    return new Promise<void>((resolve, reject) => {
      sender.onAcknowledgement = () => {
        if (sender.refusal !== undefined) reject(new Error(sender.refusal))
        if (sender.backlog === 0) resolve()
      }
      if (sender.backlog === 0) resolve()
    })
  })
  await Promise.all(senders.map((sender) => sender.connect(collector.port)))
  await within(Promise.all(drained), 'not everything was acknowledged')
  await collector.kill(() => 1)
  await Promise.all(senders.map((sender) => sender.disconnect()))
}

/** Rejects when it takes as long as only a hang does. */
export async function within<Result>(wait: Promise<Result>, otherwise: string): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const cancel = systemClock.after(lifeMs, () => reject(new Error(`Within 30 s ${otherwise}`)))
  return Promise.race([wait, late]).finally(cancel)
}

/** What the journal says must be in the store: everything but the poison. */
export function expectedReadings(
  sender: JournalSender,
  isWanted: (seq: number) => boolean = () => true,
): StoredReading[] {
  return sender.journal
    .filter(({ poison, seq }) => !poison && isWanted(seq))
    .map(({ host, series, timeMs, values }) => ({
      host,
      measurement: sender.series(series)?.measurement ?? '',
      tags: `host ${host}`,
      timeMs,
      values: storedValues(values),
    }))
}

function storedValues(values: JournalEntry['values']): StoredReading['values'] {
  const [level, flag, word] = values
  const stored = { level: Number(level) / 100, flag: Number(flag) }
  return typeof word === 'string' ? { ...stored, word } : stored
}

export async function expectAllOnce(
  folder: string,
  senders: readonly JournalSender[],
): Promise<void> {
  const { readings, rowsStored } = await readAll(join(folder, 'series.db'))
  const expected = senders.flatMap((sender) => expectedReadings(sender))
  expect(rowsStored).toBe(expected.length)
  expect(inOrder(readings)).toEqual(inOrder(expected))
}
