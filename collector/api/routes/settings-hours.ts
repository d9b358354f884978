import { publicHolidays } from '../../../config/public-holidays.ts'
import type { OfficeCalendar } from '../../model.ts'
import type { Form } from '../form.ts'

const holidaysMax = 200

/** This year's public holidays and the next one's can be added by a tick. */
const publicYears = 2

/** Zone, hours by weekday and holidays out of the form; faults are noted in it. */
export function hoursOf(form: Form, nowMs: number): OfficeCalendar {
  const zone = form.required('zone', 64)
  if (!isZone(zone)) form.fail('zone', 'bad_zone')
  const days: Record<number, { open: string; close: string } | null> = {}
  for (let day = 0; day < 7; day++) {
    if (!form.checked(`work${day}`)) {
      days[day] = null
      continue
    }
    const open = form.time(`open${day}`)
    const close = form.time(`close${day}`)
    if (close <= open) form.fail(`close${day}`, 'bad_order')
    days[day] = { open, close }
  }
  const holidays = form
    .raw('holidays')
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
  if (holidays.length > holidaysMax) form.fail('holidays', 'too_long')
  const dates = holidays.map((word) => isoDate(word))
  if (dates.includes(undefined)) form.fail('holidays', 'bad_date')
  const known = dates.filter((one) => one !== undefined)
  const added = form.checked('public') ? foretold(nowMs) : []
  return { zone, days, holidays: [...new Set([...known, ...added])].sort() }
}

function foretold(nowMs: number): readonly string[] {
  const year = new Date(nowMs).getUTCFullYear()
  return Array.from({ length: publicYears }, (_, at) => publicHolidays(year + at)).flat()
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Takes yyyy-mm-dd and the office's own dd/mm/yyyy. */
function isoDate(word: string): string | undefined {
  const office = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(word)
  const iso = office
    ? `${office[3]}-${office[2]?.padStart(2, '0')}-${office[1]?.padStart(2, '0')}`
    : word
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined
}
