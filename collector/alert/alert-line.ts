/** One rule on one object: at most one alert is open on it at any time. */
import { severityOrder } from '../../config/rule.ts'
import type { AlertChange } from '../state/alert-engine.ts'
import type { AlertRecord, Severity } from '../model/alerts.ts'

/** What an alert is about. */
export interface Subject {
  readonly ruleId: string
  readonly hostId: string | null
  readonly siteId: string | null
  readonly object: string
}
export type Values = Readonly<Record<string, string | number>>

/** What is beside the finding's numbers when the thing itself is no more (alert-wording.ts). */
export const goneValues: Values = { gone: 'true' }

/** Where changes gather until they become durable together. */
export interface Sink {
  newId(): string
  change(change: AlertChange): void
}

export class AlertLine {
  #open: AlertRecord | null = null
  readonly #subject: Subject
  readonly #sink: Sink
  constructor(subject: Subject, sink: Sink) {
    this.#subject = subject
    this.#sink = sink
  }
  get open(): AlertRecord | null {
    return this.#open
  }
  /** Takes up an alert that was open before the restart. */
  resume(alert: AlertRecord): void {
    this.#open = alert
  }
  fold(parentId: string): void {
    if (this.#open) this.#open = { ...this.#open, parentId }
  }
  /** Brings the alert to this severity; null: all is well. Equal severity changes nothing. */
  set(
    severity: Severity | null,
    atMs: number,
    values: Values,
    parentId: string | null = null,
  ): void {
    if (severity === null) return this.#clear(atMs, values)
    const before = this.#open
    if (before === null) {
      const alert = record(this.#subject, this.#sink.newId(), severity, atMs, values, parentId)
      this.#open = alert
      return this.#sink.change({ alert, kind: 'opened', atMs })
    }
    if (before.severity === severity) return
    const kind = severityOrder[severity] > severityOrder[before.severity] ? 'worsened' : 'eased'
    this.#open = { ...before, severity, values }
    this.#sink.change({ alert: this.#open, kind, atMs })
  }
  /** The finding's own numbers stay; how it stands now is beside them as now_<name>. */
  #clear(atMs: number, now: Values): void {
    const before = this.#open
    if (before === null) return
    this.#open = null
    const values: Record<string, string | number> = { ...before.values }
    for (const [name, value] of Object.entries(now)) values[`now_${name}`] = value
    const clearedAtMs = Math.max(atMs, before.openedAtMs)
    this.#sink.change({ alert: { ...before, values, clearedAtMs }, kind: 'cleared', atMs })
  }
}

export function record(
  subject: Subject,
  id: string,
  severity: Severity,
  atMs: number,
  values: Values,
  parentId: string | null = null,
): AlertRecord {
  return {
    ...subject,
    id,
    severity,
    openedAtMs: atMs,
    clearedAtMs: null,
    acknowledgedAtMs: null,
    acknowledgedBy: null,
    silencedUntilMs: null,
    parentId,
    values,
  }
}
