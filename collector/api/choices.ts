/** The closed sets that addresses and forms may name. */
import { profileNames } from '../../contract/wire/messages.ts'
import type { Severity, UselessReason } from '../model/alerts.ts'
import type { Role } from '../model/hosts.ts'
import type { Language, SmtpSettings } from '../model/office.ts'
import type { Aggregate } from '../model/store.ts'
import type { ConsoleRole, TokenRole } from '../state/office-tables.ts'
import type { Notice } from './pages.ts'
import type { PresenceGroup, SettingsSection, Span } from './page-views.ts'

/** Fails to compile when the type has a word that the list lacks. */
function complete<T extends string>(words: Readonly<Record<T, true>>): readonly T[] {
  const list: T[] = []
  for (const word in words) list.push(word)
  return list
}

export const languages = complete<Language>({ sw: true, en: true })
export const roles = complete<Role>({
  server: true,
  network: true,
  printer: true,
  ups: true,
  desktop: true,
  laptop: true,
})
export const severities = complete<Severity>({ info: true, warning: true, critical: true })
export const securities = complete<SmtpSettings['security']>({
  starttls: true,
  tls: true,
  none: true,
})
export const consoleRoles = complete<ConsoleRole>({
  viewer: true,
  head: true,
  officer: true,
  admin: true,
})
export const tokenRoles = complete<TokenRole>({ viewer: true, officer: true, admin: true })
export const presenceGroups = complete<PresenceGroup>({
  here: true,
  away: true,
  missing: true,
  trouble: true,
})
export const spans = complete<Span>({ '1h': true, '24h': true, '7d': true, '30d': true })
export const sections = complete<SettingsSection>({
  office: true,
  places: true,
  mail: true,
  recipients: true,
  channels: true,
  hours: true,
})
export const outboxStates = ['waiting', 'sent', 'failed', 'held'] as const
/** What a person may be; chats and programs are feeds. */
export const readerParts = ['officer', 'deputy', 'head', 'director'] as const
/** The first is the usual way, the next is tried when it fails. */
export const tellingOrders = ['mail', 'mail-sms', 'sms-mail', 'sms'] as const
export const uselessReasons = [
  'not_true',
  'already_known',
  'not_important',
  'too_late',
  'repeated',
] as const satisfies readonly UselessReason[]
export const aggregates = complete<Aggregate>({
  mean: true,
  min: true,
  max: true,
  sum: true,
  last: true,
  count: true,
})
export const notices = complete<Notice>({
  saved: true,
  removed: true,
  imported: true,
  acknowledged: true,
  baseline_accepted: true,
  silenced: true,
  judged: true,
  silence_ended: true,
  maintenance_ended: true,
  approved: true,
  revoked: true,
  joined: true,
  password_set: true,
  mail_sent: true,
})
export const profiles = profileNames
export const silenceHours = [1, 4, 24, 72, 168] as const

/** The word, when it is one of the set. */
export function oneOf<T extends string>(
  set: readonly T[],
  word: string | undefined,
): T | undefined {
  return set.find((one) => one === word)
}
