/** What a mail needs to know of an alert besides its words. */
import type { EscalationTimes } from '../../config/escalation-times.ts'
import type { MailTextKey } from '../../config/locales/alert-texts.ts'
import { aboutOf, repeatMs, topicOf } from '../../config/routing.ts'
import type { AlertRecord } from '../model/alerts.ts'

/** The sentence that a problem's mail begins with. */
export function introOf(alert: AlertRecord): MailTextKey {
  const about = aboutOf(alert.ruleId)
  if (about === 'service') return 'openedOther'
  if (about === 'site' && alert.siteId !== null) return 'openedSite'
  if (alert.hostId !== null) return 'opened'
  return alert.siteId === null ? 'openedOther' : 'openedSite'
}

/** Grave, told more than a day ago, and nobody has said that he looks after it. */
export function isUnattended(alert: AlertRecord, nowMs: number, times: EscalationTimes): boolean {
  const { ruleId, severity, openedAtMs, acknowledgedAtMs, silencedUntilMs } = alert
  const grave = severity === 'critical' || (severity === 'warning' && topicOf(ruleId) === 'core')
  if (!grave || acknowledgedAtMs !== null) return false
  return nowMs - openedAtMs >= repeatMs(ruleId, severity, times) && (silencedUntilMs ?? 0) <= nowMs
}

/** Seconds since 1970 of the last good copy; null: there never was one. */
export function lastCopyOf({ values }: AlertRecord): number | null {
  const last = values['last_success'] ?? values['last']
  return typeof last === 'number' && last > 0 ? last : null
}

/** What a summary tells of. */
export interface Concerned {
  readonly open: readonly AlertRecord[]
  readonly cleared: readonly AlertRecord[]
  /** Messages that were held back because there were too many. */
  readonly held?: number
  /** Open ones that came while the office was closed: told here first, and whole. */
  readonly news?: readonly AlertRecord[]
}
