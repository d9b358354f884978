/** The mail server, and a test mail that shows what it answers. */
import type { SmtpSettings } from '../../model/office.ts'
import { securities } from '../choices.ts'
import type { Form } from '../form.ts'
import type { ApiParts } from '../parts.ts'
import type { Answer, PageRoutes, Visit } from '../visit.ts'
import type { ShowSettings } from './show-settings.ts'

export function mailRoutes(routes: PageRoutes, parts: ApiParts, show: ShowSettings): void {
  const { office } = parts
  routes.post('/settings/mail', 'settings', async (visit) => {
    const { form } = visit
    const smtp = smtpOf(form, await office.smtp())
    if (form.failed) return show(visit, 'mail', { form: form.state('mail') })
    await office.setSmtp(smtp)
    const { password: _, ...told } = smtp
    await visit.audit('settings.mail', smtp.host, told)
    return { to: '/settings/mail', done: 'saved' }
  })
  routes.post('/settings/mail/test', 'settings', (visit) => testMail(parts, visit, show))
}

/** An empty password keeps the known one, unless it would go to another server. */
function smtpOf(form: Form, known: SmtpSettings | undefined): SmtpSettings {
  const host = form.required('host', 253)
  if (host !== '' && !/^[\w.:-]+$/.test(host)) form.fail('host', 'bad_name')
  const user = form.text('user', 254)
  const typed = form.raw('password').slice(0, 1000)
  const same = known !== undefined && known.host === host && known.user === user
  return {
    host,
    port: form.whole('port', 1, 65_535),
    security: form.choice('security', securities, 'starttls'),
    user,
    password: typed === '' && same ? known.password : typed,
    from: form.mailAddress('from'),
  }
}

async function testMail(parts: ApiParts, visit: Visit, show: ShowSettings): Promise<Answer> {
  const { office, clock, sendTestMail } = parts
  const to = visit.form.mailAddress('to')
  const smtp = await office.smtp()
  if (smtp === undefined) visit.form.fail('to', 'required')
  if (visit.form.failed || smtp === undefined)
    return show(visit, 'mail', { form: visit.form.state('mail_test') })
  const result = await sendTestMail(smtp, to, visit.frame.language)
  if (result.delivered) await office.setMailProved(clock.now())
  await visit.audit('mail.test', to, { delivered: result.delivered, answer: result.answer })
  return show(visit, 'mail', { mailTest: { ...result, to } })
}
