/** From what the officer wrote to a maintenance window: one check for console, API and command line. */
import { instantAt, zoneReader } from '../../../config/office-time.ts'
import type { HostsRepository } from '../../model/hosts.ts'
import type { OfficeRepository } from '../../model/office.ts'
import { nextSpan, type MaintenanceWindow } from '../../state/maintenance-window.ts'
import type { NewWindow } from '../../state/maintenance-windows.ts'
import type { FieldError } from '../form-views.ts'

/** As written: names, "18:00", "01/12/2026" or "2026-12-01"; '' stands for nothing. */
export interface WindowRequest {
  readonly name: string
  /** Exactly one of these three, by its name or id. */
  readonly computer: string
  readonly site: string
  readonly department: string
  readonly from: string
  readonly until: string
  /** Weekdays (0 Sunday) of a weekly one; empty: once, on `date`. */
  readonly days: readonly number[]
  readonly date: string
  /** Last day of one that lasts longer; '': the same, or the next when it ends earlier than it begins. */
  readonly lastDate: string
}
export type WindowField = keyof WindowRequest
export interface WindowFault {
  readonly field: WindowField
  readonly error: FieldError
}
interface PlanParts {
  readonly hosts: Pick<HostsRepository, 'all'>
  readonly office: Pick<OfficeRepository, 'sites' | 'departments' | 'calendar'>
}

const nameCharactersMax = 100
/** Longer, and the computer is forgotten rather than worked on. */
const onceMaxMs = 31 * 86_400_000
const clock = /^([01]\d|2[0-3]):[0-5]\d$/

/** The window, or the first thing that is wrong with the request. */
export async function planWindow(
  parts: PlanParts,
  request: WindowRequest,
  { by, nowMs }: { readonly by: string; readonly nowMs: number },
): Promise<NewWindow | WindowFault> {
  const name = request.name.replace(/\s+/g, ' ').trim()
  if (name === '') return fault('name', 'required')
  if (name.length > nameCharactersMax) return fault('name', 'too_long')
  const cover = await coverOf(parts, request)
  if ('error' in cover) return cover
  if (!clock.test(request.from)) return fault('from', 'bad_time')
  if (!clock.test(request.until)) return fault('until', 'bad_time')
  const { zone } = await parts.office.calendar()
  const when = request.days.length > 0 ? weekly(request, zone) : once(request, zone)
  if ('error' in when) return when
  const window = { name, cover, when, by, createdMs: nowMs }
  if (nextSpan({ ...window, id: '', endedMs: null }, nowMs) === undefined)
    return fault('date', 'is_past')
  return window
}

const fault = (field: WindowField, error: FieldError): WindowFault => ({ field, error })

type Cover = MaintenanceWindow['cover']

async function coverOf(
  { hosts, office }: PlanParts,
  { computer, site, department }: WindowRequest,
): Promise<Cover | WindowFault> {
  const chosen = [computer, site, department].filter((one) => one.trim() !== '').length
  if (chosen === 0) return fault('computer', 'required')
  if (chosen > 1) return fault('computer', 'only_one')
  if (site !== '') return named('site', 'site', site, await office.sites())
  if (department !== '')
    return named('department', 'department', department, await office.departments())
  return named('host', 'computer', computer, await hosts.all())
}

function named(
  kind: Cover['kind'],
  field: WindowField,
  text: string,
  places: readonly { readonly id: string; readonly name: string }[],
): Cover | WindowFault {
  const wanted = text.trim().toLowerCase()
  const found =
    places.find(({ id }) => id === text.trim()) ??
    places.find(({ name }) => name.toLowerCase() === wanted)
  return found ? { kind, id: found.id } : fault(field, 'unknown_name')
}

function weekly(
  { days, from, until }: WindowRequest,
  zone: string,
): MaintenanceWindow['when'] | WindowFault {
  if (days.some((day) => !Number.isInteger(day) || day < 0 || day > 6))
    return fault('days', 'bad_choice')
  return { kind: 'weekly', days: [...new Set(days)], from, until, zone }
}

function once(request: WindowRequest, zone: string): MaintenanceWindow['when'] | WindowFault {
  const first = dateOf(request.date)
  if (first === undefined) return fault('date', 'bad_date')
  const read = zoneReader(zone)
  const at = ([year, month, day]: CalendarDate, time: string, shift = 0): number =>
    instantAt(read, year, month, day + shift, minutesOf(time))
  const fromMs = at(first, request.from)
  if (request.lastDate.trim() === '') {
    const shift = minutesOf(request.until) <= minutesOf(request.from) ? 1 : 0
    return { kind: 'once', fromMs, untilMs: at(first, request.until, shift) }
  }
  const last = dateOf(request.lastDate)
  if (last === undefined) return fault('lastDate', 'bad_date')
  const untilMs = at(last, request.until)
  if (untilMs <= fromMs) return fault('lastDate', 'ends_before')
  if (untilMs - fromMs > onceMaxMs) return fault('lastDate', 'too_long_time')
  return { kind: 'once', fromMs, untilMs }
}

type CalendarDate = readonly [year: number, month: number, day: number]

/** "01/12/2026" or "2026-12-01", of a day that there is. */
function dateOf(text: string): CalendarDate | undefined {
  const typed = text.trim()
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed)
  const letter = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(typed)
  const found = iso?.slice(1) ?? letter?.slice(1).toReversed()
  if (found === undefined) return undefined
  const [year = 0, month = 0, day = 0] = found.map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real && year >= 2000 ? [year, month, day] : undefined
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
