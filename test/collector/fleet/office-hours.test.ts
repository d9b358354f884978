import { expect, test } from 'vitest'
import { expectedOn, isGoingHome, officeMoment } from '../../../collector/fleet/office-hours.ts'
import type { Role } from '../../../collector/model/hosts.ts'
import type { OfficeCalendar } from '../../../collector/model/office.ts'

const work = { open: '07:30', close: '15:30' }
const calendar: OfficeCalendar = {
  zone: 'Africa/Dar_es_Salaam',
  days: { 0: null, 1: work, 2: work, 3: work, 4: work, 5: work, 6: null },
  holidays: ['2026-12-09'],
}
/** Local time in Dar es Salaam, three hours ahead of UTC. */
const at = (local: string): number => Date.parse(`${local}:00+03:00`)

test.each<[Role, string, boolean]>([
  ['desktop', '2026-11-12T07:29', false],
  ['desktop', '2026-11-12T07:30', true],
  ['desktop', '2026-11-12T15:30', false],
  ['laptop', '2026-11-14T10:00', false],
  ['desktop', '2026-12-09T10:00', false],
  ['server', '2026-12-09T03:00', true],
  ['network', '2026-11-14T03:00', true],
])('%s at %s should be on: %s', (role, local, expected) => {
  expect(expectedOn({ id: 'pc', role }, calendar, at(local))).toBe(expected)
})

test.each([
  ['2026-11-12T14:44', false],
  ['2026-11-12T14:45', true],
  ['2026-11-12T23:00', true],
  ['2026-11-12T06:00', true],
  ['2026-11-12T08:00', false],
])('people go home at %s: %s', (local, expected) => {
  expect(isGoingHome({ id: 'pc', role: 'desktop' }, calendar, at(local), 45)).toBe(expected)
})

test('the office date changes at its own midnight', () => {
  expect(officeMoment(calendar.zone, Date.UTC(2026, 10, 12, 21, 30))).toEqual({
    date: '2026-11-13',
    weekday: 5,
    minutes: 30,
  })
})

test('what the officer says of a role or a computer counts before what is usual', () => {
  const shop = { open: '08:00', close: '24:00' }
  const own = {
    ...calendar,
    expected: {
      roles: { desktop: { mode: 'always' }, server: { mode: 'office' } },
      hosts: {
        shop: { mode: 'hours', days: { ...calendar.days, 6: shop }, holidays: true },
      },
    },
  } satisfies OfficeCalendar
  const saturday = at('2026-11-14T23:30')
  expect(expectedOn({ id: 'pc', role: 'desktop' }, own, saturday)).toBe(true)
  expect(expectedOn({ id: 'srv', role: 'server' }, own, saturday)).toBe(false)
  expect(expectedOn({ id: 'lap', role: 'laptop' }, own, saturday)).toBe(false)
  expect(expectedOn({ id: 'shop', role: 'desktop' }, own, saturday)).toBe(true)
  expect(expectedOn({ id: 'shop', role: 'desktop' }, own, at('2026-12-09T10:00'))).toBe(true)
  expect(isGoingHome({ id: 'pc', role: 'desktop' }, own, saturday, 45)).toBe(false)
  expect(isGoingHome({ id: 'srv', role: 'server' }, own, saturday, 45)).toBe(true)
  expect(isGoingHome({ id: 'shop', role: 'desktop' }, own, at('2026-11-14T23:10'), 45)).toBe(false)
  expect(isGoingHome({ id: 'shop', role: 'desktop' }, own, saturday, 45)).toBe(true)
})
