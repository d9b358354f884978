/**
 * Public holidays from the files of config/holidays: fixed dates, those that follow Easter, and
 * those by the moon, which are entered by hand when they are announced.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { ConfigError } from './load.ts'

const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
const said = { sw: z.string().min(1), en: z.string().min(1) }
/** In a leap year, so that 02-29 would be one too. */
const monthDay = z.string().refine((text) => isDay(`2028-${text}`), 'a date is written "12-09"')
const day = z.string().refine(isDay, 'a date is written "2026-03-20"')
const schema = z.strictObject({
  fixed: z.array(z.strictObject({ date: monthDay, ...said })).max(60),
  easter: z.array(z.strictObject({ days: z.int().min(-60).max(60), ...said })).max(20),
  moon: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[a-z]{1,20}$/),
        ...said,
        /** Reckoned; may be a day or two off. */
        about: z.array(day).max(40),
      }),
    )
    .max(10),
})
export type HolidayTable = z.output<typeof schema>
export interface HolidayTables {
  readonly mainland: HolidayTable
  readonly zanzibar: HolidayTable
}
const empty = { fixed: [], easter: [], moon: [] }
export const noHolidays: HolidayTables = { mainland: empty, zanzibar: empty }
const dayMs = 86_400_000

/** The two files of that folder. @throws ConfigError; ENOENT when one is not there. */
export function readHolidays(folder: string): HolidayTables {
  const table = (name: string): HolidayTable => {
    const file = path.join(folder, `${name}.yaml`)
    return parseHolidays(file, readFileSync(file, 'utf8'))
  }
  return { mainland: table('mainland'), zanzibar: table('zanzibar') }
}

/** @throws ConfigError with all faults. */
export function parseHolidays(file: string, text: string): HolidayTable {
  const result = schema.safeParse(parse(text))
  if (result.success) return result.data
  throw new ConfigError(
    result.error.issues.map((issue) => ({
      file,
      line: 0,
      text: `${issue.path.join('.')}: ${issue.message}`,
    })),
  )
}

/** What a calendar can foretell of that year, as yyyy-mm-dd, in order. */
export function publicHolidays(table: HolidayTable, year: number): readonly string[] {
  const easterMs = easterSunday(year)
  const moving = table.easter.map(({ days }) => {
    return new Date(easterMs + days * dayMs).toISOString().slice(0, 10)
  })
  const fixed = table.fixed.map(({ date }) => `${year}-${date}`).filter(isDay)
  return [...new Set([...fixed, ...moving])].toSorted()
}

/** Midnight UTC of Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher). */
function easterSunday(year: number): number {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const rest = year % 100
  const sun = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const moon = (19 * golden + century - Math.floor(century / 4) - sun + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7
  const late = Math.floor((golden + 11 * moon + 22 * weekday) / 451)
  const day = moon + weekday - 7 * late + 114
  return Date.UTC(year, Math.floor(day / 31) - 1, (day % 31) + 1)
}
