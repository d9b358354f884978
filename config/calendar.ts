/** The office's calendar: opening hours, working days and holidays, in the office's zone. */
import { instantAt, isoDate, zoneReader, type LocalTime } from './office-time.ts'

/** Opening and closing by weekday (0 Sunday), office time; holidays as yyyy-mm-dd. */
export interface CalendarSettings {
  readonly zone: string
  readonly days: Readonly<Record<number, { readonly open: string; readonly close: string } | null>>
  readonly holidays: readonly string[]
}

export interface WorkingDay {
  readonly openMs: number
  readonly closeMs: number
}

export interface Calendar {
  readonly zone: string
  local(ms: number): LocalTime
  /** The working day on whose date the instant falls; undefined: a holiday or a free weekday. */
  workingDay(ms: number): WorkingDay | undefined
  isOpen(ms: number): boolean
  /** Working days that opened after `fromMs` and closed until `toMs`. */
  workingDaysBetween(fromMs: number, toMs: number): number
  /** The first instant at which workingDaysBetween(fromMs, …) reaches the count. */
  afterWorkingDays(fromMs: number, count: number): number
  /** The instant at which the hours have been open for so long since `fromMs`. */
  afterOpenTime(fromMs: number, milliseconds: number): number
  /** The instant of "07:30" on the date of `ms`, shifted by whole days. */
  at(ms: number, time: string, dayShift?: number): number
}

/** Further than this nothing is counted: an age of years is told as such. */
const daysMax = 800

/** @throws RangeError when the zone is unknown. */
export function officeCalendar(settings: CalendarSettings): Calendar {
  const local = zoneReader(settings.zone)
  const holidays = new Set(settings.holidays)
  const at = (ms: number, time: string, dayShift = 0): number => {
    const { year, month, day } = local(ms)
    return instantAt(local, year, month, day + dayShift, minutesOf(time))
  }
  const workingDay = (ms: number): WorkingDay | undefined => {
    const date = local(ms)
    const hours = settings.days[date.weekday]
    if (!hours || holidays.has(isoDate(date))) return undefined
    return { openMs: at(ms, hours.open), closeMs: at(ms, hours.close) }
  }
  /** Working days after an instant, earliest first. */
  function* daysAfter(fromMs: number): Generator<WorkingDay> {
    for (let shift = 0; shift < daysMax; shift++) {
      const day = workingDay(at(fromMs, '12:00', shift))
      if (day && day.openMs > fromMs) yield day
    }
  }
  return {
    zone: settings.zone,
    local,
    workingDay,
    isOpen: (ms) => {
      const day = workingDay(ms)
      return day !== undefined && ms >= day.openMs && ms < day.closeMs
    },
    workingDaysBetween: (fromMs, toMs) => {
      let count = 0
      for (const day of daysAfter(fromMs)) {
        if (day.closeMs > toMs) break
        count++
      }
      return count
    },
    afterWorkingDays: (fromMs, count) => {
      let left = count
      for (const day of daysAfter(fromMs)) if (--left <= 0) return day.closeMs
      return fromMs + daysMax * 86_400_000
    },
    afterOpenTime: (fromMs, milliseconds) => {
      let left = milliseconds
      for (let shift = 0; shift < daysMax; shift++) {
        const day = workingDay(at(fromMs, '12:00', shift))
        if (!day) continue
        const beginMs = Math.max(day.openMs, fromMs)
        if (day.closeMs - beginMs > left) return beginMs + left
        left -= Math.max(0, day.closeMs - beginMs)
      }
      return fromMs + daysMax * 86_400_000
    },
    at,
  }
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
