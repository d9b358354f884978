/** Alerts, silences, and what waits to be told. Types only. */

export type Severity = 'info' | 'warning' | 'critical'

export interface AlertRecord {
  readonly id: string
  readonly ruleId: string
  readonly severity: Severity
  readonly hostId: string | null
  readonly siteId: string | null
  /** What the alert is about inside the host: "C:", "sda", a job's name. */
  readonly object: string
  readonly openedAtMs: number
  readonly clearedAtMs: number | null
  readonly acknowledgedAtMs: number | null
  readonly acknowledgedBy: string | null
  readonly silencedUntilMs: number | null
  /** The incident that this alert is folded into. */
  readonly parentId: string | null
  /** Message values by name, for the texts in each language. */
  readonly values: Readonly<Record<string, string | number>>
}

export interface AlertTransition {
  readonly id: number
  readonly alertId: string
  readonly atMs: number
  readonly kind: 'opened' | 'worsened' | 'eased' | 'acknowledged' | 'silenced' | 'cleared'
  readonly by: string | null
}

export interface Silence {
  readonly id: string
  readonly ruleId: string | null
  readonly hostId: string | null
  readonly siteId: string | null
  readonly fromMs: number
  readonly untilMs: number
  readonly reason: string
  readonly by: string
}

export interface OutboxMail {
  readonly id: number
  readonly to: string
  readonly subject: string
  /** `held`: above the reader's ceiling, told by the summary. */
  readonly state: 'waiting' | 'sent' | 'failed' | 'held'
  readonly channel: string
  readonly createdAtMs: number
  readonly nextTryMs: number | null
  readonly tries: number
  readonly lastError: string | null
}

export interface AlertsRepository {
  open(): Promise<readonly AlertRecord[]>
  history(query: {
    readonly fromMs: number
    readonly toMs: number
    readonly hostId?: string
    readonly limit: number
  }): Promise<readonly AlertRecord[]>
  get(id: string): Promise<AlertRecord | undefined>
  transitions(alertId: string): Promise<readonly AlertTransition[]>
  acknowledge(alertId: string, by: string, atMs: number): Promise<void>
  silences(nowMs: number): Promise<readonly Silence[]>
  silence(silence: Omit<Silence, 'id'>): Promise<string>
  endSilence(id: string, atMs: number): Promise<void>
  outbox(limit: number): Promise<readonly OutboxMail[]>
}

/** Why an alert was of no use. */
export type UselessReason = 'not_true' | 'already_known' | 'not_important' | 'too_late' | 'repeated'

/** Somebody's word that an alert was of no use. */
export interface Verdict {
  readonly alertId: string
  readonly ruleId: string
  readonly reason: UselessReason
  readonly note: string
  readonly by: string
  readonly atMs: number
}

/** Answer of an attempt to hand a mail to the SMTP server. */
export interface MailTestResult {
  readonly delivered: boolean
  /** The server's own words. */
  readonly answer: string
  /** Key of the explanation for the officer (config/locales). */
  readonly explanation: string
}
