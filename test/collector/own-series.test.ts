/** What the collector writes about hosts: one row that cannot be stored holds up no other. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { OwnSeries } from '../../collector/own-series.ts'
import type { EmbeddedStore } from '../../collector/store/embedded-store.ts'
import { StoreFull } from '../../collector/store/errors.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import { open, recordingLog, scratch } from './store/fixture.ts'

const nowMs = Date.UTC(2026, 10, 12, 7)
let folder: ReturnType<typeof scratch>
let store: EmbeddedStore
const clock = new VirtualClock(nowMs)

beforeEach(async () => {
  folder = scratch()
  store = await open(folder.file, { clock })
})
afterEach(async () => {
  await store.close()
  folder.remove()
})

async function storedTimes(): Promise<readonly number[]> {
  const rows = await store.latest({ measurements: ['presence'] })
  return rows.map(({ timeMs }) => timeMs).toSorted((one, other) => one - other)
}

test('a row whose time is none is set aside and told; all others are stored', async () => {
  const log = recordingLog()
  const own = new OwnSeries({ store, clock, log, onCommit: () => undefined })
  own.presence('a', 'online', nowMs)
  own.presence('b', 'online', nowMs + 0.25)
  own.presence('c', 'online', Number.NaN)
  own.presence('d', 'online', nowMs + 1)
  await own.flush()
  own.presence('e', 'online', nowMs + 2)
  await own.flush()
  expect(await storedTimes()).toEqual([nowMs, nowMs, nowMs + 1, nowMs + 2])
  expect(log.lines.map(({ level, fields }) => ({ level, ...fields }))).toMatchObject([
    { level: 'error', hostId: 'c', measurement: 'presence' },
  ])
})

test('what a full disk refuses waits, and is written once when there is room', async () => {
  let full = true
  const log = recordingLog()
  const own = new OwnSeries({
    store: {
      series: store.series,
      append: (frames, arrivalMs) =>
        full ? Promise.reject(new StoreFull('full')) : store.append(frames, arrivalMs),
    },
    clock,
    log,
    onCommit: () => undefined,
  })
  own.presence('a', 'online', nowMs)
  own.presence('b', 'online', nowMs + 1)
  await own.flush()
  expect(await storedTimes()).toEqual([])
  full = false
  await own.flush()
  await own.flush()
  expect(await storedTimes()).toEqual([nowMs, nowMs + 1])
})
