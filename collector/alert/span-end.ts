import type { Calendar } from '../../config/calendar.ts'
import type { Span } from '../../config/rule.ts'

/** The instant at which a length of time that began at `fromMs` is over. */
export function spanEnd(fromMs: number, span: Span, calendar: Calendar): number {
  return span.unit === 'milliseconds'
    ? fromMs + span.amount
    : calendar.afterWorkingDays(fromMs, span.amount)
}
