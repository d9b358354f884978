/** One short message: what, where, since when, and where to read more. 160 characters of GSM-7. */
import { alertTexts } from '../../config/locales/alert-languages.ts'
import type { TextValues } from '../../config/locales/alert-format.ts'
import { severityOrder } from '../../config/rule.ts'
import type { MailMatter } from '../state/outbox.ts'
import { gsm7Length, oneMessage, smsCharactersMax, toGsm7 } from '../../lib/sms/gsm7.ts'
import { byUrgency, type MatterWords } from './matter-words.ts'

const shortTitle = 20

export function smsProblem(words: MatterWords, matters: readonly MailMatter[]): string {
  const [first] = byUrgency(matters)
  if (!first) return ''
  const { alert } = first
  const worst = matters.reduce(
    (grave, one) =>
      severityOrder[one.alert.severity] > severityOrder[grave] ? one.alert.severity : grave,
    alert.severity,
  )
  const values = {
    ...words.about(alert),
    severity: alertTexts[words.language].severity[worst],
    title: words.words(alert).title,
    count: matters.length,
  }
  const many = matters.length > 1 && alert.hostId !== null
  return fitted(words, many ? 'smsMany' : alert.hostId === null ? 'smsSite' : 'smsHost', values)
}

export function smsRecovery(words: MatterWords, matters: readonly MailMatter[]): string {
  const alert = matters[0]?.alert
  if (!alert) return ''
  const values = { ...words.about(alert), title: words.words(alert).title }
  return fitted(words, alert.hostId === null ? 'smsRecoverySite' : 'smsRecovery', values, false)
}

/** The times and what to do must stay whole: it is the title that is cut. */
function fitted(
  words: MatterWords,
  key: 'smsMany' | 'smsSite' | 'smsHost' | 'smsRecovery' | 'smsRecoverySite',
  values: TextValues & { readonly title: string },
  step = true,
): string {
  const end = step ? ` ${words.filled('smsStep')}` : ''
  for (let length = values.title.length; length >= shortTitle; length--) {
    const cut = length < values.title.length
    const title = cut ? `${values.title.slice(0, length).trimEnd()}...` : values.title
    const told = toGsm7(words.filled(key, { ...values, title }) + end)
    if ((gsm7Length(told) ?? 0) <= smsCharactersMax) return told
  }
  return oneMessage(words.filled(key, { ...values, title: values.title.slice(0, shortTitle) }))
}
