/** What the pages about telling show: links of mails, false alarms, the outbox. Types only. */
import type { EscalationTimes } from '../../config/escalation-times.ts'
import type { MailTestResult, Severity, UselessReason } from '../model/alerts.ts'
import type { ChannelRecord, Recipient } from '../model/office.ts'

/** A matter on the page behind a mail's link. */
export interface AcknowledgeItem {
  readonly id: string
  readonly severity: Severity
  readonly title: string
  readonly fact: string
  readonly steps: readonly string[]
  readonly host: string | null
  readonly openedAtMs: number
  readonly clearedAtMs: number | null
  readonly acknowledgedAtMs: number | null
  readonly acknowledgedBy: string | null
}
/** How many alerts of each rule were of no use, the worst first. */
export interface FalseAlarmsView {
  readonly days: number
  readonly limitPercent: number
  readonly rules: readonly {
    readonly ruleId: string
    readonly alerts: number
    readonly useless: number
    readonly percent: number
    readonly above: boolean
    readonly mainReason: UselessReason | null
  }[]
}
export interface AcknowledgeView {
  readonly state: 'good' | 'used' | 'expired' | 'tampered'
  readonly reader: string
  readonly items: readonly AcknowledgeItem[]
}

/** A person who is told, and how much of the ceilings is used. */
export interface RecipientItem extends Recipient {
  readonly mailsToday: number
  readonly mailsThisMonth: number
  readonly smsToday: number
  /** Held back in the last 31 days: told by summaries. */
  readonly held: number
}
/** A way of telling beside mail; its secrets are not among the settings. */
export interface ChannelItem extends ChannelRecord {
  /** Secrets that are set. */
  readonly kept: readonly string[]
  readonly waiting: number
}
/** Parts of the settings about telling. */
export interface TellingSettings {
  readonly recipients: readonly RecipientItem[]
  readonly escalation: EscalationTimes
  readonly channels: readonly ChannelItem[]
  readonly channelTest: (MailTestResult & { readonly id: string; readonly to: string }) | null
}

export type OutboxState = 'waiting' | 'sent' | 'failed' | 'held'
export interface OutboxItem {
  readonly id: number
  /** `mail`, or the channel's name. */
  readonly channel: string
  readonly to: string
  readonly name: string
  readonly kind: string
  readonly subject: string
  readonly state: OutboxState
  readonly createdAtMs: number
  readonly sentAtMs: number | null
  readonly nextTryMs: number | null
  readonly tries: number
  /** Key of the reason in the locales, and the service's own words. */
  readonly reason: { readonly key: string; readonly answer: string } | null
}
export interface OutboxView {
  readonly filter: OutboxState | ''
  readonly counts: Readonly<Record<OutboxState, number>>
  readonly items: readonly OutboxItem[]
  readonly more: boolean
}
