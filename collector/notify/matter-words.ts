/** Names, times and words of alerts for the sentences of a message, in one reader's language. */
import { fill, type Formatting, type TextValues } from '../../config/locales/alert-format.ts'
import { alertTexts } from '../../config/locales/alert-languages.ts'
import type { MailTextKey } from '../../config/locales/alert-texts.ts'
import { alertWords } from '../../config/locales/alert-wording.ts'
import type { LocalTime } from '../../config/office-time.ts'
import type { EscalationTimes } from '../../config/escalation-times.ts'
import { topicOf, topicOrder } from '../../config/routing.ts'
import { severityOrder, type AlertWords, type Rule } from '../../config/rule.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { Language, Organisation } from '../model/office.ts'
import type { MailMatter } from '../state/outbox.ts'

/** All names and settings that a text may need. */
export interface MailContext {
  readonly organisation: Organisation
  readonly host: (id: string) => HostRecord | undefined
  readonly siteName: (id: string) => string | undefined
  readonly departmentName: (id: string) => string | undefined
  readonly rule: (id: string) => Rule | undefined
  readonly local: (ms: number) => LocalTime
  /** Address of the console as readers reach it; null: not known. */
  readonly consoleUrl: string | null
  /** The page on which this message is acknowledged without a login; null: there is none. */
  readonly link: string | null
  /** Who is told when nobody acknowledges; null: nobody. */
  readonly deputy: string | null
  readonly escalation: EscalationTimes
}

export class MatterWords {
  readonly context: MailContext
  readonly language: Language
  readonly formatting: Formatting
  constructor(context: MailContext, language: Language) {
    this.context = context
    this.language = language
    const { local, organisation } = context
    this.formatting = { language, local, zanzibar: organisation.zanzibar }
  }
  words(alert: AlertRecord): AlertWords {
    return alertWords(alert, this.context.rule(alert.ruleId), this.formatting)
  }
  filled(key: MailTextKey, values: TextValues = {}): string {
    return fill(alertTexts[this.language].mail[key], values, this.formatting)
      .replace(/[ \t]+/g, ' ')
      .trim()
  }
  /** Names and times of an alert. */
  about(alert: AlertRecord): Record<string, string | number> {
    const { host: hostOf, siteName, departmentName } = this.context
    const host = alert.hostId === null ? undefined : hostOf(alert.hostId)
    const site = alert.siteId === null ? undefined : siteName(alert.siteId)
    const department = host?.departmentId == null ? undefined : departmentName(host.departmentId)
    const place = department ?? site
    const { roles } = alertTexts[this.language]
    return {
      role: alert.hostId === null ? '' : roles[host?.role ?? 'desktop'],
      host: host?.name ?? alert.hostId ?? '',
      place: alert.hostId === null || place === undefined ? '' : ` (${place})`,
      site: site ?? '',
      opened: alert.openedAtMs / 1000,
      ...(alert.clearedAtMs === null
        ? {}
        : {
            cleared: alert.clearedAtMs / 1000,
            lasted: (alert.clearedAtMs - startOf(alert)) / 1000,
          }),
    }
  }
}

/** Silence began at the last contact, before the alert could know. */
function startOf(alert: AlertRecord): number {
  const since = alert.values['since']
  return typeof since === 'number' ? since * 1000 : alert.openedAtMs
}

/** Gravest first; among equals what loses data first. */
export function byUrgency(matters: readonly MailMatter[]): readonly MailMatter[] {
  const rank = ({ alert }: MailMatter): number => topicOrder.indexOf(topicOf(alert.ruleId))
  return matters.toSorted(
    (a, b) =>
      severityOrder[b.alert.severity] - severityOrder[a.alert.severity] || rank(a) - rank(b),
  )
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
