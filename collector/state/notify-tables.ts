import type { Severity, UselessReason } from '../model/alerts.ts'
import type { ChannelKind, Language, ReaderPart } from '../model/office.ts'

/** Tables of migration 0012, beside its column `channel` of the outbox. */
export interface NotifyTables {
  recipient_route: {
    recipient_id: string
    part: ReaderPart
    phone: string
    /** JSON: names of channels in the order in which they are tried. */
    channels: string
    hours: 'always' | 'working'
    mails_per_day: number | null
    mails_per_month: number | null
    sms_per_day: number
  }
  channel: {
    id: string
    kind: ChannelKind
    name: string
    enabled: number
    severity_min: Severity
    language: Language
    /** JSON; what is secret in it is sealed. */
    settings: string
  }
  /** Each step is taken once for each alert and reader. */
  alert_escalation: { alert_id: string; step: string; recipient_id: string; at_ms: number }
  /** SHA-256 of links that were used: each acknowledges once. */
  used_link: { hash: string; at_ms: number }
  alert_verdict: {
    alert_id: string
    rule_id: string
    reason: UselessReason
    note: string
    by_whom: string
    at_ms: number
  }
}
