/** When a computer should be on: by its role, or by hours of its own. */
import * as z from 'zod'
import { officeCalendar, type Calendar, type CalendarSettings } from './calendar.ts'

const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
const hours = z.strictObject({ open: time, close: time })
const weekdays = ['0', '1', '2', '3', '4', '5', '6'] as const

export const expectedOnSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('always') }),
  z.strictObject({ mode: z.literal('office') }),
  z.strictObject({
    mode: z.literal('hours'),
    /** By weekday, 0 Sunday; null: off all day. */
    days: z.record(z.enum(weekdays), hours.nullable()),
    /** On holidays too. */
    holidays: z.boolean(),
  }),
])
export type ExpectedOn =
  | { readonly mode: 'always' | 'office' }
  | {
      readonly mode: 'hours'
      readonly days: CalendarSettings['days']
      readonly holidays: boolean
    }
export const expectedModes = ['always', 'office', 'hours'] as const

interface ExpectedHost {
  readonly id: string
  readonly role: string
}
interface ExpectingOffice extends CalendarSettings {
  readonly expected?: {
    readonly roles: Readonly<Partial<Record<string, ExpectedOn>>>
    readonly hosts: Readonly<Partial<Record<string, ExpectedOn>>>
  }
}

/** Until the officer says otherwise: people switch these off when they go. */
const switchedOffRoles: readonly string[] = ['desktop', 'laptop', 'printer']

/** What holds for a role when nobody said anything. */
export function usualFor(role: string): ExpectedOn {
  return { mode: switchedOffRoles.includes(role) ? 'office' : 'always' }
}

/** What holds for this computer: its own, else its role's. */
export function expectedOnOf(
  { expected }: ExpectingOffice,
  { id, role }: ExpectedHost,
): ExpectedOn {
  return expected?.hosts[id] ?? expected?.roles[role] ?? usualFor(role)
}

/** The hours in which it should be on, as a calendar of its own; null: always. */
export function expectedHoursOf(
  office: ExpectingOffice,
  host: ExpectedHost,
): CalendarSettings | null {
  const on = expectedOnOf(office, host)
  if (on.mode === 'always') return null
  return on.mode === 'hours' ? withHours(office, on) : office
}

function withHours(
  { zone, holidays }: CalendarSettings,
  on: Extract<ExpectedOn, { mode: 'hours' }>,
): CalendarSettings {
  return { zone, days: on.days, holidays: on.holidays ? [] : holidays }
}

/** When one computer should be on. */
export interface ExpectedTime {
  readonly always: boolean
  /** Its working days; of what is always on, the office's. */
  readonly calendar: Calendar
}

/** Calendars are made once for all hosts that share them. */
export function expectedTimes(office: ExpectingOffice): (host: ExpectedHost) => ExpectedTime {
  const ofOffice = officeCalendar(office)
  const own = new Map<string, Calendar>()
  return (host) => {
    const on = expectedOnOf(office, host)
    if (on.mode !== 'hours') return { always: on.mode === 'always', calendar: ofOffice }
    const key = JSON.stringify(on)
    const calendar = own.get(key) ?? officeCalendar(withHours(office, on))
    own.set(key, calendar)
    return { always: false, calendar }
  }
}
