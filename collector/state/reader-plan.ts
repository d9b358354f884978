/** Which messages one matter makes for one reader: the usual one, and the short word beside it. */
import { isUrgent, partDefaults } from '../../config/routing.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { Recipient } from '../model/office.ts'

export interface Reader {
  readonly recipient_id: string
  readonly address: string
  readonly name: string
  readonly language: Recipient['language']
  readonly channel: string
}
export const mailChannel = 'mail'
export const smsChannel = 'sms'

/** The reader on his usual channel. */
export function readerOf(recipient: Recipient): Reader {
  return readerOn(recipient, recipient.route?.channels[0] ?? mailChannel)
}

export function readerOn(recipient: Recipient, channel: string): Reader {
  const { id, name, language, route } = recipient
  const address = channel === smsChannel ? (route?.phone ?? '') : recipient.address
  return { recipient_id: id, address, name, language, channel }
}

/** Critical and urgent, or a whole site: worth a word to the telephone as well, where the reader has one. */
export function urgentReader(recipient: Recipient, alert: AlertRecord): Reader | undefined {
  const { route } = recipient
  if (!route?.channels.slice(1).includes(smsChannel) || route.phone === '') return undefined
  const wholeSite = alert.hostId === null && alert.siteId !== null
  const urgent = alert.severity === 'critical' && isUrgent(alert.ruleId)
  if (!urgent && !wholeSite) return undefined
  return readerOn(recipient, smsChannel)
}

/** Whether the reader gets the morning's summary, and with it all that can wait for the morning. */
export function readsSummary({ route, severityMin }: Recipient): boolean {
  const byMail = (route?.channels ?? [mailChannel]).includes(mailChannel)
  return byMail && partDefaults[route?.part ?? 'officer'].summary && severityMin !== 'critical'
}
