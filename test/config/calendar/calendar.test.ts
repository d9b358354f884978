import { describe, expect, it } from 'vitest'
import { officeCalendar } from '../../../config/calendar.ts'

const hours = { open: '07:30', close: '15:30' }
const calendar = officeCalendar({
  zone: 'Africa/Dar_es_Salaam',
  days: { 0: null, 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: null },
  holidays: ['2026-12-09'],
})
const at = (text: string): number => Date.parse(`${text}:00+03:00`)

describe('the office calendar', () => {
  it('is open in working hours only', () => {
    expect(calendar.isOpen(at('2026-11-12T07:29'))).toBe(false)
    expect(calendar.isOpen(at('2026-11-12T07:30'))).toBe(true)
    expect(calendar.isOpen(at('2026-11-12T15:30'))).toBe(false)
    expect(calendar.isOpen(at('2026-11-14T10:00'))).toBe(false)
    expect(calendar.isOpen(at('2026-12-09T10:00'))).toBe(false)
  })
  it('counts whole working days, over weekends and holidays', () => {
    expect(calendar.workingDaysBetween(at('2026-11-12T10:00'), at('2026-11-16T15:29'))).toBe(1)
    expect(calendar.workingDaysBetween(at('2026-11-12T10:00'), at('2026-11-16T15:30'))).toBe(2)
    expect(calendar.workingDaysBetween(at('2026-12-08T16:00'), at('2026-12-10T16:00'))).toBe(1)
  })
  it('finds the instant at which so many working days have passed', () => {
    expect(calendar.afterWorkingDays(at('2026-11-12T10:00'), 3)).toBe(at('2026-11-17T15:30'))
    for (const start of ['2026-11-13T09:00', '2026-12-07T23:00', '2026-11-15T12:00']) {
      const end = calendar.afterWorkingDays(at(start), 5)
      expect(calendar.workingDaysBetween(at(start), end)).toBe(5)
      expect(calendar.workingDaysBetween(at(start), end - 1)).toBe(4)
    }
  })
  it('refuses a zone that does not exist', () => {
    expect(() => officeCalendar({ zone: 'Africa/Dodoma', days: {}, holidays: [] })).toThrow(
      RangeError,
    )
  })
})
