import { sendSms, type SmsGateway } from '../../../lib/sms/gateway.ts'
import { again, delivered, never, type Channel, type Outcome } from './channel.ts'

/** Short messages through a gateway or the office's own modem. */
export function smsChannelOf(gateway: SmsGateway): Channel {
  return {
    id: 'sms',
    form: 'sms',
    domain: 'sms.mlinzi',
    deliver: async ({ to, text, key }): Promise<Outcome> => {
      const outcome = await sendSms(gateway, { to, text, key })
      const { answer } = outcome
      if (outcome.type === 'taken') return delivered(answer)
      if (outcome.type === 'again') {
        return outcome.why === 'unreachable'
          ? again('line', 'channel_unreachable', answer)
          : again('message', 'later', answer, outcome.afterMs)
      }
      switch (outcome.why) {
        case 'key':
          return again('line', 'key_refused', answer)
        case 'credit':
          return again('line', 'no_credit', answer)
        case 'number':
          return never('number_refused', answer)
        default:
          return never('channel_refused', answer)
      }
    },
  }
}
