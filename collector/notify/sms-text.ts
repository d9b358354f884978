/** One short message: what, where, since when, and where to read more. 160 characters of GSM-7. */
import { alertTexts } from '../../config/locales/alert-languages.ts'
import type { TextValues } from '../../config/locales/alert-format.ts'
import { aboutOf } from '../../config/routing.ts'
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
  const { title, short } = words.words(alert)
  const values = {
    ...words.about(alert),
    severity: alertTexts[words.language].severity[worst],
    title,
    count: matters.length,
  }
  // Its rule has a sentence of its own for the telephone, with what to do.
  const own = short && shortText(words, 'smsSiteShort', { ...values, short })
  if (own) return own
  const many = matters.length > 1 && alert.hostId !== null
  return fitted(
    words,
    many
      ? 'smsMany'
      : alert.hostId === null || aboutOf(alert.ruleId) === 'site'
        ? 'smsSite'
        : 'smsHost',
    values,
  )
}

export function smsRecovery(words: MatterWords, matters: readonly MailMatter[]): string {
  const alert = matters[0]?.alert
  if (!alert) return ''
  const { title, shortCleared: short } = words.words(alert)
  const values = { ...words.about(alert), title }
  const own = short && shortText(words, 'smsRecoveryShort', { ...values, short })
  if (own) return own
  return fitted(words, alert.hostId === null ? 'smsRecoverySite' : 'smsRecovery', values, false)
}

/** Undefined: the name of the site leaves no room for it. */
function shortText(
  words: MatterWords,
  key: 'smsSiteShort' | 'smsRecoveryShort',
  values: TextValues,
): string | undefined {
  const told = toGsm7(words.filled(key, values))
  return (gsm7Length(told) ?? Infinity) <= smsCharactersMax ? told : undefined
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
