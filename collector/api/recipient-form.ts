/** Reads a recipient's form: who, by which way, how much. */
import { partDefaults } from '../../config/routing.ts'
import { internationalNumber } from '../../lib/sms/phone.ts'
import type { ReaderPart, RecipientRoute } from '../model/office.ts'
import { readerParts, tellingOrders } from './choices.ts'
import type { Form } from './form.ts'

const mailsMax = 1000

/** Whatever was left out is as the part has it. */
export function routeOf(form: Form): RecipientRoute {
  const part: ReaderPart =
    form.raw('part') === '' ? 'officer' : form.choice('part', readerParts, 'officer')
  const defaults = partDefaults[part]
  const order = form.raw('order') === '' ? 'mail' : form.choice('order', tellingOrders, 'mail')
  const phone = form.text('phone', 40)
  if (phone !== '' && internationalNumber(phone) === undefined) form.fail('phone', 'bad_phone')
  if (phone === '' && order !== 'mail') form.fail('phone', 'required')
  const hours = form.raw('hours')
  const ceiling = (name: string): number | null =>
    form.raw(name).trim() === '' ? null : form.whole(name, 0, mailsMax)
  return {
    part,
    phone,
    channels: order.split('-'),
    hours: hours === 'always' || hours === 'working' ? hours : defaults.hours,
    mailsPerDay: ceiling('mailsPerDay'),
    mailsPerMonth: ceiling('mailsPerMonth'),
    smsPerDay: ceiling('smsPerDay') ?? defaults.smsPerDay,
  }
}
