import type { SmtpSettings } from '../../../model/office.ts'
import { again, delivered, never, type Channel, type Letter, type Outcome } from '../channel.ts'
import { domainOf, probeLine, sendMail, type ProbeLine, type SendMail } from './smtp.ts'
import { explainFailure } from './smtp-error.ts'

/** Mail through the office's server. */
export function mailChannelOf(
  settings: SmtpSettings,
  send: SendMail = sendMail,
  probe: ProbeLine = probeLine,
): Channel {
  const domain = domainOf(settings.from)
  return {
    id: 'mail',
    form: 'mail',
    domain,
    deliver: (letter) => outcomeOf(() => send(settings, mailOf(letter, settings.from, domain))),
    probe: () => outcomeOf(() => probe(settings).then(() => '')),
  }
}

function mailOf(letter: Letter, from: string, domain: string) {
  const { subject, text, html, to, language, urgent } = letter
  const inReplyTo = letter.thread
  const references = inReplyTo === null ? [] : [inReplyTo]
  const listId = `Mlinzi <mlinzi.${domain}>`
  const words = { subject, text, html, to, language, urgent, from }
  return { ...words, messageId: letter.key, inReplyTo, references, listId }
}

async function outcomeOf(work: () => Promise<string>): Promise<Outcome> {
  try {
    return delivered(await work())
  } catch (error) {
    const { key, answer, scope } = explainFailure(error)
    if (scope === 'never') return never(key, answer)
    return again(scope === 'line' ? 'line' : 'message', key, answer)
  }
}
