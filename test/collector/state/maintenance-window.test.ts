import { expect, it } from 'vitest'
import {
  nextSpan,
  runningSpan,
  type MaintenanceWindow,
} from '../../../collector/state/maintenance-window.ts'

const zone = 'Africa/Dar_es_Salaam'
const at = (text: string): number => Date.parse(`${text}:00+03:00`)
const window = (
  when: MaintenanceWindow['when'],
  endedMs: number | null = null,
): MaintenanceWindow => ({
  id: 'w',
  name: 'UPS',
  cover: { kind: 'host', id: 'pc' },
  when,
  endedMs,
  by: 'asha',
  createdMs: 0,
})
const weekly = (days: number[], from: string, until: string, inZone = zone) =>
  ({ kind: 'weekly', days, from, until, zone: inZone }) as const
const runs = (one: MaintenanceWindow, text: string) => runningSpan(one, at(text)) !== undefined

it('a weekly window runs on its days by the office’s clock, its end outside', () => {
  const one = window(weekly([1, 4], '17:00', '20:00'))
  expect(runs(one, '2026-11-12T16:59')).toBe(false)
  expect(runs(one, '2026-11-12T17:00')).toBe(true)
  expect(runs(one, '2026-11-12T20:00')).toBe(false)
  expect(runs(one, '2026-11-13T18:00')).toBe(false)
  expect(nextSpan(one, at('2026-11-12T20:00'))?.fromMs).toBe(at('2026-11-16T17:00'))
})
it('over midnight it belongs to the day on which it begins', () => {
  const one = window(weekly([0], '22:00', '02:00'))
  expect(runs(one, '2026-11-16T01:59')).toBe(true)
  expect(runs(one, '2026-11-15T01:00')).toBe(false)
  expect(runningSpan(one, at('2026-11-16T01:00'))).toEqual({
    fromMs: at('2026-11-15T22:00'),
    untilMs: at('2026-11-16T02:00'),
  })
})
it('the same time twice is a whole day', () => {
  const one = window(weekly([4], '17:00', '17:00'))
  expect(runs(one, '2026-11-13T16:59')).toBe(true)
  expect(runs(one, '2026-11-13T17:00')).toBe(false)
})
it('ended early, the next one is a week away', () => {
  const one = window(weekly([4], '17:00', '20:00'), at('2026-11-12T18:00'))
  expect(runs(one, '2026-11-12T17:59')).toBe(true)
  expect(runs(one, '2026-11-12T18:00')).toBe(false)
  expect(nextSpan(one, at('2026-11-12T18:30'))?.fromMs).toBe(at('2026-11-19T17:00'))
  expect(runs(one, '2026-11-19T19:00')).toBe(true)
})
it('keeps the wall clock where the clocks change', () => {
  const one = window(weekly([0], '10:00', '11:00', 'Europe/London'))
  expect(runningSpan(one, Date.UTC(2026, 2, 22, 10, 30))).toBeDefined()
  expect(runningSpan(one, Date.UTC(2026, 2, 29, 9, 30))).toBeDefined()
  expect(runningSpan(one, Date.UTC(2026, 2, 29, 10, 30))).toBeUndefined()
})
it('one that comes once is over after it', () => {
  const [fromMs, untilMs] = [at('2026-11-12T17:00'), at('2026-11-12T20:00')]
  const one = window({ kind: 'once', fromMs, untilMs })
  expect(nextSpan(one, fromMs - 1)).toEqual({ fromMs, untilMs })
  expect(nextSpan(one, untilMs)).toBeUndefined()
})
