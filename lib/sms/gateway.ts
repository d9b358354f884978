/**
 * Hands one SMS to a gateway: Africa's Talking, Beem, any that takes a small JSON, or the spool of a
 * gammu-smsd with a modem in the office. Shapes: Africa's Talking's own npm package 0.8.3, Beem as
 * its public users agree, gammu-smsd-files(7).
 */
import { post } from '../http-post.ts'
import { toGsm7 } from './gsm7.ts'
import type { SmsOutcome } from './outcome.ts'
import { internationalNumber } from './phone.ts'
import { spoolSms } from './spool.ts'

export const smsPresets = ['africastalking', 'beem', 'json', 'gammu'] as const
export interface SmsGateway {
  readonly preset: (typeof smsPresets)[number]
  /** Address of the service; '': the preset's own. */
  readonly url: string
  readonly user: string
  readonly key: string
  readonly secret: string
  /** The registered name that people see; '': the service's. */
  readonly sender: string
  /** gammu: folder of messages to go out. */
  readonly folder: string
}
export interface Sms {
  /** As people write it. */
  readonly to: string
  readonly text: string
  /** The same for each try, so that a service that keeps keys sends once. */
  readonly key: string
}
interface Shaped {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
type Why = Extract<SmsOutcome, { type: 'refused' }>['why'] | 'later' | 'taken'

const addresses = {
  africastalking: 'https://api.africastalking.com/version1/messaging',
  beem: 'https://apisms.beem.africa/v1/send',
  json: '',
} as const

/** Never rejects. */
export async function sendSms(gateway: SmsGateway, sms: Sms): Promise<SmsOutcome> {
  const to = internationalNumber(sms.to)
  if (to === undefined)
    return { type: 'refused', why: 'number', answer: 'This is no telephone number' }
  const text = toGsm7(sms.text)
  const { preset } = gateway
  if (preset === 'gammu') return spoolSms(gateway.folder, { to, text, key: sms.key })
  const shaped = {
    ...shapes[preset](gateway, { to, text, key: sms.key }),
    url: gateway.url || addresses[preset],
  }
  return judged(await post(shaped), preset)
}

const shapes = {
  africastalking: ({ user, key, sender }: SmsGateway, { to, text }: Sms): Omit<Shaped, 'url'> => ({
    headers: {
      apikey: key,
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      username: user,
      to: `+${to}`,
      message: text,
      ...(sender !== '' && { from: sender }),
      bulkSMSMode: '1',
      enqueue: '1',
    }).toString(),
  }),
  beem: ({ key, secret, sender }: SmsGateway, { to, text }: Sms): Omit<Shaped, 'url'> => ({
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      source_addr: sender,
      schedule_time: '',
      encoding: 0,
      message: text,
      recipients: [{ recipient_id: 1, dest_addr: to }],
    }),
  }),
  json: ({ key, sender }: SmsGateway, { to, text, key: id }: Sms): Omit<Shaped, 'url'> => ({
    headers: {
      'content-type': 'application/json',
      ...(key !== '' && { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({ id, to, from: sender, text }),
  }),
} as const

function judged(result: Awaited<ReturnType<typeof post>>, preset: keyof typeof shapes): SmsOutcome {
  if (result.type === 'unreachable')
    return { type: 'again', why: 'unreachable', answer: result.message }
  const answer = `${result.status} ${result.text}`.slice(0, 400)
  const why = byWord(preset, result.text) ?? byStatus(result.status)
  if (why === 'taken') return { type: 'taken', answer }
  if (why !== 'later') return { type: 'refused', why, answer }
  const { afterMs } = result
  return { type: 'again', why, answer, ...(afterMs !== undefined && { afterMs }) }
}

/** A number in the answer's body says more than the status, which both services often leave at 200. */
function byWord(preset: keyof typeof shapes, text: string): Why | undefined {
  if (preset === 'africastalking') return african[Number(/"statusCode":\s*(\d+)/.exec(text)?.[1])]
  if (preset === 'beem') return beem[Number(/"code":\s*"?(\d+)/.exec(text)?.[1])]
  return undefined
}
const african: Readonly<Record<number, Why>> = {
  100: 'taken',
  101: 'taken',
  102: 'taken',
  401: 'later',
  402: 'key',
  403: 'number',
  404: 'number',
  405: 'credit',
  406: 'number',
  407: 'number',
  409: 'number',
  500: 'later',
  501: 'later',
  502: 'message',
}
const beem: Readonly<Record<number, Why>> = {
  100: 'taken',
  101: 'number',
  102: 'credit',
  103: 'later',
  104: 'message',
  105: 'key',
  106: 'number',
  107: 'key',
  108: 'key',
  111: 'key',
}

function byStatus(status: number): Why {
  if (status >= 200 && status < 300) return 'taken'
  if (status === 401 || status === 403) return 'key'
  if (status === 402) return 'credit'
  if (status === 408 || status === 429 || status >= 500) return 'later'
  return 'message'
}
