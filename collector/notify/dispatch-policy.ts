/**
 * Whether a message goes now: the reader's working hours and his ceilings. Only news of problems
 * waits or is held; recoveries, digests and summaries always go (A1).
 */
import type { Calendar } from '../../config/calendar.ts'
import { heldReasons, morning, partDefaults, reservedForCritical } from '../../config/routing.ts'
import type { Recipient } from '../model.ts'
import type { MailKind } from '../state/alert-tables.ts'
import { readsSummary } from '../state/reader-plan.ts'
import type { OutboxCounts } from '../state/outbox-counts.ts'
import type { OutboxRow } from '../state/outbox.ts'

export type Decision =
  | { readonly type: 'send' }
  | { readonly type: 'rest'; readonly untilMs: number }
  | { readonly type: 'hold'; readonly reason: string }

const daysLookedAhead = 30
/** Recoveries, digests and summaries are in no ceiling. */
const bounded: ReadonlySet<MailKind> = new Set([
  'problem',
  'urgent',
  'escalation',
  'reminder',
  'backups',
])
const send = { type: 'send' } as const

/** Critical, or of no single computer: a whole site, a switch with all behind it. */
function isGrave({ severity, group_key }: OutboxRow): boolean {
  const wholeSite = group_key.startsWith('alert:') || group_key.startsWith('urgent:alert:')
  return severity === 'critical' || wholeSite
}

export class DispatchPolicy {
  readonly #readers: ReadonlyMap<string, Recipient>
  readonly #calendar: Calendar
  readonly #counts: Pick<OutboxCounts, 'sentSince'>
  constructor(
    readers: readonly Recipient[],
    calendar: Calendar,
    counts: Pick<OutboxCounts, 'sentSince'>,
  ) {
    this.#readers = new Map(readers.map((one) => [one.id, one]))
    this.#calendar = calendar
    this.#counts = counts
  }
  async decide(row: OutboxRow, nowMs: number): Promise<Decision> {
    const reader = this.#readers.get(row.recipient_id)
    const news = bounded.has(row.kind)
    // What was claimed before may have been taken: it is neither moved nor held.
    if (!reader || !news || row.state !== 'gathering') return send
    const part = reader.route?.part ?? 'officer'
    const hours = reader.route?.hours ?? partDefaults[part].hours
    const fresh = row.kind === 'problem' || row.kind === 'urgent'
    if (fresh && hours === 'working' && !isGrave(row) && !this.#open(nowMs)) {
      if (readsSummary(reader) && row.channel === 'mail') {
        return { type: 'hold', reason: heldReasons.summary }
      }
      return { type: 'rest', untilMs: this.#opens(nowMs) }
    }
    return this.#withinCeilings(row, reader, nowMs)
  }
  async #withinCeilings(row: OutboxRow, reader: Recipient, nowMs: number): Promise<Decision> {
    const { route } = reader
    const defaults = partDefaults[route?.part ?? 'officer']
    const sms = row.channel === 'sms'
    const perDay = sms
      ? (route?.smsPerDay ?? defaults.smsPerDay)
      : (route?.mailsPerDay ?? defaults.mailsPerDay)
    const perMonth = sms ? null : (route?.mailsPerMonth ?? defaults.mailsPerMonth)
    const kept =
      isGrave(row) || sms || perDay === null || perDay <= reservedForCritical
        ? 0
        : reservedForCritical
    if (perDay !== null) {
      const today = await this.#sent(row, this.#calendar.at(nowMs, '00:00'))
      if (today >= perDay - kept)
        return { type: 'hold', reason: `${heldReasons.ceiling}: ${perDay} a day` }
    }
    if (perMonth !== null) {
      const { day } = this.#calendar.local(nowMs)
      const month = await this.#sent(row, this.#calendar.at(nowMs, '00:00', 1 - day))
      if (month >= perMonth)
        return { type: 'hold', reason: `${heldReasons.ceiling}: ${perMonth} a month` }
    }
    return send
  }
  #sent({ recipient_id, channel }: OutboxRow, sinceMs: number): Promise<number> {
    return this.#counts.sentSince(recipient_id, channel, sinceMs)
  }
  #open(nowMs: number): boolean {
    const day = this.#calendar.workingDay(nowMs)
    if (!day) return false
    return nowMs >= Math.min(day.openMs, this.#calendar.at(nowMs, morning)) && nowMs < day.closeMs
  }
  /** When the office next opens. */
  #opens(nowMs: number): number {
    for (let shift = 0; shift < daysLookedAhead; shift++) {
      const day = this.#calendar.workingDay(this.#calendar.at(nowMs, '12:00', shift))
      if (day && day.openMs > nowMs) return day.openMs
    }
    return nowMs
  }
}
