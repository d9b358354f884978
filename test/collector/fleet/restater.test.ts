import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { presenceRows, spansOf } from '../../../collector/fleet/presence-line.ts'
import { lastAbsence } from '../../../collector/fleet/last-absence.ts'
import { powerCutsOf, powerLosses } from '../../../collector/fleet/power-cuts.ts'
import { PresenceRestater } from '../../../collector/fleet/restater.ts'
import type { Presence } from '../../../collector/model/hosts.ts'
import type { Commit } from '../../../collector/model/store.ts'
import { OwnSeries } from '../../../collector/own-series.ts'
import type { EmbeddedStore } from '../../../collector/store/embedded-store.ts'
import { lastStop } from '../../../contract/catalogue/families/last-stop.ts'
import { smartDevice } from '../../../contract/catalogue/families/smart-device.ts'
import { reading, type FieldsOf } from '../../../contract/catalogue/grammar.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'
import { open, recordingLog, scratch } from '../store/fixture.ts'

const minute = 60_000
/** Saturday, 10:00 in Dar es Salaam. */
const saturday = Date.UTC(2026, 10, 14, 7, 0)
const at = (minutes: number): number => saturday + minutes * minute

let folder: ReturnType<typeof scratch>
let clock: VirtualClock
let store: EmbeddedStore
let own: OwnSeries
let restater: PresenceRestater
let commits: Commit[]
let ahead = 0

beforeEach(async () => {
  folder = scratch()
  ahead = 0
  await begin()
})
afterEach(async () => {
  await store.close()
  folder.remove()
})

async function begin(): Promise<void> {
  clock = new VirtualClock(at(24 * 60))
  store = await open(folder.file, { clock })
  commits = []
  own = new OwnSeries({
    store,
    clock,
    log: recordingLog(),
    onCommit: (commit) => {
      commits.push(commit)
      restater.follow(commit)
    },
  })
  await beginRestater()
}
/** As after a restart of the collector: nothing is remembered but what is stored. */
async function beginRestater(): Promise<void> {
  restater = new PresenceRestater({
    store,
    clock,
    log: recordingLog(),
    aheadMs: () => ahead,
    restate: (hostId, state, timeMs) => own.restated(hostId, state, timeMs),
  })
  await restater.start()
}

/** What the collector itself saw, by minutes; a name with a tilde was restated at once. */
function seen(line: Readonly<Record<number, Presence | `~${Presence}`>>, host = 'pc1'): void {
  for (const [minutes, word] of Object.entries(line)) {
    const timeMs = at(Number(minutes))
    if (isRestated(word)) own.restated(host, word.slice(1) as Presence, timeMs)
    else own.presence(host, word as Presence, timeMs)
  }
}
const isRestated = (word: string): boolean => word.startsWith('~')

type Cause = FieldsOf<typeof lastStop>['cause']
/** The host tells how it ended; it does so at `toldMin`. */
function told(
  cause: Cause,
  times: { readonly stopped?: number; readonly started: number; readonly told?: number },
  host = 'pc1',
): void {
  const seconds = (minutes: number): number => at(minutes) / 1000 + ahead / 1000
  const fields = {
    cause,
    reason: 'none',
    stopped: times.stopped === undefined ? null : seconds(times.stopped),
    started: seconds(times.started),
    unclean_week: 0,
  } as const
  own.add(host, reading(lastStop, {}, fields), at(times.told ?? times.started + 5))
}
function disk(unsafe: number, minutes: number, device = 'nvme0'): void {
  own.add('pc1', reading(smartDevice, { device }, { unsafe_shutdowns: unsafe }), at(minutes))
}
async function settle(): Promise<void> {
  await own.flush()
  await restater.turn()
  await own.flush()
}
/** The line in minutes, rounded, as `word from`. */
async function history(host = 'pc1'): Promise<readonly string[]> {
  const spans = spansOf(await presenceRows(store, host, clock.now()))
  return spans.map(({ word, fromMs }) => `${word} ${Math.round((fromMs - saturday) / minute)}`)
}

describe('a goodbye that was missed', () => {
  test('was a clean shutdown: the time without it was off', async () => {
    seen({ 0: 'online', 60: 'unreachable', 180: 'online' })
    told('shutdown', { stopped: 59, started: 178 })
    await settle()
    expect(await history()).toEqual(['online 0', 'off 60', 'online 180'])
  })

  test('was a loss of power, though everybody seemed to go home', async () => {
    seen({ 0: 'online', 60: 'off_assumed', 180: 'online' })
    seen({ 60: '~off' })
    told('power_lost', { started: 178 })
    await settle()
    expect(await history()).toEqual(['online 0', 'power_lost 60', 'online 180'])
  })

  test('was a clean shutdown, though the start alone looked like lost power', async () => {
    seen({ 0: 'online', 60: 'unreachable', 180: 'online' })
    seen({ 60: '~power_lost' })
    told('shutdown', { stopped: 61, started: 178 })
    await settle()
    expect(await history()).toEqual(['online 0', 'off 60', 'online 180'])
  })

  test('was a crash: nothing is said of the power', async () => {
    seen({ 0: 'online', 60: 'unreachable', 180: 'online' })
    seen({ 60: '~power_lost' })
    told('power_lost', { started: 178 })
    await settle()
    told('crash', { started: 178, told: 200 })
    await settle()
    expect(await history()).toEqual(['online 0', 'unreachable 60', 'online 180'])
  })

  test('came long after the line was lost, and the line came back long after the start', async () => {
    seen({ 0: 'online', 60: 'site_down', 600: 'online' })
    told('shutdown', { stopped: 120, started: 300, told: 605 })
    await settle()
    const { presence, toMs } = (await lastAbsence(store, 'pc1', clock.now())) ?? {}
    expect({ presence, toMs }).toEqual({ presence: 'site_down', toMs: at(600) })
    expect(await history()).toEqual([
      'online 0',
      'site_down 60',
      'off 120',
      'site_down 300',
      'online 600',
    ])
  })

  test('is told by a clock that is an hour ahead', async () => {
    ahead = 3_600_000
    seen({ 0: 'online', 60: 'unreachable', 180: 'online' })
    told('shutdown', { stopped: 60, started: 178 })
    await settle()
    expect(await history()).toEqual(['online 0', 'off 60', 'online 180'])
  })

  test('stays as it is where the end is of another time, or of a known goodbye', async () => {
    seen({ 0: 'online', 60: 'unreachable', 90: 'online', 120: 'asleep', 180: 'online' })
    told('power_lost', { started: 178 })
    told('shutdown', { stopped: -100, started: -90 })
    await settle()
    expect(await history()).toEqual([
      'online 0',
      'unreachable 60',
      'online 90',
      'asleep 120',
      'online 180',
    ])
  })

  test('waits until the host is seen to be back', async () => {
    seen({ 0: 'online', 60: 'unreachable' })
    told('shutdown', { stopped: 60, started: 178 })
    await settle()
    expect(await history()).toEqual(['online 0', 'unreachable 60'])
    seen({ 180: 'online' })
    await settle()
    expect(await history()).toEqual(['online 0', 'off 60', 'online 180'])
  })

  test('is corrected once, whoever looks again and whoever restarts', async () => {
    seen({ 0: 'online', 60: 'unreachable', 180: 'online' })
    told('shutdown', { stopped: 59, started: 178 })
    await settle()
    const before = commits.length
    for (let again = 0; again < 3; again++) {
      told('shutdown', { stopped: 59, started: 178, told: 200 + 15 * again })
      await own.flush()
      await beginRestater()
      await settle()
    }
    expect(commits.length).toBe(before + 3)
    expect(await history()).toEqual(['online 0', 'off 60', 'online 180'])
  })

  test('every corrected row is history: it opens no alert and closes none', async () => {
    seen({ 0: 'online', 60: 'unreachable', 180: 'online' })
    told('power_lost', { started: 178 })
    await own.flush()
    const before = commits.length
    await settle()
    const rows = commits.slice(before).flatMap(({ frames }) => frames.map((frame) => frame.rows))
    expect(rows.map(({ data, rowCount }) => [rowCount, (data[3] ?? 0) & 1])).toEqual([[1, 1]])
  })
})

describe('disks that count lost power', () => {
  test('speak where the boot record is missing', async () => {
    seen({ 0: 'online', 60: 'unreachable', 180: 'online' })
    disk(7, 30)
    disk(8, 190)
    await settle()
    expect(await history()).toEqual(['online 0', 'power_lost 60', 'online 180'])
  })

  test('are silent where the boot record says otherwise', async () => {
    seen({ 0: 'online', 60: 'unreachable', 180: 'online' })
    disk(7, 30)
    disk(8, 190)
    told('shutdown', { stopped: 60, started: 178 })
    await settle()
    expect(await history()).toEqual(['online 0', 'off 60', 'online 180'])
  })

  test('prove nothing of two absences, nor where another disk counts none', async () => {
    seen({ 0: 'online', 60: 'unreachable', 90: 'online', 120: 'unreachable', 180: 'online' })
    disk(7, 30)
    disk(8, 190)
    seen({ 240: 'unreachable', 300: 'online' })
    disk(3, 230, 'nvme1')
    disk(3, 310, 'nvme1')
    disk(8, 230)
    disk(9, 310)
    await settle()
    expect(await history()).not.toContainEqual(expect.stringContaining('power_lost'))
  })
})

test('in whatever order the rows come, the history is the same', async () => {
  const rows: readonly (() => void)[] = [
    () => seen({ 0: 'online' }),
    () => seen({ 60: 'unreachable' }),
    () => seen({ 60: '~power_lost' }),
    () => seen({ 62: 'site_down' }),
    () => seen({ 400: 'online' }),
    () => told('power_lost', { started: 120 }),
    () => told('shutdown', { stopped: 200, started: 250 }),
    () => told('power_lost', { started: 399, told: 405 }),
    () => told('crash', { started: 399, told: 410 }),
    () => seen({ 500: 'off_assumed' }),
    () => seen({ 700: 'online' }),
    () => told('power_lost', { started: 690 }),
  ]
  const wanted = [
    'online 0',
    'power_lost 60',
    'site_down 120',
    'off 200',
    'site_down 250',
    'online 400',
    'power_lost 500',
    'online 700',
  ]
  const order = fc.shuffledSubarray([...rows.keys()], { minLength: rows.length })
  const looks = fc.array(fc.nat(rows.length), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(order, looks, async (places, lookAt) => {
      await store.close()
      folder.remove()
      folder = scratch()
      await begin()
      for (const [count, place] of places.entries()) {
        rows[place]?.()
        if (lookAt.includes(count)) await settle()
        if (lookAt.includes(count + 1)) await store.maintain(clock.now())
      }
      await settle()
      expect(await history()).toEqual(wanted)
      await beginRestater()
      await settle()
      expect(await history()).toEqual(wanted)
    }),
    { numRuns: 15 },
  )
}, 60_000)

test('several computers of a site that lost power together are one power cut', async () => {
  const hosts = ['pc1', 'pc2', 'pc3', 'pc4'].map((id) => ({
    id,
    siteId: id === 'pc4' ? 'branch' : 'hq',
  }))
  for (const [place, { id }] of hosts.entries()) {
    seen({ 0: 'online', [60 + 2 * place]: 'unreachable', [180 + place]: 'online' }, id)
    told('power_lost', { started: 178 + place }, id)
  }
  seen({ 300: 'power_lost', 330: 'online' }, 'pc1')
  await settle()
  const losses = await Promise.all(
    hosts.map(({ id: hostId, siteId }) => powerLosses(store, { hostId, siteId }, at(0), at(1000))),
  )
  // From the last sign of life of any of them to the first that is back.
  expect(powerCutsOf(losses.flat())).toEqual([
    { siteId: 'hq', fromMs: at(64) + 1, toMs: at(180), hostIds: ['pc1', 'pc2', 'pc3'] },
  ])
})
