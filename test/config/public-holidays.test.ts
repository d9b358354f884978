import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseHolidays, publicHolidays, readHolidays } from '../../config/public-holidays.ts'

const tables = readHolidays(path.resolve(import.meta.dirname, '../../config/holidays'))

describe.each(['mainland', 'zanzibar'] as const)('public holidays of %s', (place) => {
  const table = tables[place]
  it('hold the fixed days and those of Easter, in order', () => {
    const days = publicHolidays(table, 2027)
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
    expect(publicHolidays(table, year)).toContain(day)
  })
  it('foretell the feasts by the moon within two days of the tabular calendar', () => {
    const months = { fitr: [10, 1], hajj: [12, 10], maulid: [3, 12] } as const
    const islamic = new Intl.DateTimeFormat('en-GB-u-ca-islamic-civil-nu-latn', {
      timeZone: 'UTC',
      month: 'numeric',
      day: 'numeric',
    })
    for (const { key, about } of table.moon)
      for (const day of about) {
        const shown = [-2, -1, 0, 1, 2].map((shift) => {
          const parts = islamic.formatToParts(Date.parse(`${day}T12:00:00Z`) + shift * 86_400_000)
          const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
          return [part('month'), part('day')].join('/')
        })
        expect(shown, `${key} ${day}`).toContain(months[key as keyof typeof months].join('/'))
      }
  })
})
it('a file that is wrong is refused with what is wrong in it', () => {
  const wrong = 'fixed: [{ date: "13-40", sw: a, en: b }]\neaster: []\nmoon: []'
  expect(() => parseHolidays('own.yaml', wrong)).toThrow('a date is written "12-09"')
})
