/** What the page of the calendar shows beside the office's hours. Types only. */
import type { HolidayTable } from '../../config/public-holidays.ts'
import type { Role } from '../model/hosts.ts'
import type { ExpectedOn } from '../model/office.ts'

/** A role, or a computer with hours of its own. */
export interface ExpectedRow {
  readonly role: Role | null
  readonly hostId: string | null
  /** Of the computer; null: it is no more. */
  readonly name: string | null
  readonly on: ExpectedOn
  /** The officer said so; false: as usual for the role. */
  readonly own: boolean
}
export interface CalendarPart {
  readonly expected: readonly ExpectedRow[]
  /** Holidays by the moon, with when they are to be expected. */
  readonly moon: HolidayTable['moon']
  /** Names to choose from. */
  readonly computers: readonly string[]
}
