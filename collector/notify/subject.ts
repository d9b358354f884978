/** Subjects: useful by themselves in a list of mails, and the same along a thread. */
import { alertTexts } from '../../config/locales/alert-languages.ts'
import type { MailTextKey } from '../../config/locales/alert-texts.ts'
import { aboutOf } from '../../config/routing.ts'
import type { AlertRecord, Severity } from '../model/alerts.ts'
import type { MailMatter } from '../state/outbox.ts'
import type { MatterWords } from './matter-words.ts'

/** A list of mails shows no more, and header lines stay unfolded. */
const subjectMax = 77

/** A long place is left out, then what only explains, before the title is cut. */
export function subjectOf(
  words: MatterWords,
  matters: readonly MailMatter[],
  worst: Severity,
): string {
  const first = matters[0]?.alert
  if (!first) return words.filled('subjectOther', { severity: '', title: '' })
  const severity = alertTexts[words.language].severity[worst]
  const { title } = words.words(first)
  const values = { ...words.about(first), severity, title, count: matters.length }
  const key = subjectKey(first, matters.length)
  const whole = words.filled(key, values)
  if (whole.length <= subjectMax) return whole
  const [bare = title] = title.split(' – ')
  const placeless = words.filled(key, { ...values, place: '' })
  return placeless.length <= subjectMax
    ? placeless
    : words.filled(key, { ...values, title: bare, place: '' })
}

function subjectKey(first: AlertRecord, count: number): MailTextKey {
  const about = count > 1 ? 'host' : aboutOf(first.ruleId)
  if (about === 'service') return 'subjectOther'
  if (about === 'site' && first.siteId !== null) return 'subjectSite'
  if (first.hostId === null) return first.siteId === null ? 'subjectOther' : 'subjectSite'
  return count > 1 ? 'subjectHostMany' : 'subjectHost'
}

/** A subject under 78 characters; answers keep the whole of what they answer. */
export function cut(subject: string): string {
  const max = subject.startsWith('Re: ') ? subjectMax + 4 : subjectMax
  return subject.length <= max ? subject : `${subject.slice(0, max - 1).trimEnd()}…`
}
export function reply(subject: string): string {
  return `Re: ${subject}`
}
