import type { Generated } from 'kysely'
import type { AlertTransition, Severity } from '../model/alerts.ts'
import type { Language } from '../model/office.ts'

/**
 * What a message is for; `digest` and `summary` list many alerts. `urgent` is the short word beside
 * a mail, `backups` the reminder of missed copies, `antivirus` and `support` lists by the calendar, `lineDown` says that mail cannot be sent.
 */
export type MailKind =
  | 'problem'
  | 'recovery'
  | 'digest'
  | 'summary'
  | 'urgent'
  | 'escalation'
  | 'reminder'
  | 'backups'
  | 'antivirus'
  | 'support'
  | 'lineDown'
/**
 * `gathering`: may still get further matters; `waiting`: composed, its next try is due at `due_ms`;
 * `sending`: claimed by the sender; `merged`: told by a digest instead; `held`: above the reader's
 * ceiling, told by the next summary.
 */
export type MailState = 'gathering' | 'waiting' | 'sending' | 'sent' | 'failed' | 'merged' | 'held'

/** Tables of migration 0002. */
export interface AlertTables {
  alert: {
    id: string
    rule_id: string
    severity: Severity
    host_id: string | null
    site_id: string | null
    object: string
    opened_at_ms: number
    cleared_at_ms: number | null
    acknowledged_at_ms: number | null
    acknowledged_by: string | null
    parent_id: string | null
    message_values: string
    /** When an alert that nothing can clear (an event) is put away. */
    expires_at_ms: number | null
    /** 1: nobody was told because of a silence; told when it ends and the alert is still open. */
    muted: number
  }
  alert_transition: {
    id: Generated<number>
    alert_id: string
    at_ms: number
    kind: AlertTransition['kind']
    by_whom: string | null
    /** The alert's from then on; null: written before migration 0019. */
    severity: Severity | null
  }
  alert_silence: {
    id: string
    rule_id: string | null
    host_id: string | null
    site_id: string | null
    from_ms: number
    until_ms: number
    reason: string
    by_whom: string
  }
  /** What the engine remembers of a host (or `site:<id>`), as of the cursor. */
  rule_state: { subject: string; state: string }
  /** Events that were judged; an event is told once (I4). */
  judged_event: { key: string; at_ms: number }
  /** One row: the last commit whose judgement is durable, and when the engine was last alive. */
  engine_cursor: { id: number; commit_number: number; alive_ms: number }
  outbox_mail: {
    id: Generated<number>
    recipient_id: string
    /** `mail`, `sms`, or the id of a channel. */
    channel: Generated<string>
    address: string
    name: string
    language: Language
    kind: MailKind
    /** Matters with the same group go into one mail while it gathers. */
    group_key: string
    /** The mail under which this one threads. */
    thread_id: number | null
    severity: Severity
    state: MailState
    created_at_ms: number
    due_ms: number
    tries: number
    last_error: string | null
    message_id: string | null
    subject: string | null
    body: string | null
    sent_at_ms: number | null
  }
  outbox_matter: {
    id: Generated<number>
    mail_id: number
    alert_id: string
    kind: AlertTransition['kind']
    at_ms: number
  }
}
