/** What the pages about telling show: links of mails, false alarms, the outbox. Types only. */
import type { Severity, UselessReason } from '../model.ts'

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
