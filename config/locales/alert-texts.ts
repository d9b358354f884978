/** The shape of all texts about alerts and mails; each language fills it whole. */
import type { AlertWords, Comparison, RuleSeverity } from '../rule.ts'

export type RoleName = 'server' | 'network' | 'printer' | 'ups' | 'desktop' | 'laptop'
/** How an officer's own rule without texts is told. */
export type GeneratedKind = 'limits' | 'happened' | 'late' | 'silent'
export const deliveryKeys = [
  'delivered',
  'wrong_password',
  'login_required',
  'tls_refused',
  'certificate',
  'relay_denied',
  'unreachable',
  'name_not_found',
  'timeout',
  'unknown_recipient',
  'sender_refused',
  'too_large',
  'later',
  'key_refused',
  'no_credit',
  'number_refused',
  'channel_refused',
  'channel_unreachable',
  'daily_cap',
  'rejected',
  'not_configured',
  'expired',
  'failed',
] as const
/** Why a mail was or was not taken. */
export type DeliveryKey = (typeof deliveryKeys)[number]
export function isDeliveryKey(key: string): key is DeliveryKey {
  return deliveryKeys.some((one) => one === key)
}
export const mailTextKeys = [
  'subjectHost',
  'subjectHostMany',
  'subjectMany',
  'subjectManySame',
  'subjectSite',
  'subjectOther',
  'greeting',
  'opened',
  'openedMany',
  'openedSite',
  'openedOther',
  'worsened',
  'recovered',
  'meaning',
  'steps',
  'acknowledge',
  'acknowledgeHere',
  'oneOnly',
  'footer',
  'digestSubject',
  'digestIntro',
  'digestOpen',
  'digestCleared',
  'digestLineCleared',
  'digestSiteCleared',
  'digestOtherCleared',
  'digestMore',
  'summarySubject',
  'summaryIntro',
  'summaryOpen',
  'summaryNone',
  'summaryCleared',
  'heldBack',
  'summarySteps',
  'deputyNext',
  'openConsole',
  'acknowledgeButton',
  'summaryHost',
  'summarySite',
  'summaryNews',
  'summaryAlike',
  'summaryAlikeMore',
  'summaryOther',
  'summaryMore',
  'escalationLead',
  'directorLead',
  'reminderSubject',
  'reminderIntro',
  'antivirusSubject',
  'antivirusIntro',
  'antivirusNone',
  'antivirusOff',
  'antivirusOld',
  'antivirusSteps',
  'supportSubject',
  'supportIntro',
  'supportLine',
  'supportLineUndated',
  'supportSteps',
  'backupsSubject',
  'backupsIntro',
  'backupsLine',
  'backupsLineNever',
  'backupsMeaning',
  'backupsSteps',
  'smsHost',
  'smsSite',
  'smsSiteShort',
  'smsMany',
  'smsRecovery',
  'smsRecoverySite',
  'smsRecoveryShort',
  'smsLineDown',
  'smsStep',
  'smsTest',
  'testSubject',
  'testBody',
] as const
export type MailTextKey = (typeof mailTextKeys)[number]

export interface AlertTexts {
  /** By the rule's text key. */
  readonly rules: Readonly<Record<string, AlertWords>>
  readonly generated: Readonly<Record<GeneratedKind, AlertWords>>
  /** Told in place of `cleared` when the thing itself is no longer there. */
  readonly gone: string
  /** Follows the finding of what came back soon after it was over, `times` times. */
  readonly flapping: string
  readonly comparisons: Readonly<Record<Comparison, string>>
  readonly severity: Readonly<Record<RuleSeverity, string>>
  readonly roles: Readonly<Record<RoleName, string>>
  readonly mail: Readonly<Record<MailTextKey, string>>
  readonly delivery: Readonly<Record<DeliveryKey, string>>
}
