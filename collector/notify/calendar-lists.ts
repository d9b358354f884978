/** Who gets which list when: antivirus each week, systems without support each quarter (M06, M13). */
import type { Calendar } from '../../config/calendar.ts'
import { fiscalQuarter } from '../../config/fiscal.ts'
import { isoDate } from '../../config/office-time.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { Recipient } from '../model/office.ts'
import type { Escalations, Step } from '../state/escalations.ts'
import { antivirusListed } from './list-mails.ts'

export interface ListParts {
  readonly escalations: Pick<Escalations, 'open' | 'take' | 'taken'>
  readonly concerned: (
    readers: readonly Recipient[],
    alert: AlertRecord,
  ) => Promise<readonly Recipient[]>
  readonly of: (part: 'officer' | 'head' | 'director') => readonly Recipient[]
}

const supportEnded = 'os-support-ended'

/**
 * Called each working morning. The antivirus goes on the week's first, so that it never doubles what
 * was told the day before; the quarter's list on the first on which there is something in it.
 */
export async function takeLists(
  parts: ListParts,
  calendar: Calendar,
  nowMs: number,
): Promise<void> {
  const monday = calendar.at(nowMs, '12:00', -((calendar.local(nowMs).weekday + 6) % 7))
  const week = isoDate(calendar.local(monday))
  if (isFirstOfWeek(calendar, monday, nowMs))
    await takeList(parts, 'antivirus', week, {
      readers: parts.of('officer'),
      matches: (ruleId) => antivirusListed.has(ruleId),
      nowMs,
    })
  const { startYear, quarter } = fiscalQuarter((ms) => calendar.local(ms), nowMs)
  const heads = parts.of('head').filter(({ departmentId }) => departmentId !== null)
  await takeList(parts, 'support', `${startYear}Q${quarter}`, {
    readers: [...parts.of('director'), ...heads],
    matches: (ruleId) => ruleId === supportEnded,
    nowMs,
  })
}

/** No working day of the week before this one. */
function isFirstOfWeek(calendar: Calendar, monday: number, nowMs: number): boolean {
  const today = isoDate(calendar.local(nowMs))
  for (let shift = 0; shift < 7; shift++) {
    const day = calendar.at(monday, '12:00', shift)
    if (isoDate(calendar.local(day)) === today) return true
    if (calendar.workingDay(day)) return false
  }
  return false
}

async function takeList(
  { escalations, concerned }: ListParts,
  kind: Extract<Step['kind'], 'antivirus' | 'support'>,
  when: string,
  list: {
    readonly readers: readonly Recipient[]
    readonly matches: (ruleId: string) => boolean
    readonly nowMs: number
  },
): Promise<void> {
  const name = `${kind}:${when}`
  if (list.readers.length === 0 || (await escalations.taken(name))) return
  const step = { step: name, kind, group: name, urgent: false } as const
  for (const alert of await escalations.open(list.matches)) {
    for (const reader of await concerned(list.readers, alert)) {
      // As a warning it waits until the whole list has gathered.
      await escalations.take({ ...alert, severity: 'warning' }, reader, step, list.nowMs)
    }
  }
}
