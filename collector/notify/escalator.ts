/**
 * Who must be told because nobody acted: the deputy after half an hour, the director when a core
 * service is away for half a working day, the head of department for copies that are missing, and
 * the officer again when a matter stays open for long.
 */
import type { Calendar } from '../../config/calendar.ts'
import { escalationDefaults, type EscalationTimes } from '../../config/escalation-times.ts'
import { isoDate } from '../../config/office-time.ts'
import { isUrgent, morning, repeatMs, topicOf, untoldAfterMs } from '../../config/routing.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { Recipient } from '../model/office.ts'
import type { Escalations, OpenAlert } from '../state/escalations.ts'
import { maintenanceOf } from '../state/maintenance-windows.ts'
import { readsSummary } from '../state/reader-plan.ts'
import { takeLists } from './calendar-lists.ts'
import { lastCopyOf } from './matter-facts.ts'

export interface EscalatorOptions {
  readonly escalations: Escalations
  readonly host: (
    id: string,
  ) => Promise<Pick<HostRecord, 'departmentId' | 'critical' | 'role'> | undefined>
  /** As the office has set them. */
  readonly times: () => Promise<EscalationTimes>
}
type Part = NonNullable<Recipient['route']>['part']

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** When the lists of the week and of the quarter go. */
const listsAt = '10:00'

export class Escalator {
  readonly #options: EscalatorOptions
  #morningDay = ''
  #listsDay = ''
  #lookedMs = 0
  #times = escalationDefaults
  constructor(options: EscalatorOptions) {
    this.#options = options
  }
  /** Called often; looks once a minute. */
  async turn(nowMs: number, readers: readonly Recipient[], calendar: Calendar): Promise<void> {
    if (Math.abs(nowMs - this.#lookedMs) < minuteMs) return
    this.#lookedMs = nowMs
    this.#times = await this.#options.times()
    const of = (part: Part): readonly Recipient[] =>
      readers.filter(({ route }) => (route?.part ?? 'officer') === part)
    const unattended = await this.#options.escalations.unattended(nowMs)
    const open = await this.#outsideMaintenance(unattended, (one) => one.alert, nowMs)
    await this.#deputies(open, of('deputy'), nowMs)
    await this.#directors(open, of('director'), calendar, nowMs)
    await this.#lists(of, calendar, nowMs)
    const hours = calendar.workingDay(nowMs)
    const day = isoDate(calendar.local(nowMs))
    if (!hours || day === this.#morningDay) return
    if (nowMs < calendar.at(nowMs, morning) || nowMs >= hours.closeMs) return
    await this.#heads(of('head'), calendar, day, nowMs)
    const others = of('officer').filter((one) => !readsSummary(one))
    await this.#again(open, others, day, nowMs)
    this.#morningDay = day
  }
  /** Not with the summary: the morning has one mail. */
  async #lists(
    of: (part: Part) => readonly Recipient[],
    calendar: Calendar,
    nowMs: number,
  ): Promise<void> {
    const day = isoDate(calendar.local(nowMs))
    if (!calendar.workingDay(nowMs) || day === this.#listsDay) return
    if (nowMs < calendar.at(nowMs, listsAt)) return
    const concerned = this.#concerned.bind(this)
    const { escalations } = this.#options
    await takeLists({ escalations, concerned, of }, calendar, nowMs)
    this.#listsDay = day
  }
  async #deputies(open: readonly OpenAlert[], deputies: readonly Recipient[], nowMs: number) {
    for (const { alert, toldMs } of open) {
      if (alert.severity !== 'critical' || !isUrgent(alert.ruleId)) continue
      // From when the officers could know: a line that was down has used up nobody's half hour.
      const told = Math.min(...toldMs.values(), alert.openedAtMs + untoldAfterMs)
      if (nowMs - told < this.#times.deputyMinutes * minuteMs) continue
      for (const deputy of await this.#concerned(deputies, alert)) {
        const group = `deputy:${alert.hostId ?? alert.id}`
        await this.#take(alert, deputy, { step: 'deputy', group, urgent: true }, nowMs)
      }
    }
  }
  async #directors(
    open: readonly OpenAlert[],
    directors: readonly Recipient[],
    calendar: Calendar,
    nowMs: number,
  ): Promise<void> {
    if (directors.length === 0) return
    for (const { alert } of open) {
      if (alert.severity !== 'critical' || topicOf(alert.ruleId) !== 'core') continue
      const away = workingMsBetween(calendar, alert.openedAtMs, nowMs)
      if (away < this.#times.directorHours * hourMs) continue
      for (const director of await this.#concerned(directors, alert)) {
        const group = `director:${alert.hostId ?? alert.id}`
        await this.#take(alert, director, { step: 'director', group, urgent: false }, nowMs)
      }
    }
  }
  /** One mail a morning to each head, about all computers of the department that are due. */
  async #heads(
    heads: readonly Recipient[],
    calendar: Calendar,
    day: string,
    nowMs: number,
  ): Promise<void> {
    const own = heads.filter(({ departmentId }) => departmentId !== null)
    if (own.length === 0) return
    const { escalations } = this.#options
    const missing = await escalations.open((ruleId) => topicOf(ruleId) === 'backup')
    for (const alert of await this.#outsideMaintenance(missing, (one) => one, nowMs)) {
      const nights = calendar.workingDaysBetween(
        (lastCopyOf(alert) ?? 0) * 1000 || alert.openedAtMs,
        nowMs,
      )
      if (nights < this.#times.headNights) continue
      for (const head of await this.#concerned(own, alert)) {
        const step = {
          step: 'head',
          kind: 'backups',
          group: `backups:${day}`,
          urgent: false,
        } as const
        await escalations.take(alert, head, step, nowMs)
      }
    }
  }
  /**
   * What has stayed open for long and was acknowledged by nobody: one reminder for all of it. Who
   * reads a summary finds it there.
   */
  async #again(
    open: readonly OpenAlert[],
    officers: readonly Recipient[],
    day: string,
    nowMs: number,
  ): Promise<void> {
    for (const { alert, toldMs } of open) {
      for (const officer of officers) {
        const told = toldMs.get(officer.id)
        const again = repeatMs(alert.ruleId, alert.severity, this.#times)
        if (told === undefined || nowMs - told < again) continue
        const group = `reminder:${day}`
        const step = { step: `again:${day}`, kind: 'reminder', group, urgent: false } as const
        await this.#options.escalations.take(alert, officer, step, nowMs)
      }
    }
  }
  async #take(
    alert: AlertRecord,
    reader: Recipient,
    step: { readonly step: string; readonly group: string; readonly urgent: boolean },
    nowMs: number,
  ): Promise<void> {
    await this.#options.escalations.take(alert, reader, { ...step, kind: 'escalation' }, nowMs)
  }
  async #outsideMaintenance<T>(
    matters: readonly T[],
    alertOf: (matter: T) => AlertRecord,
    nowMs: number,
  ): Promise<readonly T[]> {
    const windows = matters.length > 0 ? await this.#options.escalations.maintenance() : []
    if (windows.length === 0) return matters
    const outside: T[] = []
    for (const matter of matters) {
      const { hostId, siteId } = alertOf(matter)
      const host = hostId === null ? undefined : await this.#options.host(hostId)
      const place = { hostId, siteId, departmentId: host?.departmentId ?? null }
      if (maintenanceOf(windows, place, nowMs) === null) outside.push(matter)
    }
    return outside
  }
  async #concerned(
    readers: readonly Recipient[],
    alert: AlertRecord,
  ): Promise<readonly Recipient[]> {
    const host = alert.hostId === null ? undefined : await this.#options.host(alert.hostId)
    return readers.filter(
      ({ siteId, departmentId }) =>
        (siteId === null || siteId === alert.siteId) &&
        (departmentId === null || departmentId === (host?.departmentId ?? null)),
    )
  }
}

const daysMax = 60
function workingMsBetween(calendar: Calendar, fromMs: number, toMs: number): number {
  let sum = 0
  for (let shift = 0; shift < daysMax; shift++) {
    const noon = calendar.at(fromMs, '12:00', shift)
    const day = calendar.workingDay(noon)
    if (day) sum += Math.max(0, Math.min(day.closeMs, toMs) - Math.max(day.openMs, fromMs))
    if (noon > toMs + 86_400_000) break
  }
  return sum
}
