import { publicHolidays, type HolidayTable } from '../../../config/public-holidays.ts'
import type { OfficeCalendar } from '../../model/office.ts'
import type { ApiParts } from '../parts.ts'
import type { Form } from '../form.ts'
import type { PageRoutes } from '../visit.ts'
import type { ShowSettings } from './show-settings.ts'

const holidaysMax = 200

/** This year's public holidays and the next one's can be added by a tick. */
const publicYears = 2

/** Zone, hours by weekday and holidays out of the form; faults are noted in it. */
export function hoursOf(form: Form, nowMs: number, table: HolidayTable): OfficeCalendar {
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
  const added = form.checked('public') ? foretold(nowMs, table) : []
  return { zone, days, holidays: [...new Set([...known, ...added])].sort() }
}

function foretold(nowMs: number, table: HolidayTable): readonly string[] {
  const year = new Date(nowMs).getUTCFullYear()
  return Array.from({ length: publicYears }, (_, at) => publicHolidays(table, year + at)).flat()
}

/** The holidays of where the office is. */
export async function holidayTable({ office, holidays }: ApiParts): Promise<HolidayTable> {
  const { zanzibar } = await office.organisation()
  return zanzibar ? holidays.zanzibar : holidays.mainland
}

const dayMs = 86_400_000

/** The forms of the office's hours, and of a holiday by the moon that was announced. */
export function hourRoutes(routes: PageRoutes, parts: ApiParts, show: ShowSettings): void {
  const { office } = parts
  routes.post('/settings/hours', 'settings', async (visit) => {
    const calendar = hoursOf(visit.form, visit.frame.nowMs, await holidayTable(parts))
    if (visit.form.failed) return show(visit, 'hours', { form: visit.form.state('hours') })
    await office.setCalendar(calendar)
    await visit.audit('settings.hours', '', calendar)
    return { to: '/settings/hours', done: 'saved' }
  })
  routes.post('/settings/holiday', 'settings', async (visit) => {
    const { form } = visit
    const { moon } = await holidayTable(parts)
    const named = moon.find(({ key }) => key === form.raw('feast'))
    if (named === undefined) form.fail('feast', 'bad_choice')
    const day = isoDate(form.raw('day').trim())
    if (day === undefined) form.fail('day', form.raw('day').trim() === '' ? 'required' : 'bad_date')
    const calendar = await office.calendar()
    const next = new Date(Date.parse(`${day ?? '2000-01-01'}T00:00:00Z`) + dayMs)
    const added = [day ?? '', ...(form.checked('next') ? [next.toISOString().slice(0, 10)] : [])]
    const holidays = [...new Set([...calendar.holidays, ...added])].sort()
    if (holidays.length > holidaysMax) form.fail('day', 'too_many')
    if (form.failed) return show(visit, 'hours', { form: form.state('holiday') })
    await office.setCalendar({ ...calendar, holidays })
    await visit.audit('settings.holiday', named?.en ?? '', { added })
    return { to: '/settings/hours', done: 'saved' }
  })
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
