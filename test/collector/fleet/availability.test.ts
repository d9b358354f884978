import { expect, test } from 'vitest'
import { availabilityOf } from '../../../collector/fleet/availability.ts'
import type { Presence } from '../../../collector/model/hosts.ts'
import { expectedTimes } from '../../../config/expected-on.ts'
import { describeSeries } from '../../../contract/catalogue/describe.ts'
import { presence } from '../../../contract/catalogue/families/presence.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { hostNamed, office, zone } from '../../support/alert-scene.ts'
import { packed, rowOf, TimelineStore } from '../../support/timeline-store.ts'

const hours = { open: '07:30', close: '15:30' }
const times = {
  zone,
  days: { 0: null, 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: null },
  holidays: [],
} as const
const hour = 3_600_000
/** Thursday to Friday noon. */
const period = { fromMs: office('2026-11-12T00:00'), toMs: office('2026-11-13T12:00') }

async function of(role: 'server' | 'desktop', marks: readonly (readonly [string, Presence])[]) {
  const store = new TimelineStore()
  const host = hostNamed('h', { role, presence: 'online', presenceSinceMs: null })
  store.seriesId('h', describeSeries(presence, {}))
  for (const [at, state] of marks)
    store.append(packed([rowOf(store, 'h', reading(presence, {}, { state }), office(at))]), 0)
  return availabilityOf(store, host, expectedTimes(times)(host), period)
}

test('a server is away when it is lost or off; power cuts and cut lines are told apart', async () => {
  const found = await of('server', [
    ['2026-11-11T08:00', 'online'],
    ['2026-11-12T02:00', 'unreachable'],
    ['2026-11-12T03:00', 'online'],
    ['2026-11-12T10:00', 'power_lost'],
    ['2026-11-12T14:00', 'online'],
    ['2026-11-12T20:00', 'cut_off'],
    ['2026-11-12T22:00', 'online'],
    ['2026-11-13T01:00', 'off'],
    ['2026-11-13T02:00', 'online'],
  ])
  expect(found).toEqual({
    percent: (100 * 28) / 30,
    onlineMs: 28 * hour,
    awayMs: 2 * hour,
    powerMs: 4 * hour,
    wayMs: 2 * hour,
  })
})
test('a desktop counts in working hours alone, and what its user switched off is not away', async () => {
  const found = await of('desktop', [
    ['2026-11-12T07:30', 'online'],
    ['2026-11-12T09:30', 'unreachable'],
    ['2026-11-12T10:30', 'online'],
    ['2026-11-12T12:30', 'off'],
    ['2026-11-13T08:30', 'online'],
  ])
  expect(found).toMatchObject({ onlineMs: 7.5 * hour, awayMs: hour, powerMs: 0, wayMs: 0 })
})
test('of a host that was cut off all the time there is no share, and of an unknown one nothing', async () => {
  expect(await of('server', [['2026-11-10T08:00', 'site_down']])).toMatchObject({
    percent: null,
    wayMs: 36 * hour,
  })
  expect(await of('server', [])).toBeNull()
})
