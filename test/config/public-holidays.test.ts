import { describe, expect, it } from 'vitest'
import { publicHolidays } from '../../config/public-holidays.ts'

describe('public holidays of Tanzania', () => {
  it('hold the fixed days and those of Easter, in order', () => {
    const days = publicHolidays(2027)
    expect(days).toEqual(days.toSorted())
    expect(days).toContain('2027-01-12')
    expect(days).toContain('2027-12-09')
    expect(days).toHaveLength(14)
  })
  it.each([
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
  ])('Easter Sunday of %i is %s', (year, day) => {
    expect(publicHolidays(year)).toContain(day)
  })
})
