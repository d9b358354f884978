import { expectedHoursOf } from '../../config/expected-on.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { OfficeCalendar } from '../model/office.ts'

const minuteMs = 60_000
const dayMinutes = 1440

/** A moment as the office's clock and calendar show it. */
export interface OfficeMoment {
  /** yyyy-mm-dd */
  readonly date: string
  /** 0 Sunday. */
  readonly weekday: number
  /** Minutes since midnight. */
  readonly minutes: number
}

type Expected = Pick<HostRecord, 'id' | 'role'>

/** Should this machine be on at that moment? */
export function expectedOn(host: Expected, calendar: OfficeCalendar, atMs: number): boolean {
  const own = expectedHoursOf(calendar, host)
  if (own === null) return true
  const moment = officeMoment(own.zone, atMs)
  const hours = hoursOf(own, moment)
  return hours !== undefined && moment.minutes >= hours.open && moment.minutes < hours.close
}

const goingHomeMinutes = 45

/** What the hour of a loss tells of it. */
export interface LossHour {
  /** Lost when it is time to go home, or later. */
  readonly goingHome: boolean
  /** Lost when nobody expects it to be on. */
  readonly afterHours: boolean
}

export function lossHour(host: Expected, calendar: OfficeCalendar, atMs: number): LossHour {
  const goingHome = isGoingHome(host, calendar, atMs, goingHomeMinutes)
  return { goingHome, afterHours: !expectedOn(host, calendar, atMs) }
}

/**
 * Near enough to the end of its time, or outside it, that people switch it off and go. Never of
 * what should be on always.
 */
export function isGoingHome(
  host: Expected,
  calendar: OfficeCalendar,
  atMs: number,
  withinMinutes: number,
): boolean {
  const own = expectedHoursOf(calendar, host)
  if (own === null) return false
  const moment = officeMoment(own.zone, atMs)
  const hours = hoursOf(own, moment)
  if (hours === undefined) return true
  return moment.minutes < hours.open || moment.minutes >= hours.close - withinMinutes
}

function hoursOf(
  calendar: Pick<OfficeCalendar, 'days' | 'holidays'>,
  moment: OfficeMoment,
): { readonly open: number; readonly close: number } | undefined {
  if (calendar.holidays.includes(moment.date)) return undefined
  const day = calendar.days[moment.weekday]
  return day ? { open: minutesOf(day.open), close: minutesOf(day.close) } : undefined
}

/** "15:30" as minutes; a closing time of "24:00" is midnight. */
function minutesOf(clockTime: string): number {
  const [hours = '0', minutes = '0'] = clockTime.split(':')
  return Math.min(Number(hours) * 60 + Number(minutes), dayMinutes)
}

const formats = new Map<string, Intl.DateTimeFormat>()
const formatsMax = 32

export function officeMoment(zone: string, atMs: number): OfficeMoment {
  const shifted = new Date(atMs + offsetMinutes(zone, atMs) * minuteMs)
  return {
    date: shifted.toISOString().slice(0, 10),
    weekday: shifted.getUTCDay(),
    minutes: shifted.getUTCHours() * 60 + shifted.getUTCMinutes(),
  }
}

/** Minutes by which the zone is ahead of UTC at that moment. */
function offsetMinutes(zone: string, atMs: number): number {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' })
    if (formats.size < formatsMax) formats.set(zone, format)
  }
  const name = format.formatToParts(atMs).find((part) => part.type === 'timeZoneName')?.value
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? '')
  if (!match) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return match[1] === '-' ? -minutes : minutes
}
