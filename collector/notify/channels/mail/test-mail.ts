/** "Send a test mail": tries the settings with one mail and explains the server's answer. */
import { randomUUID } from 'node:crypto'
import { fill } from '../../../../config/locales/alert-format.ts'
import { alertTexts } from '../../../../config/locales/alert-languages.ts'
import { zoneReader } from '../../../../config/office-time.ts'
import type { Clock } from '../../../../lib/clock.ts'
import type { MailTestResult } from '../../../model/alerts.ts'
import type { Language, SmtpSettings } from '../../../model/office.ts'
import { escapeHtml, page } from '../../html.ts'
import { domainOf, sendMail } from './smtp.ts'
import { explainFailure } from './smtp-error.ts'

/** Never rejects for what the server says. */
export async function sendTestMail(
  settings: SmtpSettings,
  to: string,
  language: Language,
  { clock, zone }: { readonly clock: Clock; readonly zone: string },
): Promise<MailTestResult> {
  const formatting = { language, local: zoneReader(zone) }
  const { mail } = alertTexts[language]
  const text = fill(mail.testBody, { now: clock.now() / 1000 }, formatting)
  const domain = domainOf(settings.from)
  try {
    const answer = await sendMail(settings, {
      from: settings.from,
      to,
      subject: mail.testSubject,
      text: `${text}\n`,
      html: page(language, `<p>${escapeHtml(text)}</p>`),
      language,
      messageId: `<test.${randomUUID()}@${domain}>`,
      inReplyTo: null,
      references: [],
      listId: `Mlinzi <mlinzi.${domain}>`,
      urgent: false,
    })
    return { delivered: true, answer, explanation: 'delivered' }
  } catch (error) {
    const { key, answer } = explainFailure(error)
    return { delivered: false, answer, explanation: key }
  }
}
