/**
 * Whether a message goes now: the reader's working hours and his ceilings. Few mails come at once;
 * who reads a summary finds there what could wait, and the ends of what he was told (A1: told there,
 * never left out).
 */
import type { Calendar } from '../../config/calendar.ts'
import {
  heldReasons,
  isUrgent,
  morning,
  partDefaults,
  reservedForCritical,
  topicOf,
} from '../../config/routing.ts'
import type { Recipient } from '../model/office.ts'
import type { MailKind } from '../state/alert-tables.ts'
import { readsSummary } from '../state/reader-plan.ts'
import type { OutboxCounts, SentMail } from '../state/outbox-counts.ts'
import type { MailMatter, OutboxRow } from '../state/outbox.ts'

export type Decision =
  /** `hosts`: with so many, what other computers have gathered goes along; null: never. */
  | { readonly type: 'send'; readonly hosts: number | null }
  | { readonly type: 'rest'; readonly untilMs: number }
  /** Not yet: others may join it. */
  | { readonly type: 'gather'; readonly untilMs: number }
  | { readonly type: 'hold'; readonly reason: string }

const daysLookedAhead = 30
/** Recoveries, digests and summaries are in no ceiling. */
const bounded: ReadonlySet<MailKind> = new Set([
  'problem',
  'urgent',
  'escalation',
  'reminder',
  'backups',
  'support',
])
/** The last of the day's mails is left for what may still come. */
const leftForProblems = 1
/** So long before the office closes goes what waited for a more urgent matter to come. */
const lastCallMs = 3_600_000
/** What follows so soon after some mails may be one of many. */
const busyMs = 10 * 60_000
const busyMails = 2
const gatherMs = 5 * 60_000
/** So many computers' mails become one; for the last of the day two are enough. */
const manyHosts = 3
const alone = { type: 'send', hosts: null } as const
const toSummary = { type: 'hold', reason: heldReasons.summary } as const

const isEnd = ({ kind }: SentMail): boolean => kind === 'recovery'

/** Critical, or of no single computer: a whole site, a switch with all behind it. */
function isGrave({ severity, group_key }: OutboxRow): boolean {
  const wholeSite = group_key.startsWith('alert:') || group_key.startsWith('urgent:alert:')
  return severity === 'critical' || wholeSite
}

export interface PolicyCounts {
  readonly counts: Pick<OutboxCounts, 'sentSince' | 'soonSince'>
  readonly matters: (mailId: number) => Promise<readonly MailMatter[]>
}

export class DispatchPolicy {
  readonly #readers: ReadonlyMap<string, Recipient>
  readonly #calendar: Calendar
  readonly #outbox: PolicyCounts
  constructor(readers: readonly Recipient[], calendar: Calendar, outbox: PolicyCounts) {
    this.#readers = new Map(readers.map((one) => [one.id, one]))
    this.#calendar = calendar
    this.#outbox = outbox
  }
  async decide(row: OutboxRow, nowMs: number): Promise<Decision> {
    const reader = this.#readers.get(row.recipient_id)
    // What was claimed before may have been taken: it is neither moved nor held.
    if (!reader || row.state !== 'gathering') return alone
    if (row.kind === 'recovery') return this.#recovery(row, reader, nowMs)
    if (!bounded.has(row.kind)) return alone
    const part = reader.route?.part ?? 'officer'
    const hours = reader.route?.hours ?? partDefaults[part].hours
    const fresh = row.kind === 'problem' || row.kind === 'urgent'
    if (fresh && hours === 'working' && !isGrave(row) && !this.#open(nowMs)) {
      if (readsSummary(reader) && row.channel === 'mail') return toSummary
      return { type: 'rest', untilMs: this.#opens(nowMs) }
    }
    const soon = row.kind === 'problem' ? await this.#soon(row, reader, nowMs) : alone
    return soon.type === 'send' ? this.#withinCeilings(row, reader, nowMs, soon) : soon
  }
  /** An end is told at once while the day is quiet: an outage's, and of others what was told today. */
  async #recovery(row: OutboxRow, reader: Recipient, nowMs: number): Promise<Decision> {
    const limit = soonLimit(row, reader)
    if (limit === null) return alone
    const today = await this.#today(row, nowMs)
    const matters = await this.#outbox.matters(row.id)
    const outage = matters.some(
      ({ alert }) => alert.hostId === null || topicOf(alert.ruleId) === 'core',
    )
    if (today.length < limit - leftForProblems)
      return outage || today.some(({ id }) => id === row.thread_id) ? alone : toSummary
    // Nobody should travel to a site that is back: told before the people go, where a mail is left.
    if (!outage || today.length >= limit) return toSummary
    return this.#atLastCall(nowMs) ?? alone
  }
  /** Undefined: the time for what waited all day has come. */
  #atLastCall(nowMs: number): Decision | undefined {
    const day = this.#calendar.workingDay(nowMs)
    if (!day) return undefined
    const untilMs = day.closeMs - lastCallMs
    return nowMs < untilMs ? { type: 'rest', untilMs } : undefined
  }
  /** What can wait: with others of its time in one mail, and beyond the day's few in the summary. */
  async #soon(row: OutboxRow, reader: Recipient, nowMs: number): Promise<Decision> {
    const limit = soonLimit(row, reader)
    if (limit === null || row.group_key.startsWith('alert:')) return alone
    const matters = await this.#outbox.matters(row.id)
    const urgent = matters.some(
      ({ alert }) => alert.severity === 'critical' && isUrgent(alert.ruleId),
    )
    if (urgent) return alone
    const today = await this.#today(row, nowMs)
    if (today.length >= limit) return toSummary
    // An end has taken a place: the last is kept for what cannot wait as long as the office works.
    const kept = today.length >= limit - leftForProblems && today.some(isEnd)
    const later = kept && row.thread_id === null ? this.#atLastCall(nowMs) : undefined
    if (later) return later
    const lately = today.filter(({ kind, sentMs }) => kind === 'problem' && sentMs > nowMs - busyMs)
    const untilMs = row.created_at_ms + gatherMs
    const busy = lately.length >= busyMails && row.thread_id === null && nowMs < untilMs
    if (busy) return { type: 'gather', untilMs }
    const hosts = today.length >= limit - leftForProblems ? 2 : manyHosts
    return row.thread_id === null ? { type: 'send', hosts } : alone
  }
  async #withinCeilings(
    row: OutboxRow,
    reader: Recipient,
    nowMs: number,
    send: Decision,
  ): Promise<Decision> {
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
    return this.#outbox.counts.sentSince(recipient_id, channel, sinceMs)
  }
  #today({ recipient_id, channel }: OutboxRow, nowMs: number): Promise<readonly SentMail[]> {
    const midnightMs = this.#calendar.at(nowMs, '00:00')
    return this.#outbox.counts.soonSince(recipient_id, channel, midnightMs)
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

/** Null: the reader has no summary, so nothing can wait for it. Who wants more says so. */
function soonLimit({ channel }: OutboxRow, reader: Recipient): number | null {
  if (channel !== 'mail' || !readsSummary(reader)) return null
  return reader.route?.mailsPerDay ?? partDefaults[reader.route?.part ?? 'officer'].soonPerDay
}
