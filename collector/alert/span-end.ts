import type { Calendar } from '../../config/calendar.ts'
import type { ExpectedTime } from '../../config/expected-on.ts'
import type { Span } from '../../config/rule.ts'

/** The instant at which a length of time that began at `fromMs` is over. */
export function spanEnd(fromMs: number, span: Span, calendar: Calendar): number {
  return span.unit === 'milliseconds'
    ? fromMs + span.amount
    : calendar.afterWorkingDays(fromMs, span.amount)
}

/** The same, counting only the time in which the host should be on. */
export function expectedEnd(
  fromMs: number,
  span: Span,
  { always, calendar }: ExpectedTime,
): number {
  if (always || span.unit === 'workingDays') return spanEnd(fromMs, span, calendar)
  return calendar.afterOpenTime(fromMs, span.amount)
}
